/** A verb that may happen to a document so many times and no more: a receivable is financed once. */
import { z } from 'zod'
import { defineInvariant, labelOf } from '../defineInvariant.ts'

export const once = defineInvariant({
  id: 'once',
  label: 'At most so often',
  help: 'These verbs may happen to one document only so many times, counted together.',
  parameters: z.object({ verbs: z.array(z.string()).min(1), times: z.number().int().min(1).default(1) }).strict(),
  unknown: ({ verbs }, pack) => verbs.filter((key) => !Object.hasOwn(pack.verbs, key)),
  onEvent({ key }, { verbs, times }, { document, pack }) {
    if (document === null || !verbs.includes(key)) return []
    const count = verbs.reduce((sum, one) => sum + (document.counts[one] ?? 0), 0)
    if (count <= times) return []
    const allowed = times === 1 ? 'once is all that may be' : `${times} times are all that may be`
    return [{ subject: document.id, sentence: `${labelOf(pack, key)} happened ${count} times to ${document.id}, where ${allowed}.` }]
  },
})
