/** A pack's order stands for the movements that its contracts logged with it: the token's own transfer is not a second order. */
import type { Leg } from '../types.ts'

/** Orders of one transaction less those at the place of a pack's order, and those that move the same amount of what the pack's contract is. */
export function withoutTold(legs: readonly Leg[], business: readonly Leg[]): readonly Leg[] {
  const places = new Set(business.map(({ position }) => position))
  const moved = new Set(
    business
      .filter(({ amount }) => amount > 0n)
      .flatMap(({ asset, business: told, amount }) => [`${asset}:${amount}`, `${told?.address}:${amount}`]),
  )
  return legs.filter(
    ({ position, asset, amount, received }) => !places.has(position) && (received !== undefined || !moved.has(`${asset}:${amount}`)),
  )
}
