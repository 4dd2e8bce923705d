/** What leaves one chain arrives on another: once, not before it left, and as much as left less the fee. */
import { z } from 'zod'
import { amountOf, defineInvariant, type Entry, labelOf } from '../defineInvariant.ts'

export const acrossChains = defineInvariant({
  id: 'across-chains',
  label: 'Between chains',
  help: 'These verbs bring a document from one chain to another, where those let it arrive: at most once, not earlier, and no less than what left but for so many hundredths of a percent. What left on a chain that is not watched is let pass.',
  parameters: z
    .object({
      sends: z.array(z.string()).min(1),
      arrives: z.array(z.string()).min(1),
      feeBasisPoints: z.number().int().min(0).max(10_000).default(0),
      /** Chains have clocks of their own: so many seconds earlier is no contradiction. */
      clockSeconds: z.number().int().min(0).max(86_400).default(60),
    })
    .strict(),
  unknown: ({ sends, arrives }, pack) => [...sends, ...arrives].filter((key) => !Object.hasOwn(pack.verbs, key)),
  onEverywhere(events, { sends, arrives, feeBasisPoints, clockSeconds }, pack) {
    const arrivals = events.filter(({ key }) => arrives.includes(key))
    return arrivals.flatMap((entry, index) => {
      const { document, chainId, amount, unit, key } = entry
      const told = (what: string, sentence: string) => ({ entry, subject: `${what}:${document?.id}`, sentence })
      const name = `${labelOf(pack, key)} of ${document?.id} on chain ${chainId}`
      const before = arrivals.slice(0, index).find((one) => one.chainId !== chainId)
      const twice = before ? [told('twice', `${name} came after it had arrived on chain ${before.chainId} already.`)] : []
      const sent: Entry | undefined = events.find((one) => sends.includes(one.key) && one.chainId !== chainId)
      if (!sent) return twice
      const early = entry.time + clockSeconds < sent.time ? [told('early', `${name} came before it left chain ${sent.chainId}.`)] : []
      const least = sent.amount - (sent.amount * BigInt(feeBasisPoints)) / 10_000n
      const other =
        amount > sent.amount || amount < least
          ? [
              told(
                'amount',
                `${name} brought ${amountOf(pack, unit, amount)}, and ${amountOf(pack, unit, sent.amount)} left chain ${sent.chainId}.`,
              ),
            ]
          : []
      return [...twice, ...early, ...other]
    })
  },
})
