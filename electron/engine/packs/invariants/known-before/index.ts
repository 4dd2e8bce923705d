/** A verb needs another before it: what arrives was sent, a claim has a policy. */
import { z } from 'zod'
import { defineInvariant, labelOf } from '../defineInvariant.ts'

export const knownBefore = defineInvariant({
  id: 'known-before',
  label: 'Not before',
  help: 'This verb happens to a document only after one of those did.',
  parameters: z.object({ verb: z.string(), after: z.array(z.string()).min(1) }).strict(),
  unknown: ({ verb, after }, pack) => [verb, ...after].filter((key) => !Object.hasOwn(pack.verbs, key)),
  onEvent({ key }, { verb, after }, { document, pack }) {
    if (document === null || key !== verb || after.some((one) => (document.counts[one] ?? 0) > 0)) return []
    const needed = after.map((one) => labelOf(pack, one)).join(' or ')
    return [{ subject: document.id, sentence: `${labelOf(pack, verb)} happened to ${document.id} without ${needed} before it.` }]
  },
})
