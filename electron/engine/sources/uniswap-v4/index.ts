/** Uniswap V4 and PancakeSwap Infinity: one contract holds every pool, and its event names a pool id instead of tokens. */
import type { Address, Hex, Leg, Log, Transaction } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { addressOf, readTransfer } from '../logs.ts'
import { netOf, signedWord, swapLeg, unwrappedIn } from '../swaps.ts'

/** keccak256("Swap(bytes32,address,int128,int128,uint160,uint128,int24,uint24)") */
const swapTopic: Hex = '0x40e9cecb9f5f1f1c5b9c97dec2917b7ee92e57ba5563708daca94dd84ad7112f'
/** keccak256("Swap(bytes32,address,int128,int128,uint24,uint24,uint16)"): PancakeSwap Infinity, bins */
const binTopic: Hex = '0x3e8aae37f890eb1f9d63dd4d2062f3f0be757848a0f0760e4f3e53dad556e861'
/** keccak256("Swap(bytes32,address,int128,int128,uint160,uint128,int24,uint24,uint16)"): PancakeSwap Infinity, concentrated pools */
const infinityTopic: Hex = '0x04206ad2b7c0f463bff3dd4f33c5735b0f2957a351e4f79763a4fa9e775dd237'

/** PoolManager by chain as Uniswap names it; some addresses serve several chains. */
const managers: ReadonlySet<Address> = new Set([
  '0x000000000004444c5dc75cb358380d2e3de08a90',
  '0x1f98400000000000000000000000000000000004',
  '0x360e68faccca8ca495c1b759fd9eee466db9fb32',
  '0x498581ff718922c3f8e6a244956af099b2652b2b',
  '0x9a13f98cb987694c9f086b1f5eb990eea8264ec3',
  '0x28e2ea090877bf75740558f6bfb36a5ffee9e9df',
  '0x67366782805870060151383f4bbff9dab53e5cd6',
  '0x06380c0e0912312b5150364b9dc4542ba0dbbc85',
  '0x1631559198a9e474033433b2958dabc135ab6446',
  '0xb1860d529182ac3bc1f51fa2abd56662b7d13f33',
  '0x0575338e4c17006ae181b47900a84404247ca30f',
  '0x288dc841a52fca2707c6947b3a777c5e56cd87bc',
  '0x188d586ddcf52439676ca21a244753fa19f9ea8e',
])
/** PancakeSwap Infinity's managers of concentrated pools and of bins, the same on every chain. */
const infinity: ReadonlySet<Address> = new Set(['0xa0ffb9c1ce1fe56963b0321b32e7a0302114058b', '0xc697d2898e0d09264376196696c51d7abbbaa4a9'])

/** In whose name a manager's legs are; null for a contract that writes the event but holds and moves nothing. */
function nameOf(transaction: Transaction, manager: Address): string | null {
  if (managers.has(manager)) return 'uniswap-v4'
  if (infinity.has(manager)) return 'pancakeswap-infinity'
  const net = [...netOf(transaction, manager).values()]
  return net.some((amount) => amount > 0n) && net.some((amount) => amount < 0n) ? 'uniswap-v4-like' : null
}

export const uniswapV4 = defineSource({
  id: 'uniswap-v4',
  label: 'Uniswap V4',
  names: ['uniswap-v4', 'pancakeswap-infinity', 'uniswap-v4-like'],
  topics: [swapTopic, infinityTopic, binTopic],
  read(transaction, { wrappedNative }) {
    const named = new Map(
      [...new Set(transaction.logs.filter(isSwap).map(({ address }) => address))].map((at) => [at, nameOf(transaction, at)]),
    )
    const swaps = transaction.logs.filter(({ address }) => named.get(address)).flatMap(readSwap)
    const legs = swaps.map((swap) => toLeg(transaction, swap, swaps, wrappedNative))
    const unnamed = swaps.find((_, index) => legs[index]?.length === 0)
    const all = [...legs.flat(), ...(unnamed ? netLeg(transaction, unnamed) : [])]
    return all.map((leg) => ({ ...leg, source: named.get(leg.swap?.at ?? '0x') ?? leg.source }))
  },
})

