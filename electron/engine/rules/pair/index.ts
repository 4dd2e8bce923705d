/** Exchanges of one token against another. */
import { z } from 'zod'
import { defineRule } from '../defineRule.ts'
import { isToken, token } from '../fields.ts'

export const pair = defineRule({
  id: 'pair',
  label: 'Pair',
  help: 'Swaps of the first token for the second, or both ways.',
  parameters: z
    .object({
      gives: token({ title: 'Gives' }),
      gets: token({ title: 'Gets' }),
      bothWays: z.boolean().default(true).meta({ title: 'Both ways', description: 'Swaps of the second for the first match as well.' }),
    })
    .strict(),
  matches({ asset, received }, { gives, gets, bothWays }) {
    if (received === null) return false
    const swaps = (given: string, got: string) => isToken(asset, given) && isToken(received.asset, got)
    return swaps(gives, gets) || (bothWays && swaps(gets, gives))
  },
  narrow: ({ gives }) => ({ assets: [gives] }),
  refersTo: ({ gives, gets }) => [gives, gets].map((name) => ({ what: 'token', name })),
})
