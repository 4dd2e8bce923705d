/** Two verbs of one document name the same amount: what arrives is what was sent. */
import { z } from 'zod'
import { amountOf, defineInvariant, labelOf } from '../defineInvariant.ts'

export const sameAmount = defineInvariant({
  id: 'same-amount',
  label: 'The same amount',
  help: 'What this verb moves on a document is what that verb moved on it before, less at most so many hundredths of a percent for fees.',
  parameters: z.object({ verb: z.string(), as: z.string(), feeBasisPoints: z.number().int().min(0).max(10_000).default(0) }).strict(),
  unknown: ({ verb, as }, pack) => [verb, as].filter((key) => !Object.hasOwn(pack.verbs, key)),
  onEvent({ key, unit, amount }, { verb, as, feeBasisPoints }, { document, pack }) {
    if (document === null || key !== verb || (document.counts[as] ?? 0) === 0) return []
    const sent = document.sums[as] ?? 0n
    const least = sent - (sent * BigInt(feeBasisPoints)) / 10_000n
    if (amount <= sent && amount >= least) return []
    const sentence = `${labelOf(pack, verb)} moved ${amountOf(pack, unit, amount)} on ${document.id}, and ${labelOf(pack, as)} had moved ${amountOf(pack, unit, sent)}.`
    return [{ subject: document.id, sentence }]
  },
})
