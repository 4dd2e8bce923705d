/** Orders whose block is proven so far at least. */
import { z } from 'zod'
import { defineRule } from '../defineRule.ts'

export const evidenceAtLeast = defineRule({
  id: 'evidence-at-least',
  label: 'Proof at least',
  help: 'The level of evidence when the rule is judged; to wait for more, choose after how many blocks it rings.',
  parameters: z
    .object({
      level: z
        .number()
        .int()
        .min(1)
        .max(5)
        .meta({ title: 'Level', description: '1 linked, 2 recomputed, 3 agreed, 4 sealed, 5 final.', format: 'evidence' }),
    })
    .strict(),
  matches: ({ evidence }, { level }) => evidence >= level,
  narrow: ({ level }) => ({ minEvidence: level }),
})
