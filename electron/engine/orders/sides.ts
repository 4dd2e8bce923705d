/** The sides of an exchange as the legs show them: what counts as given and got, and what is dust, a wrap, or coins without a log. */
import type { Address, AssetRef, Leg } from '../types.ts'
import { type Balances, isMovement } from './balances.ts'

export type Side = { readonly asset: AssetRef; readonly amount: bigint }

/** What the search for trades looks at. `legs`: all of the intent; `swaps`: those that tell of an exchange. */
export type Scene = {
  readonly legs: readonly Leg[]
  readonly swaps: readonly Leg[]
  readonly pools: ReadonlySet<Address>
  /** What wraps the coin: the chain's, or whatever did so here. */
  readonly wrappers: ReadonlySet<AssetRef>
  /** What wrapped or unwrapped coins here. */
  readonly wrapping: ReadonlySet<AssetRef>
  /** What was exchanged. */
  readonly assets: ReadonlySet<AssetRef>
  readonly flows: { readonly given: ReadonlyMap<AssetRef, bigint>; readonly received: ReadonlyMap<AssetRef, bigint> }
  readonly balances: Balances
}

/** Coins that came with a call need not be what its exchange began with (a tip, a purchase of other things): then as many as were exchanged. */
export const atMost = (given: Side, exchanged: bigint): Side => (exchanged * 2n < given.amount ? { asset: null, amount: exchanged } : given)

/** Coins that were wrapped or given to pools, or that a router or an order states. */
export function coinsExchanged({ legs, swaps }: Scene): bigint {
  const wrapped = legs.reduce((sum, { source, kind, amount }) => (source === 'wrapped-native' && kind === 'wrap' ? sum + amount : sum), 0n)
  const coins = swaps.filter(({ asset }) => asset === null)
  const pooled = coins.reduce((sum, { swap, amount }) => (swap?.role === 'pool' ? sum + amount : sum), wrapped)
  return coins.reduce((most, { swap, amount }) => (swap?.role !== 'pool' && amount > most ? amount : most), pooled)
}

/** Coins that the account is seen to have paid. */
export const coinsSeen = ({ legs }: Scene, account: Address): bigint =>
  legs
    .filter(isMovement)
    .reduce(
      (sum, { source, asset, from, amount }) => (source !== 'wrapped-native' && asset === null && from === account ? sum + amount : sum),
      0n,
    )

export const isTraded = (side: Side, scene: Scene): boolean =>
  scene.assets.has(side.asset) || (isCoin(side, scene) && [null, ...scene.wrappers].some((asset) => scene.assets.has(asset)))

/** What changed of an account's balances, coins and their wrapped form together; without dust, which is what an exchange leaves behind of assets that only passed through. */
export function sidesOf(
  net: ReadonlyMap<AssetRef, bigint>,
  { flows, wrappers, wrapping, pools }: Scene,
): { readonly gave: readonly Side[]; readonly got: readonly Side[] } {
  const sides = (sign: 1n | -1n, flow: ReadonlyMap<AssetRef, bigint>): readonly Side[] =>
    [...(pools.size > 0 ? unwrapped(net, wrapping) : net)]
      .map(([asset, amount]) => ({ asset, amount: amount * sign }))
      .filter(({ asset, amount }) => amount > 0n && amount * dust >= (flow.get(plain(asset, wrappers)) ?? 0n))
  return { gave: sides(-1n, flows.given), got: sides(1n, flows.received) }
}

/** How much of each asset pools got and gave, coins together with their wrapped form. */
export function flowsOf(swaps: readonly Leg[], wrappers: ReadonlySet<AssetRef>): Scene['flows'] {
  const flows = { given: new Map<AssetRef, bigint>(), received: new Map<AssetRef, bigint>() }
  const add = (flow: Map<AssetRef, bigint>, { asset, amount }: Side): void => {
    const key = plain(asset, wrappers)
    flow.set(key, (flow.get(key) ?? 0n) + amount)
  }
  for (const leg of swaps) {
    if (leg.swap?.role !== 'pool') continue
    add(flows.given, leg)
    if (leg.received) add(flows.received, leg.received)
  }
  return flows
}

const plain = (asset: AssetRef, wrappers: ReadonlySet<AssetRef>): AssetRef => (asset !== null && wrappers.has(asset) ? null : asset)

/**
 * Coins on one side and their wrapped form on the other are set off against each other where there was a wrap: wrapping is no exchange.
 * Where there was none, coins that came with the call are a payment of their own (a tip), and what was got is what was got.
 */
function unwrapped(net: ReadonlyMap<AssetRef, bigint>, wrappers: ReadonlySet<AssetRef>): ReadonlyMap<AssetRef, bigint> {
  const [wrapper] = [...wrappers].filter((asset) => net.has(asset))
  const [coins, wrapped] = [net.get(null) ?? 0n, wrapper === undefined ? 0n : (net.get(wrapper) ?? 0n)]
  if (wrapper === undefined || coins * wrapped >= 0n) return net
  const isMoreCoins = (coins < 0n ? -coins : coins) > (wrapped < 0n ? -wrapped : wrapped)
  return new Map(net).set(null, isMoreCoins ? coins + wrapped : 0n).set(wrapper, isMoreCoins ? 0n : coins + wrapped)
}

/** Less than the n-th part of what the pools of a transaction exchanged of an asset. */
const dust = 100n

export const boughtIn = (swaps: readonly Leg[]): readonly AssetRef[] =>
  swaps.flatMap(({ received }) => (received ? [received.asset] : [])).toReversed()

/** The side whose asset the exchanges name, in the order of `preferred`; else the first. */
export const choose = (sides: readonly Side[], preferred: readonly AssetRef[]): Side | undefined =>
  preferred.flatMap((asset) => sides.filter((side) => side.asset === asset))[0] ?? sides[0]

/** Coins and their wrapped form: what is left of an arbitrage in the one and the tip in the other are no exchange. */
export const isCoin = ({ asset }: Side, { wrappers }: Scene): boolean => asset === null || wrappers.has(asset)

/**
 * Coins that are paid out or back leave no log. Where a router's event states how much of them it took or gave, that is more exact than
 * what is left over. A route without an event of its own was made of the transfers, and says nothing new.
 */
export function statedBy(
  { legs, swaps }: Scene,
  trader: Address,
  given: Side,
  received: Side,
): { readonly given: Side; readonly received: Side } {
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
