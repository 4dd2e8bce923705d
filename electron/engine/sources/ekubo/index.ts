/** Ekubo: one contract holds every pool and logs a swap without any topic, as packed bytes. */
import type { Address, Leg, Log, Transaction } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { netOf, poolLeg, swapLeg, unwrappedIn } from '../swaps.ts'

/** Its core on Ethereum, before and since its last version; as recorded transactions show them. */
const cores: readonly Address[] = ['0xe0e0e08a6a4b9dc7bd67bcb7aade5cf48157d444', '0x00000000000014aa86c5d3c41765bb24e11bd701']

export const ekubo = defineSource({
  id: 'ekubo',
  label: 'Ekubo',
  topics: [],
  read(transaction, { chainId, wrappedNative }) {
    const swaps = chainId === 1 ? transaction.logs.flatMap(readSwap) : []
    const [only, ...others] = swaps
    if (!only) return []
    const sender = transaction.from
    // Of several hops the tokens between are never transferred: then what the core got and gave on the whole is told.
    if (others.length > 0) return netLeg(transaction, only.log)
    const coins = transaction.value + unwrappedIn(transaction, wrappedNative)
    return poolLeg(transaction, only.log, 'ekubo', { ...only, sender, recipient: sender }, { coins })
  },
})

type Swap = { readonly log: Log; readonly amountIn: bigint; readonly amountOut: bigint }

/** Locker (20 bytes), pool (32), what the pool got of either token (16 each, negative where it gave), then its new state (32). */
function readSwap(log: Log): Swap[] {
  if (log.topics.length > 0 || log.data.length !== 2 + 116 * 2 || !cores.includes(log.address)) return []
  const [amount0, amount1] = [signedAt(log, 52), signedAt(log, 68)]
  if (amount0 > 0n === amount1 > 0n) return []
  return [amount0 > 0n ? { log, amountIn: amount0, amountOut: -amount1 } : { log, amountIn: amount1, amountOut: -amount0 }]
}

const signedAt = ({ data }: Log, byte: number): bigint => BigInt.asIntN(128, BigInt(`0x${data.slice(2 + byte * 2, 34 + byte * 2)}`))

function netLeg(transaction: Transaction, log: Log): Leg[] {
  const net = [...netOf(transaction, log.address)]
  const [given, received] = [net.filter(([, amount]) => amount > 0n), net.filter(([, amount]) => amount < 0n)]
  const [[asset, amount] = [null, 0n] as const] = given
  const [[got, paid] = [null, 0n] as const] = received
  if (given.length !== 1 || received.length !== 1) return []
  return swapLeg(transaction, log, {
    source: 'ekubo',
    role: 'pool',
    at: log.address,
    from: transaction.from,
    to: transaction.from,
    given: { asset, amount },
    received: { asset: got, amount: -paid },
  })
}
