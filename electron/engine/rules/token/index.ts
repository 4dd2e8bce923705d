/** Orders in which a token was given or received. */
import { z } from 'zod'
import { defineRule } from '../defineRule.ts'
import { isToken, token } from '../fields.ts'

export const tokenRule = defineRule({
  id: 'token',
  label: 'Token',
  help: 'Whatever was done with it: moved, given in a swap, or received.',
  parameters: z.object({ token: token() }).strict(),
  matches: ({ asset, received }, parameters) =>
    isToken(asset, parameters.token) || (received !== null && isToken(received.asset, parameters.token)),
  narrow: (parameters) => ({ assets: [parameters.token] }),
  refersTo: (parameters) => [{ what: 'token', name: parameters.token }],
})
