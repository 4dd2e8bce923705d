/** Who gave what for what in the exchanges of one intent: by signed orders, by netted balances, or estimated where neither tells. */
import type { Address, AssetRef, Leg, Transaction } from '../types.ts'
import { actorsOf } from './actors.ts'
import { type Balances, isMovement } from './balances.ts'

/** What an account gave and got, and the words that say how that was found out. */
export type Trade = {
  readonly trader: Address
  readonly recipient: Address
  readonly given: Side
  readonly received: Side | null
  readonly how: string
  readonly estimated?: true
}
export type Side = { readonly asset: AssetRef; readonly amount: bigint }

/** What the search for trades looks at. `legs`: all of the intent; `swaps`: those that tell of an exchange. */
type Scene = {
  readonly legs: readonly Leg[]
  readonly swaps: readonly Leg[]
  readonly pools: ReadonlySet<Address>
  /** What wraps the coin: the chain's, or whatever did so here. */
  readonly wrappers: ReadonlySet<AssetRef>
  /** What was exchanged. */
  readonly assets: ReadonlySet<AssetRef>
  readonly balances: Balances
}

/**
 * The accounts that acted are netted first; where none of them traded, signed orders speak for themselves; then whoever else gave one
 * asset for another; then accounts that only got, with whoever paid. Where nothing nets, the first exchange stands, marked as estimated.
 */
export function tradesOf(
  transaction: Transaction,
  legs: readonly Leg[],
  swaps: readonly Leg[],
  balances: Balances,
  wrapper: Address | null = null,
): readonly Trade[] {
  const { owners, possible } = actorsOf(transaction, swaps)
  const pools = new Set(swaps.flatMap(({ swap }) => (swap?.role === 'pool' ? [swap.at] : [])))
  const wraps = legs.filter(({ source }) => source === 'wrapped-native')
  const wrappers = new Set(
    wraps
      .flatMap(({ asset, received }) => [asset ?? received?.asset ?? null])
      .concat(wrapper)
      .filter((one) => one !== null),
  )
  const assets = new Set(swaps.flatMap(({ asset, received }) => [asset, ...(received ? [received.asset] : [])]))
  const scene: Scene = { legs, swaps, pools, wrappers, assets, balances }
  const named = owners.includes(transaction.from) ? owners : [...owners, transaction.from]
  const isAlone = (actor: Address): boolean => owners.length < 2 && actor === named[0]
  const netted = named.flatMap((actor) => tradeOf(actor, scene, isAlone(actor), owners.includes(actor) ? 'owner' : 'sender'))
  if (netted.length > 0) return netted
  const settled = swaps.filter(({ swap, from }) => swap?.role === 'order' && !pools.has(from))
  if (settled.length > 0) return settled.map(orderTrade)
  const others = possible.filter((actor) => !named.includes(actor))
  for (const actor of others) {
    const trade = tradeOf(actor, scene, true, 'other')
    if (trade.length > 0) return trade
  }
  for (const actor of [...named, ...others]) {
    const trade = paidByAnother(actor, scene, others.includes(actor) || isAlone(actor))
    if (trade.length > 0) return trade
  }
  for (const actor of balances.accounts().filter((account) => !pools.has(account))) {
    const trade = tradeOf(actor, scene, false, 'other')
    if (trade.some(({ trader, recipient }) => trader === recipient)) return trade
  }
  return estimate(swaps.filter(({ swap }) => swap?.role !== 'guess'))
}

/** A signed order sells a token: where coins are sold, a contract holds and wraps them for the owner, who is the one that gets paid. */
const orderTrade = ({ from, to, asset, amount, received }: Leg): Trade => ({
  trader: asset === null ? to : from,
  recipient: to,
  given: { asset, amount },
  received: received ?? null,
  how: 'As the settlement of the signed order states it.',
})

/** What the account gave and got on the whole; nothing where it gave nothing, or nobody got anything for it. */
function tradeOf(trader: Address, scene: Scene, alone: boolean, as: 'owner' | 'sender' | 'other'): Trade[] {
  return tradesSeen(trader, scene, alone, as).flatMap((trade) => {
    const known = [trade.given, trade.received].filter((side) => side !== null && isTraded(side, scene)).length
    if (known < (as === 'other' ? 2 : 1)) return []
    // A contract’s own coins are not seen to leave it: what looks like them may have been paid to it unseen.
    const unseen = as === 'other' && trade.given.asset === null && coinsSeen(scene, trader) < trade.given.amount
    return unseen ? [{ ...trade, how: `Estimated, as coins are not seen to be paid: ${trade.how}`, estimated: true }] : [trade]
  })
}

