/** Who gave what for what in the exchanges of one intent: by signed orders, by netted balances, or estimated where neither tells. */
import type { Address, AssetRef, Leg, Transaction } from '../types.ts'
import { actorsOf } from './actors.ts'
import type { Balances } from './balances.ts'
import {
  atMost,
  boughtIn,
  choose,
  coinsExchanged,
  coinsSeen,
  flowsOf,
  isCoin,
  isTraded,
  type Scene,
  type Side,
  sidesOf,
  statedBy,
} from './sides.ts'

/** What an account gave and got, and the words that say how that was found out. */
export type Trade = {
  readonly trader: Address
  readonly recipient: Address
  readonly given: Side
  readonly received: Side | null
  readonly how: string
  readonly estimated?: true
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
  const wrapping = new Set(wraps.map(({ asset, received }) => asset ?? received?.asset ?? null).filter((one) => one !== null))
  const wrappers = wrapper === null ? wrapping : new Set([...wrapping, wrapper])
  const assets = new Set(swaps.flatMap(({ asset, received }) => [asset, ...(received ? [received.asset] : [])]))
  const scene: Scene = { legs, swaps, pools, wrappers, wrapping, assets, flows: flowsOf(swaps, wrappers), balances }
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
    const { gave, got } = sidesOf(balances.of(actor, false), scene)
    const trade = gave.length > 0 && got.length > 0 ? tradeOf(actor, scene, false, 'other') : []
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
