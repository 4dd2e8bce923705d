/** Orders by who told of them. */
import { z } from 'zod'
import { defineRule } from '../defineRule.ts'

export const protocol = defineRule({
  id: 'protocol',
  label: 'Protocol',
  help: 'The protocol whose event told of the order.',
  parameters: z.object({ source: z.string().min(1, 'must be named').max(60).meta({ title: 'Protocol', format: 'source' }) }).strict(),
  matches: ({ source }, parameters) => source === parameters.source,
  narrow: (parameters) => ({ sources: [parameters.source] }),
  refersTo: (parameters) => [{ what: 'source', name: parameters.source }],
})
