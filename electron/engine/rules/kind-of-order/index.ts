/** Orders by what happened: a transfer, a swap, a mint … */
import { z } from 'zod'
import { allKinds } from '../../orders/kinds.ts'
import { defineRule } from '../defineRule.ts'

export const kindOfOrder = defineRule({
  id: 'kind-of-order',
  label: 'Kind of order',
  help: 'What happened, such as a swap or a mint.',
  parameters: z.object({ kind: z.enum(allKinds.map(({ id }) => id)).meta({ title: 'Kind', format: 'kind' }) }).strict(),
  matches: ({ kind }, parameters) => kind === parameters.kind,
  narrow: (parameters) => ({ kinds: [parameters.kind] }),
})
