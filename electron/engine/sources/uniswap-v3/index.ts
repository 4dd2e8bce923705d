/** Uniswap V3 and its forks (PancakeSwap V3, Algebra, Slipstream …), told apart by factory. Amounts are signed from the pool's side: what it got is positive. */
import type { Hex } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { addressOf } from '../logs.ts'
import { poolLeg, signedWord } from '../swaps.ts'
import { venueIds, venueOf } from '../venues.ts'

/** All of the shape Swap(address indexed sender, address indexed recipient, int256 amount0, int256 amount1, …). */
const topics: readonly Hex[] = [
  // keccak256("Swap(address,address,int256,int256,uint160,uint128,int24)"): Uniswap, Sushi, Algebra, Slipstream
  '0xc42079f94a6350d7e6235f29174924f928cc2ac818eb64fed8004e115fbcca67',
  // keccak256("Swap(address,address,int256,int256,uint160,uint128,int24,uint128,uint128)"): PancakeSwap
  '0x19b47279256b2a23a1665c810c8d55a1758940ee09377d4f8d26497a3577dc83',
  // keccak256("Swap(address,address,int256,int256,uint160,uint128,int24,uint24,uint24)"): Algebra Integral
  '0x121cb44ee54098b1a04743c487e7460d8dd429b27f88b1f4d4767396e1a59f79',
]

/** Of a pool whose factory is not known here. */
const like = 'uniswap-v3-like'

export const uniswapV3 = defineSource({
  id: 'uniswap-v3',
  label: 'Uniswap V3 and forks',
  names: [...venueIds('range'), like],
  topics,
  read(transaction, { chainId }) {
    return transaction.logs.flatMap((log) => {
      const [topic, senderWord, recipientWord] = log.topics
      if (topic === undefined || !topics.includes(topic)) return []
      const [sender, recipient] = [addressOf(senderWord), addressOf(recipientWord)]
      const [amount0, amount1] = [signedWord(log.data, 0), signedWord(log.data, 1)]
      if (!sender || !recipient || amount0 === null || amount1 === null) return []
      const [amountIn, amountOut] = amount0 > 0n ? [amount0, -amount1] : [amount1, -amount0]
      const legs = poolLeg(transaction, log, like, { amountIn, amountOut, sender, recipient })
      return legs.map((leg) => ({ ...leg, source: venueOf('range', chainId, log.address, leg.asset, leg.received?.asset ?? null) ?? like }))
    })
  },
})
