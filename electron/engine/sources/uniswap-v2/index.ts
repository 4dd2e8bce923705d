/** Uniswap V2 and the pairs that were copied from it (Sushi, PancakeSwap, QuickSwap, Velodrome V1 …): they share the event, so they share the source. */
import type { Hex } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf } from '../fields.ts'
import { poolLeg } from '../swaps.ts'

/** keccak256("Swap(address,uint256,uint256,uint256,uint256,address)") */
const swapTopic: Hex = '0xd78ad95fa46c994b6551d0da85fc275fe613ce37657fb8d5e3d130840159d822'

export const uniswapV2 = defineSource({
  id: 'uniswap-v2',
  label: 'Uniswap V2 and forks',
  topics: [swapTopic],
  read(transaction) {
    return transaction.logs.flatMap((log) => {
      // In the order of the event: what is indexed comes first.
      const fields = log.topics[0] === swapTopic ? fieldsOf(log, 2, ['address', 'address', 'number', 'number', 'number', 'number']) : null
      if (!fields) return []
      const [sender, recipient, in0, in1, out0, out1] = fields
      // Both inputs are set where a token takes a fee or gives back dust: the side with the greater output is the one that was bought.
      const zeroForOne = out1 > 0n && (out0 === 0n || in0 > 0n)
      const [amountIn, amountOut] = zeroForOne ? [in0, out1] : [in1, out0]
      return poolLeg(transaction, log, 'uniswap-v2', { amountIn, amountOut, sender, recipient })
    })
  },
})
