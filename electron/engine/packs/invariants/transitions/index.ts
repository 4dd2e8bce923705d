/** A document goes only where its states allow. */
import { z } from 'zod'
import { defineInvariant, labelOf } from '../defineInvariant.ts'

export const transitions = defineInvariant({
  id: 'transitions',
  label: 'Only allowed steps',
  help: 'Every event on a document is one of its transitions, from the state that it is in.',
  parameters: z.object({ types: z.array(z.string()).optional() }).strict(),
  unknown: ({ types = [] }, pack) => types.filter((type) => !Object.hasOwn(pack.documents, type)),
  onEvent({ key }, { types }, { document, before, allowed, pack }) {
    if (document === null || allowed || (types !== undefined && !types.includes(document.type))) return []
    const state = before === 'new' ? 'there was none' : `it was ${pack.documents[document.type]?.states[before ?? '']?.label ?? before}`
    return [
      {
        subject: document.id,
        sentence: `${labelOf(pack, key)} happened to ${document.id} while ${state}: no step leads from there by it.`,
      },
    ]
  },
})
