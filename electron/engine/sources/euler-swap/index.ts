/** EulerSwap: the pool passes what it gets on to a lending vault, and another vault pays out for it. */
import type { Address, Leg, Log } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { eventOf } from '../events.ts'
import { readTransfer } from '../logs.ts'
import { swapLeg } from '../swaps.ts'

/** As its contracts declare it; what came in is stated after the pool's fee. Called as a Uniswap V4 hook, the manager is sender and receiver. */
const swap = eventOf(
  'Swap(address indexed sender, uint256 amount0In, uint256 amount1In, uint256 amount0Out, uint256 amount1Out, uint112 reserve0, uint112 reserve1, address indexed to)',
)

export const eulerSwap = defineSource({
  id: 'euler-swap',
  label: 'EulerSwap',
  topics: [swap.topic],
  read(transaction) {
    return transaction.logs.flatMap((log): Leg[] => {
      const values = swap.read(log)
      const [sender, to] = [values?.address('sender'), values?.address('to')]
      const into = one(values?.number('amount0In'), values?.number('amount1In'))
      const out = one(values?.number('amount0Out'), values?.number('amount1Out'))
      if (!sender || !to || into === null || out === null) return []
      const before = transaction.logs.filter(({ position }) => position < log.position).toReversed()
      const given = before.map(moved).find((move) => move?.to === log.address && move.amount >= into && move.amount <= 2n * into)
      const received = before.map(moved).find((move) => move?.to === to && move.amount === out)
      // The event alone is not believed: anybody can write it.
      if (!given || !received || given.asset === received.asset) return []
      return swapLeg(transaction, log, { source: 'euler-swap', role: 'pool', at: log.address, from: sender, to, given, received })
    })
  },
})

/** The one of two amounts that is not nothing; null where both or none are. */
function one(first: bigint | null | undefined, second: bigint | null | undefined): bigint | null {
  const amounts = [first, second].filter((amount) => amount != null && amount > 0n)
  return amounts.length === 1 ? (amounts[0] ?? null) : null
}

function moved(log: Log): { readonly asset: Address; readonly to: Address; readonly amount: bigint } | null {
  const words = readTransfer(log)
  return words && { asset: log.address, to: words.to, amount: words.amount }
}
