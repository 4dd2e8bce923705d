/**
 * One order an intent: the exchanges of a transaction are joined into what its trader gave and got. Counting every leg would count one
 * swap several times; netting every account would lose what only passes through it. So balances are netted for the accounts that act,
 * and pools, routers and wraps are dropped.
 */
import type { Address, AssetRef, Leg, Transaction } from '../types.ts'
import { actorsOf } from './actors.ts'
import { type Balances, balancesOf, isMovement } from './balances.ts'

/** What an account gave and got, and the words that say how that was found out. */
type Trade = {
  readonly trader: Address
  readonly recipient: Address
  readonly given: Side
  readonly received: Side | null
  readonly how: string
}
type Side = { readonly asset: AssetRef; readonly amount: bigint }

/**
 * Legs that stand for themselves, and for a transaction with exchanges one leg an intent instead of the movements that made it up.
 * `legs` are all that the sources read, also those that others stand for.
 */
export function join(transaction: Transaction, legs: readonly Leg[]): readonly Leg[] {
  const standing = withoutReplaced(legs)
  const told = legs.filter(({ swap }) => swap !== undefined && swap.role !== 'guess')
  const swaps = told.length > 0 ? told : legs.filter(({ swap }) => swap !== undefined)
  if (swaps.length === 0) return standing
  const balances = balancesOf(transaction, legs, swaps)
  const trades = tradesOf(transaction, swaps, balances)
  if (trades.length === 0) return standing.filter(({ swap }) => swap === undefined)
  const inside = insidersOf(transaction, legs, swaps, trades)
  const gave = new Set(legs.filter(isMovement).map(({ from, asset }) => `${from} ${asset}`))
  const kept = standing.filter((leg) => leg.swap === undefined && !isAbsorbed(leg, trades, inside, gave))
  const stays = new Set(kept)
  const parts = legs.filter((leg) => !stays.has(leg))
  const taken = new Set(kept.map(({ position }) => position))
  const orders = trades.flatMap((trade) => toLeg(trade, swaps, parts, taken))
  return [...orders.map((order) => ({ ...order, parts })), ...kept]
}

/** Without the legs that a leg of another source stands for. */
function withoutReplaced(legs: readonly Leg[]): readonly Leg[] {
  const by = new Map<number, Set<string>>()
  for (const { source, replaces } of legs) {
    for (const position of replaces ?? []) by.set(position, (by.get(position) ?? new Set()).add(source))
  }
  return legs.filter(({ source, position }) => ![...(by.get(position) ?? [])].some((other) => other !== source))
}

/** Signed orders speak for themselves; the accounts that acted are netted; where nothing nets, the largest exchange stands. */
function tradesOf(transaction: Transaction, swaps: readonly Leg[], balances: Balances): readonly Trade[] {
  const { named, possible } = actorsOf(transaction, swaps)
  const netted = named.flatMap((actor) => tradeOf(actor, swaps, balances, named.length === 1))
  const settled = swaps.filter(({ swap, from }) => swap?.role === 'order' && !netted.some(({ trader }) => trader === from))
  if (settled.length > 0 && netted.length === 0) return settled.map(orderTrade)
  if (netted.length > 0) return netted
  for (const actor of possible) {
    const [trade] = tradeOf(actor, swaps, balances, true)
    if (trade) return [trade]
  }
  return estimate(swaps.filter(({ swap }) => swap?.role !== 'guess'))
}

const orderTrade = ({ from, to, asset, amount, received }: Leg): Trade => ({
  trader: from,
  recipient: to,
  given: { asset, amount },
  received: received ?? null,
  how: 'As the settlement of the signed order states it.',
})

/** What the account gave and got on the whole; nothing where it did not give one asset for another. */
function tradeOf(trader: Address, swaps: readonly Leg[], balances: Balances, alone: boolean): Trade[] {
  const net = balances.of(trader, alone)
  const gave = [...net].flatMap(([asset, amount]) => (amount < 0n ? [{ asset, amount: -amount }] : []))
  const got = [...net].flatMap(([asset, amount]) => (amount > 0n ? [{ asset, amount }] : []))
  const given = choose(
    gave,
    swaps.map(({ asset }) => asset),
  )
  if (!given) return fromPool(trader, got, swaps)
  const bought = swaps.flatMap(({ received }) => (received ? [received.asset] : [])).toReversed()
  const received = choose(got, bought)
  if (received) {
    const how = got.length > 1 || gave.length > 1 ? 'largest of several assets on a side; the others are among the parts' : 'all transfers'
    return [{ trader, recipient: trader, ...statedBy(swaps, trader, given, received), how: `Net of ${how} of the trader.` }]
  }
  const payout = balances.payout(trader, given.asset, bought)
  if (!payout) return []
  return [
    {
      trader,
      recipient: payout.to,
      given,
      received: { asset: payout.asset, amount: payout.amount },
      how: 'Given by the trader, paid out to another account.',
    },
  ]
}