/** Amounts from the caller's side: what it pays is negative. */
type Swap = { readonly log: Log; readonly pool: Hex; readonly sender: Address; readonly amount0: bigint; readonly amount1: bigint }

const isSwap = ({ topics: [topic] }: Log): boolean => topic === swapTopic || topic === infinityTopic || topic === binTopic

function readSwap(log: Log): Swap[] {
  if (!isSwap(log)) return []
  const [, pool, senderWord] = log.topics
  const sender = addressOf(senderWord)
  const [amount0, amount1] = [signedWord(log.data, 0), signedWord(log.data, 1)]
  if (!pool || !sender || amount0 === null || amount1 === null) return []
  return [{ log, pool, sender, amount0, amount1 }]
}

/**
 * The tokens are those of transfers with the event's amounts; a middle token of several hops is never transferred and is named by
 * neither event, so such a pair of hops is told by its outer sides. Currency 0 without a transfer is the native coin: its address is 0.
 */
function toLeg(transaction: Transaction, swap: Swap, all: readonly Swap[], wrappedNative: Address | null): Leg[] {
  const { log, sender, amount0, amount1 } = swap
  const token1 = tokenOf(transaction, amount1)
  const token0 = tokenOf(transaction, amount0, token1)
  const asset0 = token0 ?? (isCoin(swap, all, coinsOf(transaction, wrappedNative)) ? null : undefined)
  if (asset0 === undefined || token1 === null) return []
  const sides = [
    { asset: asset0, amount: amount0 },
    { asset: token1, amount: amount1 },
  ]
  const given = sides.find(({ amount }) => amount < 0n)
  const received = sides.find(({ amount }) => amount > 0n)
  if (!given || !received) return []
  return swapLeg(transaction, log, {
    source: 'uniswap-v4',
    role: 'pool',
    at: log.address,
    from: sender,
    to: sender,
    given: { asset: given.asset, amount: -given.amount },
    received,
  })
}

/** Currency 0 without a transfer is the coin, unless another swap has the same amount the other way round or nobody can have paid so many coins. */
function isCoin(swap: Swap, all: readonly Swap[], coins: bigint): boolean {
  const { amount0 } = swap
  const isMiddle = all.some((other) => other !== swap && (other.amount0 === -amount0 || other.amount1 === -amount0))
  const paidOut = all.reduce((sum, other) => (other.amount0 > 0n && other !== swap ? sum + other.amount0 : sum), 0n)
  return !isMiddle && (amount0 > 0n || -amount0 <= coins || -amount0 === paidOut)
}

/** Coins that the contracts of this transaction can have had: sent with it, or unwrapped in it. */
const coinsOf = (transaction: Transaction, wrappedNative: Address | null): bigint =>
  transaction.value + unwrappedIn(transaction, wrappedNative)

/** Where hops cannot be told apart: what the contract of all pools got and gave on the whole. */
function netLeg(transaction: Transaction, { log, sender }: Swap): Leg[] {
  const net = [...netOf(transaction, log.address)]
  const [given, amountIn] = net.find(([, amount]) => amount > 0n) ?? [null, transaction.value]
  const [received, amountOut] = net.find(([, amount]) => amount < 0n) ?? [null, 0n]
  return swapLeg(transaction, log, {
    source: 'uniswap-v4',
    role: 'pool',
    at: log.address,
    from: sender,
    to: sender,
    given: { asset: given, amount: amountIn },
    received: { asset: received, amount: -amountOut },
  })
}

/** The token of a transfer with this amount, wherever it went: routers pay out in parts, but one end of the way has the whole. */
function tokenOf({ logs }: Transaction, amount: bigint, not?: Address | null): Address | null {
  const whole = amount < 0n ? -amount : amount
  const found = logs.find((log) => log.address !== not && readTransfer(log)?.amount === whole)
  return found?.address ?? null
}
