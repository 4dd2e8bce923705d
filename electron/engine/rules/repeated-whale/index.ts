/** The order with which an account had so many large ones in a stretch of time. */
import { z } from 'zod'
import { defineRule } from '../defineRule.ts'
import { accountsOn, count, direction, minutes, usd } from '../fields.ts'
import { isWorth } from '../worth.ts'

export const repeatedWhale = defineRule({
  id: 'repeated-whale',
  label: 'Repeated whale',
  help: 'Rings for the order that makes it so many of one account, then not again until there are fewer in the last minutes. Both sides count.',
  parameters: z
    .object({
      times: count({ title: 'Orders', description: 'With the one that rings.' }, 2, 1_000),
      usd: usd({ title: 'Each worth at least (USD)' }),
      minutes: minutes({ title: 'Minutes' }, 10_080),
      side: direction({ title: 'Side', description: 'On which the account stands in the order that rings.' }),
    })
    .strict(),
  // With one less before it, it is the one; with as many or more before it, the one has been.
  matches: (row, parameters, facts) =>
    isWorth(row, parameters.usd) &&
    accountsOn(row, parameters.side).some(
      (account) =>
        facts.dealings(row, account, { minutes: parameters.minutes, minUsd: parameters.usd, most: parameters.times }) ===
        parameters.times - 1,
    ),
  narrow: (parameters) => ({ minUsd: parameters.usd }),
})
