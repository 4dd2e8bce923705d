/** Orders that are worth at least so much. One without a price is worth an unknown amount, so it never matches. */
import { z } from 'zod'
import { compareText, isDecimal } from '#shared/decimal.ts'
import { defineRule } from '../defineRule.ts'

export const valueAbove = defineRule({
  id: 'value-above',
  label: 'Worth at least',
  parameters: z.object({ usd: z.string().refine((text) => isDecimal(text) && !text.startsWith('-'), 'must be a number such as 250000') }),
  matches: ({ usd }, parameters) => usd !== null && compareText(usd, parameters.usd) >= 0,
})