function tradesSeen(trader: Address, scene: Scene, alone: boolean, as: 'owner' | 'sender' | 'other'): Trade[] {
  const { swaps, balances } = scene
  const { gave, got } = sidesOf(balances.of(trader, alone), scene)
  const sold = swaps.map(({ asset }) => asset)
  const bought = boughtIn(swaps)
  const given = choose(gave, sold) ?? (got.length > 0 && alone && as === 'owner' ? balances.coins(trader) : undefined)
  if (!given) return []
  const received = choose(got, bought)
  if (received && scene.pools.size > 0 && isCoin(given, scene) && isCoin(received, scene)) return []
  if (received) {
    const how = got.length > 1 || gave.length > 1 ? 'largest of several assets on a side; the others are among the parts' : 'all transfers'
    return [{ trader, recipient: trader, ...statedBy(scene, trader, given, received), how: `Net of ${how} of the trader.` }]
  }
  const route = swaps.findLast(
    ({ swap, from, asset, amount }) => swap?.role === 'route' && from === trader && asset === given.asset && amount <= given.amount,
  )
  if (route?.received)
    return [
      { trader, recipient: route.to, given, received: route.received, how: 'Given by the trader, got as the router’s own sum states it.' },
    ]
  const bridged = scene.legs.findLast(({ kind, asset }) => kind === 'bridge-out' && asset !== given.asset && bought.includes(asset))
  if (bridged) {
    const sent = { asset: bridged.asset, amount: bridged.amount }
    return [{ trader, recipient: trader, given, received: sent, how: 'Given by the trader, sent on over a bridge for it.' }]
  }
  const payout = balances.payout(trader, given.asset, bought)
  const spent = payout && as !== 'other' && given.asset === null ? atMost(given, coinsExchanged(scene)) : given
  return payout && spent.amount > 0n
    ? [{ trader, recipient: payout.to, given: spent, received: payout.side, how: 'Given by the trader, paid out to another account.' }]
    : []
}

/** Coins that came with a call need not be what its exchange began with (a tip, a purchase of other things): then as many as were exchanged. */
const atMost = (given: Side, exchanged: bigint): Side => (exchanged * 2n < given.amount ? { asset: null, amount: exchanged } : given)

/** Coins that were wrapped or given to pools, or that a router or an order states. */
function coinsExchanged({ legs, swaps }: Scene): bigint {
  const wrapped = legs.reduce((sum, { source, kind, amount }) => (source === 'wrapped-native' && kind === 'wrap' ? sum + amount : sum), 0n)
  const coins = swaps.filter(({ asset }) => asset === null)
  const pooled = coins.reduce((sum, { swap, amount }) => (swap?.role === 'pool' ? sum + amount : sum), wrapped)
  return coins.reduce((most, { swap, amount }) => (swap?.role !== 'pool' && amount > most ? amount : most), pooled)
}

/** The account only got: whoever gave what the exchanges began with paid for it, or, where nobody is seen to, the first pool of the way tells. */
function paidByAnother(trader: Address, scene: Scene, alone: boolean): Trade[] {
  const { swaps, balances } = scene
  const { gave, got } = sidesOf(balances.of(trader, alone), scene)
  const received = gave.length === 0 ? choose(got, boughtIn(swaps)) : undefined
  if (!received) return []
  const payer = balances.payer(trader, received.asset, origins(swaps, received.asset))
  if (payer) {
    const own = swaps.findLast(({ swap, from, to }) => swap?.role === 'route' && (from === payer.from || to === payer.from))
    const got = own?.received?.asset === received.asset ? own.received : received
    // Coins are not seen to go to the one or the other: they stay with whoever paid.
    const recipient = own || received.asset === null ? payer.from : trader
    return [{ trader: payer.from, recipient, given: payer.side, received: got, how: 'Given by one account, got by another.' }]
  }
  const last = swaps.findLast(
    ({ swap, received: out }) => swap?.role === 'pool' && out?.asset === received.asset && out.amount === received.amount,
  )
  const first = last && firstOf(swaps, last)
  if (!first) return []
  const given = { asset: first.asset, amount: first.amount }
  return [
    {
      trader,
      recipient: trader,
      given,
      received,
      how: 'Estimated: what the trader got, for what the first pool on the way got.',
      estimated: true,
    },
  ]
}

/** Assets from which an asset can have come by the exchanges, the farthest first. */
function origins(swaps: readonly Leg[], asset: AssetRef): readonly AssetRef[] {
  const found: AssetRef[] = [asset]
  for (const leg of swaps.toReversed())
    if (leg.received && found.includes(leg.received.asset) && !found.includes(leg.asset)) found.push(leg.asset)
  return found.slice(1).toReversed()
}

/** The exchange at the start of the chain of exact amounts that ends with `last`. */
function firstOf(swaps: readonly Leg[], last: Leg): Leg {
  let first = last
  for (const leg of swaps.toReversed()) {
    const isBefore = leg.position < first.position && leg.received?.asset === first.asset && leg.received.amount === first.amount
    if (leg.swap?.role === 'pool' && isBefore) first = leg
  }
  return first
}