/** Coins that an account gave need not be seen. Where it got exactly what one pool gave, it gave what that pool got. */
function fromPool(trader: Address, got: readonly Side[], swaps: readonly Leg[]): Trade[] {
  const pool = swaps.find(({ swap, received }) => swap?.role === 'pool' && got.some((side) => isSame(side, received)))
  if (!pool?.received) return []
  return [
    {
      trader,
      recipient: trader,
      given: { asset: pool.asset, amount: pool.amount },
      received: pool.received,
      how: 'What the trader got, for what the pool that gave it got.',
    },
  ]
}

const isSame = (a: Side, b: Side | undefined): boolean => b !== undefined && a.asset === b.asset && a.amount === b.amount

/** The side whose asset the exchanges name, in the order of `preferred`; else the first. */
const choose = (sides: readonly Side[], preferred: readonly AssetRef[]): Side | undefined =>
  preferred.flatMap((asset) => sides.filter((side) => side.asset === asset))[0] ?? sides[0]

/** Coins that are paid out or back leave no log. Where a router states how much of them it took or gave, that is more exact than what is left over. */
function statedBy(swaps: readonly Leg[], trader: Address, given: Side, received: Side): { readonly given: Side; readonly received: Side } {
  const stated = swaps.find(
    (leg) => leg.swap?.role === 'route' && leg.from === trader && leg.asset === given.asset && leg.received?.asset === received.asset,
  )
  const exact = (side: Side, told: Side | undefined): Side => (side.asset === null && told && told.amount <= side.amount ? told : side)
  return stated
    ? { given: exact(given, { asset: stated.asset, amount: stated.amount }), received: exact(received, stated.received) }
    : { given, received }
}

/** No account gave one asset for another (an arbitrage, a flash loan, custody): the exchange that was first stands for all. */
function estimate(swaps: readonly Leg[]): readonly Trade[] {
  const largest = swaps.reduce<Leg | null>(
    (best, leg) => (best && !(best.asset === leg.asset && leg.amount > best.amount) ? best : leg),
    null,
  )
  if (!largest) return []
  return [{ ...orderTrade(largest), how: 'Estimated: nobody’s balance changed on both sides, so the largest exchange stands for all.' }]
}

/**
 * The row stands where the exchange was written that tells most of the trade: the trader's own order or route, else the exchange of what
 * it gave. No two rows stand at one place, and none where something else stands (`taken`).
 */
function toLeg(trade: Trade, swaps: readonly Leg[], parts: readonly Leg[], taken: Set<number>): Leg[] {
  const { trader, recipient, given, received, how } = trade
  const rank = (leg: Leg): number =>
    (leg.swap?.role === 'order' && leg.from === trader ? 8 : 0) +
    (leg.amount === given.amount ? 4 : 0) +
    (leg.swap?.role === 'route' ? 2 : 0) +
    (leg.asset === given.asset ? 1 : 0)
  const ranked = swaps.toSorted((a, b) => rank(b) - rank(a) || a.position - b.position)
  const base = ranked.find(({ position }) => !taken.has(position)) ?? ranked[0]
  const position = [...ranked, ...parts].find((leg) => !taken.has(leg.position))?.position
  if (!base || position === undefined) return []
  taken.add(position)
  const { source, txHash, txIndex } = base
  return [
    { source, kind: 'swap', txHash, txIndex, position, from: trader, to: recipient, ...given, ...(received ? { received } : {}), how },
  ]
}

/** Accounts that only hold funds in between: pools, routers, settlements, and whoever both got and gave without being a trader. */
function insidersOf({ to }: Transaction, legs: readonly Leg[], swaps: readonly Leg[], trades: readonly Trade[]): ReadonlySet<Address> {
  const inside = new Set<Address>(swaps.flatMap(({ swap }) => (swap ? [swap.at] : [])))
  if (to !== null) inside.add(to)
  const movements = legs.filter(isMovement)
  const givers = new Set(movements.map(({ from }) => from))
  for (const leg of movements) if (givers.has(leg.to)) inside.add(leg.to)
  for (const { trader, recipient } of trades) {
    inside.delete(trader)
    inside.delete(recipient)
  }
  return inside
}

/** A movement belongs to the exchange where an insider is at one end, where it is what the trader gave or got, or where it passed through the trader. */
function isAbsorbed(leg: Leg, trades: readonly Trade[], inside: ReadonlySet<Address>, gave: ReadonlySet<string>): boolean {
  if (!isMovement(leg)) return false
  if (leg.kind === 'wrap' || leg.kind === 'unwrap' || inside.has(leg.from) || inside.has(leg.to)) return true
  return trades.some(
    ({ trader, recipient, given, received }) =>
      (leg.from === trader && leg.asset === given.asset && leg.amount === given.amount) ||
      (leg.to === recipient && received !== null && leg.asset === received.asset) ||
      (leg.to === trader && gave.has(`${trader} ${leg.asset}`)),
  )
}
