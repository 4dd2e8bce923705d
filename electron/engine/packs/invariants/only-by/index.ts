/** What happens to a document is done by whom it belongs to: revoked by its issuer, endorsed by its holder. */
import { z } from 'zod'
import { defineInvariant, labelOf } from '../defineInvariant.ts'

export const onlyBy = defineInvariant({
  id: 'only-by',
  label: 'Only by whose it is',
  help: 'One side of these verbs is the issuer of the document, or its holder, as it stood before.',
  parameters: z
    .object({
      verbs: z.array(z.string()).min(1),
      party: z.enum(['issuer', 'holder']),
      side: z.enum(['from', 'to']).default('from'),
    })
    .strict(),
  unknown: ({ verbs }, pack) => verbs.filter((key) => !Object.hasOwn(pack.verbs, key)),
  onEvent(entry, { verbs, party, side }, { was, pack }) {
    const expected = was?.[party] ?? null
    if (was === null || expected === null || !verbs.includes(entry.key) || entry[side] === expected) return []
    const sentence = `${entry[side]} took part in ${labelOf(pack, entry.key)} of ${was.id} as its ${party}, and that is ${expected}.`
    return [{ subject: entry[side], sentence }]
  },
})