/** No account gave one asset for another (an arbitrage, a flash loan, custody): the exchange that was first stands for all. */
function estimate(swaps: readonly Leg[]): readonly Trade[] {
  const largest = swaps.reduce<Leg | null>(
    (best, leg) => (best && !(best.asset === leg.asset && leg.amount > best.amount) ? best : leg),
    null,
  )
  if (!largest) return []
  const how = 'Estimated: nobody’s balance changed on both sides, so the largest exchange stands for all.'
  return [{ ...orderTrade(largest), trader: largest.from, how, estimated: true }]
}

/** Coins that the account is seen to have paid. */
const coinsSeen = ({ legs }: Scene, account: Address): bigint =>
  legs
    .filter(isMovement)
    .reduce(
      (sum, { source, asset, from, amount }) => (source !== 'wrapped-native' && asset === null && from === account ? sum + amount : sum),
      0n,
    )

const isTraded = (side: Side, scene: Scene): boolean =>
  scene.assets.has(side.asset) || (isCoin(side, scene) && [null, ...scene.wrappers].some((asset) => scene.assets.has(asset)))

/** What changed of an account's balances, coins and their wrapped form together; without dust, which is what an exchange leaves behind of assets that only passed through. */
function sidesOf(
  net: ReadonlyMap<AssetRef, bigint>,
  { swaps, wrappers, pools }: Scene,
): { readonly gave: readonly Side[]; readonly got: readonly Side[] } {
  const same = (asset: AssetRef): AssetRef => (asset !== null && wrappers.has(asset) ? null : asset)
  const flow = (side: (leg: Leg) => Side | undefined, asset: AssetRef): bigint =>
    swaps.reduce((sum, leg) => {
      const told = leg.swap?.role === 'pool' ? side(leg) : undefined
      return told && same(told.asset) === same(asset) ? sum + told.amount : sum
    }, 0n)
  const sides = (sign: 1n | -1n, side: (leg: Leg) => Side | undefined): readonly Side[] =>
    [...(pools.size > 0 ? unwrapped(net, wrappers) : net)]
      .map(([asset, amount]) => ({ asset, amount: amount * sign }))
      .filter(({ asset, amount }) => amount > 0n && amount * dust >= flow(side, asset))
  return { gave: sides(-1n, (leg) => leg), got: sides(1n, (leg) => leg.received) }
}

/** Coins on one side and their wrapped form on the other are set off against each other: wrapping is no exchange. */
function unwrapped(net: ReadonlyMap<AssetRef, bigint>, wrappers: ReadonlySet<AssetRef>): ReadonlyMap<AssetRef, bigint> {
  const [wrapper] = [...wrappers].filter((asset) => net.has(asset))
  const [coins, wrapped] = [net.get(null) ?? 0n, wrapper === undefined ? 0n : (net.get(wrapper) ?? 0n)]
  if (wrapper === undefined || coins * wrapped >= 0n) return net
  const isMoreCoins = (coins < 0n ? -coins : coins) > (wrapped < 0n ? -wrapped : wrapped)
  return new Map(net).set(null, isMoreCoins ? coins + wrapped : 0n).set(wrapper, isMoreCoins ? 0n : coins + wrapped)
}

/** Less than the n-th part of what the pools of a transaction exchanged of an asset. */
const dust = 100n

const boughtIn = (swaps: readonly Leg[]): readonly AssetRef[] =>
  swaps.flatMap(({ received }) => (received ? [received.asset] : [])).toReversed()

/** The side whose asset the exchanges name, in the order of `preferred`; else the first. */
const choose = (sides: readonly Side[], preferred: readonly AssetRef[]): Side | undefined =>
  preferred.flatMap((asset) => sides.filter((side) => side.asset === asset))[0] ?? sides[0]

/** Coins and their wrapped form: what is left of an arbitrage in the one and the tip in the other are no exchange. */
const isCoin = ({ asset }: Side, { wrappers }: Scene): boolean => asset === null || wrappers.has(asset)

/**
 * Coins that are paid out or back leave no log. Where a router's event states how much of them it took or gave, that is more exact than
 * what is left over. A route without an event of its own was made of the transfers, and says nothing new.
 */
function statedBy(
  { legs, swaps }: Scene,
  trader: Address,
  given: Side,
  received: Side,
): Pick<Trade, 'given'> & { readonly received: Side } {
  const stated = swaps.findLast(
    (leg) =>
      leg.swap?.role === 'route' &&
      leg.asset === given.asset &&
      leg.received?.asset === received.asset &&
      (leg.from === trader || leg.amount === given.amount || leg.received.amount === received.amount) &&
      !legs.some((other) => isMovement(other) && other.position === leg.position),
  )
  if (!stated?.received) return { given, received }
  return {
    given: given.asset === null && stated.from === trader ? { asset: null, amount: stated.amount } : given,
    received: received.asset === null ? stated.received : received,
  }
}
