/** Recorded transactions to rows, without any endpoint: no price, no threshold, no proof beyond what the recording says itself. */
import type { OrderRow } from '#shared/order.ts'
import type { Chain } from '../chains/defineChain.ts'
import { familyOf } from '../verify/families/index.ts'
import { readRecorded } from '../verify/recorded.ts'
import { toRow } from './appraise.ts'
import { readOrders } from './readOrders.ts'

/** Every order of one `{ transaction, receipt }`, in the order in which they happened; none for a transaction that failed. Throws EngineError RECORDING. */
export function decode(entry: unknown, chain: Chain): OrderRow[] {
  const { transaction, block } = readRecorded(entry, familyOf(chain.family))
  if (!transaction.succeeded) return []
  const legs = readOrders(transaction, { chainId: chain.chainId, wrappedNative: chain.wrappedNative })
  const appraisal = { chain, block: { ...block, evidence: 1 }, prices: new Map(), tokens: new Map() }
  return legs.toSorted((a, b) => a.position - b.position).map((leg) => toRow(leg, appraisal))
}
