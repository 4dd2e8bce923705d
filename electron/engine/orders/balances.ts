/** By how much each account of a transaction gained or lost of each asset. The sum over all accounts is zero for every asset. */
import { zeroAddress } from '../sources/logs.ts'
import type { Address, AssetRef, Hex, Leg, Transaction } from '../types.ts'

export type Balances = {
  /** Net of an account, without zeros. `alone`: coins that are left over at nobody visible are this account's. */
  of(account: Address, alone: boolean): ReadonlyMap<AssetRef, bigint>
  /** What was paid out to accounts other than the trader that only gained: of the first of `assets` that was; `to` got the most of it. */
  payout(trader: Address, given: AssetRef, assets: readonly AssetRef[]): { readonly to: Address; readonly side: Side } | null
  /** Who paid what another got: an account that only lost, the first of `assets` that one did, the most of it. */
  payer(trader: Address, received: AssetRef, assets: readonly AssetRef[]): { readonly from: Address; readonly side: Side } | null
  /** Whoever gave or got anything, in the order in which they first did. */
  accounts(): readonly Address[]
  /** Coins that were wrapped or given to a pool and that nobody visible had: a contract that acts sent them without a log. */
  coins(account: Address): Side | undefined
}

type Side = { readonly asset: AssetRef; readonly amount: bigint }

const movementSources: ReadonlySet<string> = new Set(['erc20', 'native', 'wrapped-native', 'internal'])

/** Whether a leg is a bare movement, as against what a protocol says of one. */
export const isMovement = ({ source }: Leg): boolean => movementSources.has(source)

/** `legs` are all legs of one transaction; movements that a protocol's leg stands for (a loan, a deposit) are not part of an exchange. */
export function balancesOf({ from: sender, to: called, value, input }: Transaction, legs: readonly Leg[], swaps: readonly Leg[]): Balances {
  const claimed = new Set(legs.filter((leg) => !leg.swap).flatMap(({ replaces }) => replaces ?? []))
  const moves = legs.filter((leg) => isMovement(leg) && (!claimed.has(leg.position) || leg.source === 'wrapped-native')).flatMap(movesOf)
  const pools = new Set(swaps.flatMap(({ swap }) => (swap ? [swap.at] : [])))
  const aside = paidAside(moves, pools, input)
  const table = new Map<Address, Map<AssetRef, bigint>>()
  const traced = legs.some(({ told }) => told)
  const add = (account: Address, asset: AssetRef, amount: bigint): void => {
    const own = table.get(account) ?? new Map<AssetRef, bigint>()
    table.set(account, own.set(asset, (own.get(asset) ?? 0n) + amount))
  }
  for (const { from, to, asset, amount } of moves.filter((move) => !aside.has(move))) {
    if (from === to) continue
    add(from, asset, -amount)
    add(to, asset, amount)
  }
  return {
    of: (account, alone) => {
      const net = new Map(table.get(account) ?? [])
      // A contract that acts for its own account is the sender's: what the sender gave it with the call is neither given nor got.
      if (account === called && account !== sender) net.set(null, (net.get(null) ?? 0n) - value)
      // Where a trace tells what contracts moved, nothing is left to be guessed.
      const left = alone && !traced ? leftOver(account, table, swaps) - unwrappedBefore(account, legs) : 0n
      const paid = account === sender && value > 0n
      // What is left of coins that were sent went to a venue, or was kept as a fee, except where the call is of a kind that refunds.
      if (left > 0n && (!paid || left > value || (left < value && (refunds(input) || isExactOut(input, net)))))
        net.set(null, (net.get(null) ?? 0n) + left)
      return new Map([...net].filter(([, amount]) => amount !== 0n))
    },
    payout: (trader, given, assets) => {
      const others = assets.filter((asset) => asset !== given)
      const [most, ...next] = changed(trader, others, 1n, (asset) => reachedBy(asset, legs, swaps))
      if (!most) return null
      // Wallets of one buyer get alike amounts; a fee is a small part of what the buyer got.
      const shared = next.filter(({ side }) => side.amount * 10n >= most.side.amount)
      const amount = shared.reduce((sum, { side }) => sum + side.amount, most.side.amount)
      return { to: most.account, side: { asset: most.side.asset, amount } }
    },
    payer: (trader, received, assets) => {
      const others = assets.filter((asset) => asset !== received)
      const [most] = changed(trader, others, -1n, () => null)
      return most ? { from: most.account, side: most.side } : null
    },
    accounts: () => [...table.keys()].filter((account) => account !== wrapping),
    coins: (account) => {
      if (account === sender || value > 0n || traced) return undefined
      const left = leftOver(account, table, swaps)
      return left < 0n ? { asset: null, amount: -left } : undefined
    },
  }

  /** Accounts other than the trader and the pools whose balances only changed by `sign`, by the first of `assets` that any did; most first. */
  function changed(
    trader: Address,
    assets: readonly AssetRef[],
    sign: 1n | -1n,
    possible: (asset: AssetRef) => ReadonlySet<Address> | null,
  ): readonly { readonly account: Address; readonly side: Side }[] {
    for (const asset of assets) {
      const among = possible(asset)
      const found = [...table].flatMap(([account, own]) => {
        const amount = (own.get(asset) ?? 0n) * sign
        const isOther = account !== trader && account !== wrapping && !pools.has(account) && (among?.has(account) ?? true)
        return isOther && amount > 0n && [...own.values()].every((each) => each * sign >= 0n) ? [{ account, side: { asset, amount } }] : []
      })
      if (found.length > 0) return found.toSorted((a, b) => (a.side.amount < b.side.amount ? 1 : a.side.amount > b.side.amount ? -1 : 0))
    }
    return []
  }
}

