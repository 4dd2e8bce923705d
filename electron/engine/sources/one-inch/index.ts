/** 1inch: calls of its aggregation routers, and limit or Fusion orders that a resolver fills for their maker. */
import type { Address, Hex, Leg, Log, Transaction } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { addressOf, readTransfer } from '../logs.ts'
import { callLeg, netOf, swapLeg, unwrappedIn } from '../swaps.ts'

/** Aggregation routers V3 to V6, the same addresses on every chain but zkSync; V4 to V6 are limit order protocols too. */
const routers: readonly Address[] = [
  '0x11111112542d85b3ef69ae05771c2dccff4faa26',
  '0x1111111254fb6c44bac0bed2854e76f90643097d',
  '0x1111111254eeb25477b68fb85ed929f73a960582',
  '0x111111125421ca6dc452d289314280a0f8842a65',
]

/** Limit order protocols V1 and V2, which were contracts of their own. */
const orderBooks: readonly Address[] = ['0x3ef51736315f52d568d6d2cf289419b9cfffe782', '0x119c71d3bbac22029622cbaec24854d3d32d2828']

/** keccak256 of "OrderFilled(address,bytes32,uint256)" (V1, V2, V4), "OrderFilledRFQ(bytes32,uint256)" (V5) and "OrderFilled(bytes32,uint256)" (V5, V6) */
const filledTopics: readonly Hex[] = [
  '0xb9ed0243fdf00f0545c63a0af8850c090d86bb46682baec4bf3c496814fe4f02',
  '0xc3b639f02b125bfa160e50739b8c44eb2d1b6908e2b6d5925c6d770f2ca78127',
  '0xfec331350fce78ba658e082a71da20ac9f8d798a99b3c79681c8440cbfe77e07',
]

export const oneInch = defineSource({
  id: 'one-inch',
  label: '1inch',
  topics: [],
  read(transaction, { wrappedNative }) {
    const { to, from, logs } = transaction
    const called = to !== null && routers.includes(to) ? callLeg(transaction, 'one-inch', to, from, wrappedNative) : []
    if (called.length > 0) return called
    return logs.flatMap((log) => {
      if (!(routers.includes(log.address) || orderBooks.includes(log.address)) || !filledTopics.includes(log.topics[0] ?? '0x')) return []
      return fillLeg(transaction, log, wrappedNative)
    })
  },
})

/** The maker is named by the event or, in later versions, only by the transfers: the maker's come before those of the next event. */
function fillLeg(transaction: Transaction, log: Log, wrappedNative: Address | null): Leg[] {
  const named = log.topics.length === 2 ? addressOf(log.topics[1]) : null
  const maker = named ?? makerOf(transaction, log)
  if (!maker) return []
  const net = [...netOf(transaction, maker)]
  const out = net.find(([, amount]) => amount < 0n)
  // A maker that is paid in coins is paid what was unwrapped.
  const into = net.find(([, amount]) => amount > 0n) ?? ([null, unwrappedIn(transaction, wrappedNative)] as const)
  if (!out) return []
  return swapLeg(transaction, log, {
    source: 'one-inch',
    role: 'order',
    at: log.address,
    from: maker,
    to: maker,
    given: { asset: out[0], amount: -out[1] },
    received: { asset: into[0], amount: into[1] },
  })
}

/** Whoever both gave and got in this transaction without being its caller, and got last before the event: fills pay the maker last. */
function makerOf(transaction: Transaction, event: Log): Address | null {
  for (const log of transaction.logs.filter(({ position }) => position < event.position).toReversed()) {
    const moved = readTransfer(log)
    if (!moved || moved.to === transaction.from || moved.to === transaction.to) continue
    const net = [...netOf(transaction, moved.to).values()]
    if (net.some((amount) => amount < 0n) && net.some((amount) => amount > 0n)) return moved.to
  }
  return null
}
