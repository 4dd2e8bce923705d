/**
 * One order an intent: the exchanges of a transaction are joined into what its trader gave and got. Counting every leg would count one
 * swap several times; netting every account would lose what only passes through it. So balances are netted for the accounts that act,
 * and pools, routers and wraps are dropped.
 */
import { zeroAddress } from '../sources/logs.ts'
import type { Address, AssetRef, Leg, Transaction } from '../types.ts'
import { type Intent, intentsOf } from './actors.ts'
import { balancesOf, isMovement } from './balances.ts'
import { type Trade, tradesOf } from './trades.ts'

/**
 * Legs that stand for themselves, and for a transaction with exchanges one leg an intent instead of the movements that made it up.
 * `legs` are all that the sources read, also those that others stand for; `wrapper` is what wraps the chain's coin.
 */
export function join(transaction: Transaction, legs: readonly Leg[], wrapper: Address | null = null): readonly Leg[] {
  return intentsOf(transaction, legs).flatMap((intent) => joinIntent(intent, wrapper))
}

function joinIntent({ transaction, legs: read }: Intent, wrapper: Address | null): readonly Leg[] {
  const told = read.filter(({ swap }) => swap !== undefined && swap.role !== 'guess')
  // Where a protocol tells what was meant, nothing is left to be guessed.
  const isMeant = read.some(({ kind }) => meant.includes(kind))
  const swaps = told.length > 0 || isMeant ? told : read.filter(({ swap }) => swap !== undefined)
  if (swaps.length === 0) return withoutReplaced(read.filter(({ swap }) => swap === undefined))
  // Where something was exchanged, a vault’s shares are one of the assets: its own event would take them out of the balances. So would
  // that of what a contract stakes on the way, which is given by whoever gave it the coins.
  const onTheWay = read.filter((leg) => leg.source === 'erc-4626' || isOnTheWay(leg, transaction.from))
  const behind = new Set(onTheWay.flatMap(({ replaces }) => replaces ?? []))
  const isInside = ({ position, from, to }: Leg): boolean => behind.has(position) && from !== transaction.from && to !== transaction.from
  const legs = read.filter((leg) => !onTheWay.includes(leg))
  const standing = withoutReplaced(legs)
  const balances = balancesOf(transaction, legs, swaps)
  const trades = tradesOf(transaction, legs, swaps, balances, wrapper)
  if (trades.length === 0) return standing.filter(({ swap }) => swap === undefined)
  const inside = insidersOf(transaction, legs, swaps, trades)
  const gave = new Map<string, bigint>()
  for (const { from, asset, amount } of legs.filter(isMovement)) gave.set(`${from} ${asset}`, (gave.get(`${from} ${asset}`) ?? 0n) + amount)
  const exchanged = new Set([...swaps, ...trades.map(({ given }) => given)].map(({ asset }) => asset))
  for (const { received } of [...swaps, ...trades]) if (received) exchanged.add(received.asset)
  const kept = standing.filter((leg) => leg.swap === undefined && !isInside(leg) && !isAbsorbed(leg, { trades, inside, gave, exchanged }))
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

/**
 * The row stands where the exchange was written that tells most of the trade: the trader's own order or route, else the exchange of what
 * it gave. No two rows stand at one place, and none where something else stands (`taken`).
 */
function toLeg(trade: Trade, swaps: readonly Leg[], parts: readonly Leg[], taken: Set<number>): Leg[] {
  const { trader, recipient, given, received, how, estimated } = trade
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
    {
      source,
      kind: 'swap',
      txHash,
      txIndex,
      position,
      from: trader,
      to: recipient,
      ...given,
      ...(received ? { received } : {}),
      how,
      ...(estimated ? { estimated } : {}),
    },
  ]
}

/** Accounts that only hold funds in between: pools, routers, settlements, and whoever both got and gave without being the sender or a trader. */
function insidersOf(
  { from, to }: Transaction,
  legs: readonly Leg[],
  swaps: readonly Leg[],
  trades: readonly Trade[],
): ReadonlySet<Address> {
  const inside = new Set<Address>(swaps.flatMap(({ swap }) => (swap ? [swap.at] : [])))
  if (to !== null) inside.add(to)
  const movements = legs.filter(isMovement)
  const givers = new Set(movements.map(({ from }) => from))
  for (const leg of movements) if (givers.has(leg.to)) inside.add(leg.to)
  inside.delete(from)
  for (const { trader, recipient } of trades) {
    inside.delete(trader)
    inside.delete(recipient)
  }
  return inside
}

type Exchanged = {
  readonly trades: readonly Trade[]
  readonly inside: ReadonlySet<Address>
  /** Who gave how much of what, by `account asset`. */
  readonly gave: ReadonlyMap<string, bigint>
  readonly exchanged: ReadonlySet<AssetRef>
}

/**
 * A movement belongs to the exchange where insiders are at both ends, where one is at one end of an asset that was exchanged, where it is
 * what the trader gave or got, or where it passed through the trader.
 */
function isAbsorbed(leg: Leg, { trades, inside, gave, exchanged }: Exchanged): boolean {
  if (!isMovement(leg)) return isConversion(leg, inside)
  if (leg.kind === 'wrap' || leg.kind === 'unwrap') return true
  const ends = [leg.from, leg.to].filter((account) => inside.has(account) || account === zeroAddress).length
  if (ends === 2 || (ends === 1 && exchanged.has(leg.asset))) return true
  return trades.some(
    ({ trader, recipient, given, received }) =>
      (leg.from === trader &&
        leg.asset === given.asset &&
        (leg.amount === given.amount || gave.get(`${trader} ${leg.asset}`) === given.amount)) ||
      (leg.to === recipient && received !== null && leg.asset === received.asset) ||
      (leg.to === trader && gave.has(`${trader} ${leg.asset}`)),
  )
}

/** Routers wrap and stake on the way: what an insider changed into something else for itself is a step of the exchange. */
const isConversion = ({ kind, from, to, received }: Leg, inside: ReadonlySet<Address>): boolean =>
  received !== undefined && conversions.includes(kind) && from === to && inside.has(from)

/** Staked for its token by another account than the sender: a step of an exchange, whose own ends tell what was given. */
const isOnTheWay = ({ kind, from, received }: Leg, sender: Address): boolean =>
  kind === 'stake' && received !== undefined && from !== sender

/** What an account does with a protocol on purpose. */
const meant: readonly string[] = [
  'supply',
  'withdraw',
  'borrow',
  'repay',
  'liquidation',
  'stake',
  'unstake',
  'bridge-out',
  'bridge-in',
  'nft-sale',
]

const conversions: readonly string[] = ['wrap', 'unwrap', 'stake', 'unstake']
