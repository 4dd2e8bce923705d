/** 0x: the exchange proxy's own sums, its market makers' fills, and calls of Settler, which writes no event that says anything. */
import type { Address, Hex, Leg, Log, Transaction } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf } from '../fields.ts'
import { assetRef, callLeg, swapLeg } from '../swaps.ts'

/** Exchange proxy of most chains, and of those where it could not have that address. */
const proxies: readonly Address[] = [
  '0xdef1c0ded9bec7f1a1670819833240f027b25eff',
  '0xdef1abe32c034e558cdd535791643c58a13acc10',
  '0xdb6f1920a889355780af7570773609bd8cb1f498',
]
/** AllowanceHolder of chains with Cancun, with Shanghai and with London. */
const holders: readonly Address[] = [
  '0x0000000000001ff3684f28c67538d4d072c22734',
  '0x0000000000005e88410ccdfade4a5efae4b49562',
  '0x000000000000175a8b9bc6d539b3708eed92ea6c',
]
/** Settler is deployed anew with every version, so its call is known by the selector of execute((address,address,uint256),bytes[],bytes32). */
const executeSelector: Hex = '0x1fff991f'

/** keccak256("TransformedERC20(address,address,address,uint256,uint256)") */
const transformedTopic: Hex = '0x0f6672f78a59ba8e5e5b5d38df3ebc67f3c792e2c9259b8d97d7f00dd78ba1b3'
/** keccak256("LiquidityProviderSwap(address,address,uint256,uint256,address,address)") */
const providerTopic: Hex = '0x40a6ba9513d09e3488135e0e0d10e2d4382b792720155b144cbea89ac9db6d34'
/** keccak256("LimitOrderFilled(bytes32,address,address,address,address,address,uint128,uint128,uint128,uint256,bytes32)") */
const limitTopic: Hex = '0xab614d2b738543c0ea21f56347cf696a3a0c42a7cbec3212a5ca22a4dcff2124'
/** keccak256("RfqOrderFilled(bytes32,address,address,address,address,uint128,uint128,bytes32)") */
const rfqTopic: Hex = '0x829fa99d94dc4636925b38632e625736a614c154d55006b7ab6bea979c210c32'
/** keccak256("OtcOrderFilled(bytes32,address,address,address,address,uint128,uint128)") */
const otcTopic: Hex = '0xac75f773e3a92f1a02b12134d65e1f47f8a14eabe4eaf1e24624918e6a8b269f'

export const zeroEx = defineSource({
  id: 'zero-ex',
  label: '0x',
  topics: [],
  read(transaction, { wrappedNative }) {
    const legs = transaction.logs.flatMap((log) => (proxies.includes(log.address) ? readEvent(transaction, log) : []))
    const { to, from, input } = transaction
    const isCall = to !== null && (proxies.includes(to) || holders.includes(to) || input.startsWith(executeSelector))
    if (!isCall || to === null || legs.some(({ swap }) => swap?.role === 'route')) return legs
    return [...legs, ...callLeg(transaction, 'zero-ex', to, from, wrappedNative)]
  },
})

function readEvent(transaction: Transaction, log: Log): Leg[] {
  const topic = log.topics[0]
  if (topic === transformedTopic) {
    const fields = fieldsOf(log, 1, ['address', 'address', 'address', 'number', 'number'])
    return fields ? leg(transaction, log, 'route', log.address, fields[0], fields[1], fields[3], fields[2], fields[4]) : []
  }
  if (topic === providerTopic) {
    const fields = fieldsOf(log, 0, ['address', 'address', 'number', 'number', 'address', 'address'])
    return fields ? leg(transaction, log, 'pool', fields[4], fields[5], fields[0], fields[2], fields[1], fields[3]) : []
  }
  // A fill is told from the taker's side: it gives the taker's token to the maker, who is the pool.
  if (topic === limitTopic) {
    const fields = fieldsOf(log, 0, ['bytes32', 'address', 'address', 'address', 'address', 'address', 'number', 'number'])
    return fields ? leg(transaction, log, 'pool', fields[1], fields[2], fields[5], fields[6], fields[4], fields[7]) : []
  }
  if (topic === rfqTopic) {
    const fields = fieldsOf(log, 0, ['bytes32', 'address', 'address', 'address', 'address', 'number', 'number'])
    return fields ? leg(transaction, log, 'pool', fields[1], fields[2], fields[4], fields[5], fields[3], fields[6]) : []
  }
  if (topic === otcTopic) {
    const fields = fieldsOf(log, 0, ['bytes32', 'address', 'address', 'address', 'address', 'number', 'number'])
    return fields ? leg(transaction, log, 'pool', fields[1], fields[2], fields[4], fields[6], fields[3], fields[5]) : []
  }
  return []
}

function leg(
  transaction: Transaction,
  log: Log,
  role: 'pool' | 'route',
  at: Address,
  account: Address,
  given: Address,
  amountIn: bigint,
  received: Address,
  amountOut: bigint,
): Leg[] {
  return swapLeg(transaction, log, {
    source: 'zero-ex',
    role,
    at,
    from: account,
    to: account,
    given: { asset: assetRef(given), amount: amountIn },
    received: { asset: assetRef(received), amount: amountOut },
  })
}
