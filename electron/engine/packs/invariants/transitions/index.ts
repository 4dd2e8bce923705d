/** A document goes only where its states allow. */
import { z } from 'zod'
import { defineInvariant, labelOf } from '../defineInvariant.ts'

export const transitions = defineInvariant({
  id: 'transitions',
  label: 'Only allowed steps',
  help: 'Every event on a document is one of its transitions, from the state that it is in.',
  parameters: z
    .object({
      types: z.array(z.string()).optional(),
      /** Verbs whose second time is told by a rule of its own (`once`): it is not told twice. */
      repeats: z.array(z.string()).optional(),
    })
    .strict(),
  unknown: ({ types = [], repeats = [] }, pack) => [
    ...types.filter((type) => !Object.hasOwn(pack.documents, type)),
    ...repeats.filter((key) => !Object.hasOwn(pack.verbs, key)),
  ],
  onEvent({ key }, { types, repeats }, { document, before, allowed, pack }) {
    if (document === null || allowed || (types !== undefined && !types.includes(document.type))) return []
    if (repeats?.includes(key) && (document.counts[key] ?? 0) > 1) return []
    const state = before === 'new' ? 'there was none' : `it was ${pack.documents[document.type]?.states[before ?? '']?.label ?? before}`
    return [
      {
        subject: document.id,
        sentence: `${labelOf(pack, key)} happened to ${document.id} while ${state}: no step leads from there by it.`,
      },
    ]
  },
})
