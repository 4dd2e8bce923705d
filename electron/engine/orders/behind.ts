/** A protocol's own event may stand for movements: those that it stands for are shown beside it as its parts. */
import type { Leg } from '../types.ts'
import { isMovement } from './balances.ts'

/** `orders` of one transaction, out of `legs`, with the movements behind those that a protocol told of. */
export function withMovementsBehind(orders: readonly Leg[], legs: readonly Leg[]): readonly Leg[] {
  const isTold = (order: Leg): boolean => order.parts === undefined && !isMovement(order) && (order.replaces ?? []).length > 0
  if (!orders.some(isTold)) return orders
  const movements = legs.filter(isMovement)
  return orders.map((order) => {
    const positions = new Set(isTold(order) ? order.replaces : [])
    const parts = movements.filter(({ position }) => positions.has(position))
    return parts.length === 0 ? order : { ...order, parts, how: order.how ?? 'As the event of the protocol states it.' }
  })
}
