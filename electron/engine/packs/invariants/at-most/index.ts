/** What some verbs sum up to must not be more than what others do: repaid no more than financed. */
import { z } from 'zod'
import { amountOf, defineInvariant, labelOf } from '../defineInvariant.ts'

export const atMost = defineInvariant({
  id: 'at-most',
  label: 'Never more than',
  help: 'The sum of these verbs on one document may not be more than so many hundredths of the sum of those.',
  parameters: z
    .object({
      verbs: z.array(z.string()).min(1),
      of: z.array(z.string()).min(1),
      /** 100: as much; 110: a tenth more, for interest. */
      percent: z.number().int().min(1).max(100_000).default(100),
    })
    .strict(),
  unknown: ({ verbs, of }, pack) => [...verbs, ...of].filter((key) => !Object.hasOwn(pack.verbs, key)),
  onEvent({ key, unit }, { verbs, of, percent }, { document, pack }) {
    if (document === null || !verbs.includes(key)) return []
    const sum = (keys: readonly string[]) => keys.reduce((total, one) => total + (document.sums[one] ?? 0n), 0n)
    const [have, limit] = [sum(verbs), (sum(of) * BigInt(percent)) / 100n]
    if (have <= limit) return []
    const sentence = `${labelOf(pack, key)} brought ${document.id} to ${amountOf(pack, unit, have)}, where ${amountOf(pack, unit, limit)} is the most that may be.`
    return [{ subject: document.id, sentence }]
  },
})
