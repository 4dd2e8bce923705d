/** Orders that are worth at least so much. One without a price is worth an unknown amount, so it never matches. */
import { z } from 'zod'
import { compareText, isDecimal } from '#shared/decimal.ts'
import { defineRule } from '../defineRule.ts'

export const valueAbove = defineRule({
  id: 'value-above',
  label: 'Worth at least',
  help: 'Orders without an honest price never match.',
  parameters: z
    .object({
      usd: z
        .string()
        .max(60)
        .refine((text) => isDecimal(text) && !text.startsWith('-'), 'must be a number such as 250000')
        .meta({ title: 'USD', format: 'usd' }),
    })
    .strict(),
  matches: ({ usd }, parameters) => usd !== null && compareText(usd, parameters.usd) >= 0,
  narrow: ({ usd }) => ({ minUsd: usd }),
})
