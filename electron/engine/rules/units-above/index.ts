/** Orders that move at least so much of one asset, whatever it is worth: for what has no honest price. */
import { z } from 'zod'
import { compareText } from '#shared/decimal.ts'
import { defineRule } from '../defineRule.ts'
import { isToken, token, units } from '../fields.ts'

export const unitsAbove = defineRule({
  id: 'units-above',
  label: 'Amount of a token at least',
  help: 'Counts what was given and what was received, in units of the token; a token whose decimals are unknown never matches.',
  parameters: z
    .object({ token: token(), units: units({ title: 'Amount', description: 'In units of the token, such as 1000.5.' }) })
    .strict(),
  matches: ({ asset, amount, received }, parameters) =>
    [{ asset, amount }, ...(received ? [received] : [])].some(
      (part) => part.asset.decimals !== null && isToken(part.asset, parameters.token) && compareText(part.amount, parameters.units) >= 0,
    ),
  narrow: (parameters) => ({ assets: [parameters.token] }),
  refersTo: (parameters) => [{ what: 'token', name: parameters.token }],
})
