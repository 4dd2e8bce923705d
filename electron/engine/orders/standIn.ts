/** An order that nothing shows to be large must not hide a large movement among its parts: then the largest of them stands for it. */
import { compare, compareText, multiply, parseDecimal } from '#shared/decimal.ts'
import type { AssetRef, Leg } from '../types.ts'

/** So many times the order's own worth has a part to be worth: on the way through an exchange prices differ a little. */
const timesMore = parseDecimal('2')

/** Marks the orders that no other order shares its parts with; of the others nobody can say which part was theirs. */
export function markSole(legs: readonly Leg[]): readonly Leg[] {
  const owners = new Map<Leg['parts'], number>()
  for (const { parts } of legs) if (parts) owners.set(parts, (owners.get(parts) ?? 0) + 1)
  return legs.map((leg) => (leg.parts && owners.get(leg.parts) === 1 ? { ...leg, sole: true as const } : leg))
}

/** The assets on both sides of the leg, and of its parts where one of them might stand for it. */
export const assetsWithin = (leg: Leg): AssetRef[] => [leg, ...(leg.sole ? (leg.parts ?? []) : [])].flatMap(assetsOf)

export const assetsOf = ({ asset, received }: Leg): AssetRef[] => (received ? [asset, received.asset] : [asset])

type Worth = { readonly usd: string | null; readonly isLarge: boolean }

/**
 * The part that stands for an order that is not large itself: the one worth most, an exchange before a movement. Its place and its parts
 * are the order's. Null where no part is large, or none is worth much more than the order. `worthOf` answers for a leg.
 */
export function standIn(order: Leg, usd: string | null, worthOf: (leg: Leg) => Worth): Leg | null {
  if (!order.sole) return null
  let best: { readonly part: Leg; readonly usd: string | null } | null = null
  for (const part of order.parts ?? []) {
    const worth = worthOf(part)
    if (!worth.isLarge || (best && !isMore(worth.usd, best.usd, part, best.part))) continue
    best = { part, usd: worth.usd }
  }
  if (!best) return null
  if (usd !== null && best.usd !== null && compare(parseDecimal(best.usd), multiply(parseDecimal(usd), timesMore)) < 0) return null
  const { swap: _, replaces: __, ...part } = best.part
  return {
    ...part,
    position: order.position,
    parts: order.parts ?? [],
    how: `Estimated: what the accounts gained and lost has no price or is worth little, so the largest part stands for it. ${order.how ?? ''}`.trim(),
    estimated: true,
  }
}

function isMore(usd: string | null, than: string | null, part: Leg, best: Leg): boolean {
  if (usd === null || than === null) return usd !== null && than === null
  const more = compareText(usd, than)
  return more > 0 || (more === 0 && part.swap !== undefined && best.swap === undefined)
}
