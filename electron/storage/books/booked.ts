/** Which orders of a step are events of packs, and where each stands in its block. */
import type { ChainStep, HistoryStep } from '#engine/ports.ts'
import { parseDecimal } from '#shared/decimal.ts'
import type { Booked } from './entries.ts'

/** `arrivals` are those of the step's orders, in their order. */
export function bookedOf(step: Pick<ChainStep | HistoryStep, 'orders' | 'notes' | 'chainId'>, arrivals: readonly number[]): Booked[] {
  const places = new Map<number, number>()
  return step.orders.flatMap((order, index): Booked[] => {
    const business = step.notes?.get(order.id)?.business
    if (business === undefined) return []
    const place = places.get(order.blockNumber) ?? 0
    places.set(order.blockNumber, place + 1)
    const { id: orderId, chainId, from, to, blockTime } = order
    const entry = {
      ...business,
      orderId,
      chainId,
      from,
      to,
      amount: baseUnits(order.amount, order.asset.decimals ?? 0),
      time: blockTime ?? 0,
    }
    return [{ arrival: arrivals[index] ?? 0, block: order.blockNumber, place, entry }]
  })
}

/** Rows hold units; books count in whole base units. */
function baseUnits(amount: string, decimals: number): bigint {
  const { digits, scale } = parseDecimal(amount)
  return digits * 10n ** BigInt(decimals - scale)
}
