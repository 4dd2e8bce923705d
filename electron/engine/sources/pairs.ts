/** What every pair tells with its Swap: how much of either token came in and went out; whose pair it is, its factory tells. */
import type { Address, Leg, Log, Transaction } from '../types.ts'
import type { SourceContext } from './defineSource.ts'
import { poolLeg } from './swaps.ts'
import { venueOf } from './venues.ts'

/** Sender, recipient, both amounts in, both amounts out. */
type PairFields = readonly [Address, Address, bigint, bigint, bigint, bigint]

/** The leg of one exchange at a pair, in the name of the venue whose factory made it, else of `like`. */
export function pairSwap(transaction: Transaction, log: Log, { chainId }: SourceContext, like: string, fields: PairFields): Leg[] {
  const [sender, recipient, in0, in1, out0, out1] = fields
  // Both inputs are set where a token takes a fee or gives back dust: the side with the output is the one that was bought.
  const zeroForOne = out1 > 0n && (out0 === 0n || in0 > 0n)
  const [amountIn, amountOut] = zeroForOne ? [in0, out1] : [in1, out0]
  const legs = poolLeg(transaction, log, like, { amountIn, amountOut, sender, recipient })
  return legs.map((leg) => ({ ...leg, source: venueOf('pair', chainId, log.address, leg.asset, leg.received?.asset ?? null) ?? like }))
}
