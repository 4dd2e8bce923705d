/** A verb that may happen to a document so many times and no more: a receivable is financed once. */
import { z } from 'zod'
import { defineInvariant } from '../defineInvariant.ts'

export const once = defineInvariant({
  id: 'once',
  label: 'At most so often',
  help: 'These verbs may happen to one document only so many times, counted together.',
  parameters: z.object({ verbs: z.array(z.string()).min(1), times: z.number().int().min(1).default(1) }).strict(),
  unknown: ({ verbs }, pack) => verbs.filter((key) => !Object.hasOwn(pack.verbs, key)),
  onEvent({ key, document }, { verbs, times }, { history, pack }) {
    if (document === null || !verbs.includes(key)) return []
    const count = history.filter((entry) => verbs.includes(entry.key)).length
    if (count <= times) return []
    const what = pack.verbs[key]?.label ?? key
    return [
      {
        subject: document.id,
        sentence: `“${what}” happened ${count} times to ${document.id}, where ${times === 1 ? 'once' : `${times} times`} is all that may be.`,
      },
    ]
  },
})
