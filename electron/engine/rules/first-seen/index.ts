/** Orders of accounts that took part in no stored order of the chain before. */
import { z } from 'zod'
import { defineRule } from '../defineRule.ts'
import { accountsOn, direction, usd } from '../fields.ts'
import { isWorth } from '../worth.ts'

export const firstSeen = defineRule({
  id: 'first-seen',
  label: 'First-seen wallet',
  help: 'An account that is in no order stored before on the chain: new, or new to this machine.',
  parameters: z
    .object({
      minUsd: usd({ title: 'Worth at least (USD)', description: 'Of this order. Empty: any, also without a price.' }).optional(),
      side: direction(),
    })
    .strict(),
  matches: (row, { minUsd, side }, facts) =>
    isWorth(row, minUsd) && accountsOn(row, side).some((account) => facts.dealings(row, account, { most: 1 }) === 0),
  narrow: ({ minUsd }) => (minUsd === undefined ? {} : { minUsd }),
})
