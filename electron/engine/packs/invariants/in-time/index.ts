/** What may happen to a document only until its time: nobody relies on a reference that has run out. */
import { z } from 'zod'
import { defineInvariant, labelOf } from '../defineInvariant.ts'

export const inTime = defineInvariant({
  id: 'in-time',
  label: 'Not after its time',
  help: 'These verbs happen to a document no later than the due time that it had before.',
  parameters: z.object({ verbs: z.array(z.string()).min(1) }).strict(),
  unknown: ({ verbs }, pack) => verbs.filter((key) => !Object.hasOwn(pack.verbs, key)),
  onEvent({ key, time }, { verbs }, { was, pack }) {
    const due = was?.due ?? null
    if (was === null || due === null || time <= due || !verbs.includes(key)) return []
    const at = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')
    return [
      {
        subject: was.id,
        sentence: `${labelOf(pack, key)} happened to ${was.id} at ${at(time)} UTC, and its time ended at ${at(due)} UTC.`,
      },
    ]
  },
})
