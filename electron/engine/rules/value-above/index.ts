/** Orders that are worth at least so much. One without a price is worth an unknown amount, so it never matches. */
import { z } from 'zod'
import { defineRule } from '../defineRule.ts'
import { usd } from '../fields.ts'
import { isWorth } from '../worth.ts'

export const valueAbove = defineRule({
  id: 'value-above',
  label: 'Worth at least',
  help: 'Orders without an honest price never match.',
  parameters: z.object({ usd: usd() }).strict(),
  matches: (row, parameters) => isWorth(row, parameters.usd),
  narrow: (parameters) => ({ minUsd: parameters.usd }),
})