/** Accounts to which a token can have come from the pools that gave it, following its transfers in their order; null where no pool did. */
function reachedBy(asset: AssetRef, legs: readonly Leg[], swaps: readonly Leg[]): ReadonlySet<Address> | null {
  const reached = new Set(swaps.flatMap(({ swap, received }) => (swap?.role === 'pool' && received?.asset === asset ? [swap.at] : [])))
  if (asset === null || reached.size === 0) return null
  const moves = legs.filter((leg) => isMovement(leg) && leg.asset === asset).toSorted((a, b) => a.position - b.position)
  for (const { from, to } of moves) if (reached.has(from)) reached.add(to)
  return reached
}

/**
 * Payments beside the exchange (a fee, a gift): to an account that only receives, while the sender gives more of the same asset elsewhere.
 * What a token takes of its own transfers is none, and neither is anything but a burn where the call names the sum: then all of it was sold.
 */
function paidAside(moves: readonly Move[], pools: ReadonlySet<Address>, input: Hex): ReadonlySet<Move> {
  const givers = new Set(moves.map(({ from }) => from))
  const gotFrom = new Map<Address, Set<Address>>()
  const gaveTo = new Map<string, Set<Address>>()
  const gets = new Set<string>()
  const sums = new Map<string, bigint>()
  for (const { from, to, asset, amount } of moves) {
    sums.set(`${from} ${asset}`, (sums.get(`${from} ${asset}`) ?? 0n) + amount)
    gotFrom.set(to, (gotFrom.get(to) ?? new Set()).add(from))
    gaveTo.set(`${from} ${asset}`, (gaveTo.get(`${from} ${asset}`) ?? new Set()).add(to))
    gets.add(`${to} ${asset}`)
  }
  const isAside = ({ from, to, asset }: Move): boolean =>
    asset !== null &&
    asset !== to &&
    !pools.has(to) &&
    !givers.has(to) &&
    (to === zeroAddress || !names(input, sums.get(`${from} ${asset}`) ?? 0n)) &&
    gotFrom.get(to)?.size === 1 &&
    (gaveTo.get(`${from} ${asset}`)?.size ?? 0) > 1 &&
    !gets.has(`${from} ${asset}`)
  return new Set(moves.filter(isAside))
}

/** Calls that buy an exact amount, or sweep what they did not use, by selector. */
const refunding: readonly string[] = [
  '0xfb3bdb41', // Uniswap V2 swapETHForExactTokens(uint256,address[],address,uint256)
  '0xac9650d8', // Uniswap V3 multicall(bytes[])
  '0x5ae401dc', // Uniswap V3 multicall(uint256,bytes[])
  '0x3593564c', // Universal Router execute(bytes,bytes[],uint256)
  '0x24856bc3', // Universal Router execute(bytes,bytes[])
  '0xd6ed22e6', // ParaSwap V6 swapExactAmountOutOnBalancerV2
]

const refunds = (input: Hex): boolean => refunding.includes(input.slice(0, 10))

/** Whether the call names exactly what the account got: it bought that amount, and what it sent beyond the price came back. */
const isExactOut = (input: Hex, net: ReadonlyMap<AssetRef, bigint>): boolean =>
  [...net].some(([asset, amount]) => asset !== null && names(input, amount))

/** Whether a word of the call is this amount; small numbers are too common to tell. */
const names = (input: Hex, amount: bigint): boolean => amount > 0xffffn && input.includes(amount.toString(16).padStart(64, '0'))

type Move = { readonly from: Address; readonly to: Address; readonly asset: AssetRef; readonly amount: bigint }

/** Where wraps put what they take, so that they move without changing any sum. No contract has this address. */
const wrapping: Address = '0x0000000000000000000000000000000000000001'

const movesOf = ({ from, to, asset, amount, received }: Leg): Move[] =>
  received
    ? [
        { from, to: wrapping, asset, amount },
        { from: wrapping, to, ...received },
      ]
    : [{ from, to, asset, amount }]

/**
 * Coins that were unwrapped before the account gave anything are not what it got: a token that sells its own fees does so while it is
 * transferred, just before it logs the transfer. Nothing where the account gave no token.
 */
function unwrappedBefore(account: Address, legs: readonly Leg[]): bigint {
  const gave = legs.filter((leg) => leg.source === 'erc20' && leg.from === account).map(({ position }) => position)
  if (gave.length === 0) return 0n
  const first = Math.min(...gave)
  return legs.reduce((sum, { kind, source, position, received }) => {
    const isBefore = source === 'wrapped-native' && kind === 'unwrap' && position < first
    return isBefore && received ? sum + received.amount : sum
  }, 0n)
}

/**
 * Coins move between contracts without a log. What was sent with the call or unwrapped, and neither wrapped again nor given to a pool,
 * has to be somewhere; it was refunded or paid out, so it counts as the trader's.
 */
function leftOver(trader: Address, table: ReadonlyMap<Address, ReadonlyMap<AssetRef, bigint>>, swaps: readonly Leg[]): bigint {
  let left = 0n
  for (const [account, own] of table) if (account !== trader && account !== wrapping) left += own.get(null) ?? 0n
  for (const { swap, asset, amount, received } of swaps) {
    if (swap?.role !== 'pool') continue
    if (asset === null) left -= amount
    if (received?.asset === null) left += received.amount
  }
  return left
}
