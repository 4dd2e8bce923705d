/** Orders by which way the funds went, seen from exchanges. */
import { z } from 'zod'
import { defineRule } from '../defineRule.ts'
import { flow } from '../fields.ts'

export const flowRule = defineRule({
  id: 'flow',
  label: 'Exchange flow',
  help: 'Into an exchange, out of one, within one, or from one to another, as far as their accounts are known.',
  parameters: z.object({ flow: flow({ title: 'Flow' }) }).strict(),
  matches: ({ marks }, parameters) => marks.flow === parameters.flow,
  narrow: (parameters) => ({ flows: [parameters.flow] }),
})
