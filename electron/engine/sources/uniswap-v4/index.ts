/** Uniswap V4 and PancakeSwap Infinity: one contract holds every pool, and its event names a pool id instead of tokens. */
import type { Address, Hex, Leg, Log, Transaction } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { addressOf, readTransfer } from '../logs.ts'
import { netOf, signedWord, swapLeg, unwrappedIn } from '../swaps.ts'

/** keccak256("Swap(bytes32,address,int128,int128,uint160,uint128,int24,uint24)") */
const swapTopic: Hex = '0x40e9cecb9f5f1f1c5b9c97dec2917b7ee92e57ba5563708daca94dd84ad7112f'
/** keccak256("Swap(bytes32,address,int128,int128,uint160,uint128,int24,uint24,uint16)"): PancakeSwap Infinity, concentrated pools */
const infinityTopic: Hex = '0x04206ad2b7c0f463bff3dd4f33c5735b0f2957a351e4f79763a4fa9e775dd237'

export const uniswapV4 = defineSource({
  id: 'uniswap-v4',
  label: 'Uniswap V4',
  topics: [swapTopic, infinityTopic],
  read(transaction, { wrappedNative }) {
    const swaps = transaction.logs.flatMap(readSwap)
    const legs = swaps.map((swap) => toLeg(transaction, swap, swaps, wrappedNative))
    const unnamed = swaps.find((_, index) => legs[index]?.length === 0)
    return [...legs.flat(), ...(unnamed ? netLeg(transaction, unnamed) : [])]
  },
})

/** Amounts from the caller's side: what it pays is negative. */
type Swap = { readonly log: Log; readonly pool: Hex; readonly sender: Address; readonly amount0: bigint; readonly amount1: bigint }

function readSwap(log: Log): Swap[] {
  const [topic, pool, senderWord] = log.topics
  if (topic !== swapTopic && topic !== infinityTopic) return []
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
