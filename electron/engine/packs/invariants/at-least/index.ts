/** A verb that ends something needs the rest to be done: settled only when everything is repaid. */
import { z } from 'zod'
import { amountOf, defineInvariant, labelOf } from '../defineInvariant.ts'

export const atLeast = defineInvariant({
  id: 'at-least',
  label: 'Not before so much',
  help: 'When this verb happens to a document, the sum of these verbs is at least so many hundredths of the sum of those.',
  parameters: z
    .object({
      verb: z.string(),
      needs: z.array(z.string()).min(1),
      of: z.array(z.string()).min(1),
      percent: z.number().int().min(1).max(100_000).default(100),
    })
    .strict(),
  unknown: ({ verb, needs, of }, pack) => [verb, ...needs, ...of].filter((key) => !Object.hasOwn(pack.verbs, key)),
  onEvent({ key }, { verb, needs, of, percent }, { document, pack }) {
    if (document === null || key !== verb) return []
    const sum = (keys: readonly string[]) => keys.reduce((total, one) => total + (document.sums[one] ?? 0n), 0n)
    // Rounded up: a part of a base unit is not waived.
    const [have, least] = [sum(needs), (sum(of) * BigInt(percent) + 99n) / 100n]
    if (have >= least) return []
    const unit = pack.verbs[needs[0] ?? '']?.unit ?? null
    const done = needs.map((one) => labelOf(pack, one)).join(' and ')
    const sentence = `${labelOf(pack, verb)} happened to ${document.id} when ${done} had come to ${amountOf(pack, unit, have)} of ${amountOf(pack, unit, least)}.`
    return [{ subject: document.id, sentence }]
  },
})
