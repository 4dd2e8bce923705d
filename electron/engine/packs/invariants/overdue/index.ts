/** A document whose due time passes before it is done. */
import { z } from 'zod'
import { defineInvariant } from '../defineInvariant.ts'

export const overdue = defineInvariant({
  id: 'overdue',
  label: 'Done in time',
  help: 'A document is in a final state, or in one of these, when its due time comes.',
  parameters: z.object({ type: z.string(), done: z.array(z.string()).optional() }).strict(),
  unknown: ({ type, done = [] }, pack) =>
    Object.hasOwn(pack.documents, type) ? done.filter((state) => !Object.hasOwn(pack.documents[type]?.states ?? {}, state)) : [type],
  onDue({ type, id, state, due }, parameters, pack) {
    if (type !== parameters.type || parameters.done?.includes(state)) return []
    const label = pack.documents[type]?.states[state]?.label ?? state
    const day = new Date(due * 1000).toISOString().slice(0, 16).replace('T', ' ')
    return [{ subject: id, sentence: `${id} was due at ${day} UTC and is still ${label}.` }]
  },
})
