/** Balancer V2 (and Beethoven X): one vault holds the tokens of every pool and names both in its event. */
import type { Address, Hex } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf } from '../fields.ts'
import { swapLeg } from '../swaps.ts'

/** keccak256("Swap(bytes32,address,address,uint256,uint256)") */
const swapTopic: Hex = '0x2170c741c41531aec20e7c107c24eecfdd15e69c9bb0a8dd37b1840b9e0b207b'

/** The same vault on every chain of Balancer's deployments; Beethoven X has its own on Fantom. */
const vaults: readonly Address[] = ['0xba12222222228d8ba445958a75a0704d566bf2c8', '0x20dd72ed959b6147912c2e529f0a0c651c33c9ce']

export const balancerV2 = defineSource({
  id: 'balancer-v2',
  label: 'Balancer V2',
  topics: [swapTopic],
  read(transaction) {
    return transaction.logs.flatMap((log) => {
      if (log.topics[0] !== swapTopic || !vaults.includes(log.address)) return []
      const fields = fieldsOf(log, 3, ['bytes32', 'address', 'address', 'number', 'number'])
      if (!fields) return []
      const [, given, received, amountIn, amountOut] = fields
      return swapLeg(transaction, log, {
        source: 'balancer-v2',
        role: 'pool',
        at: log.address,
        from: transaction.from,
        to: transaction.from,
        given: { asset: given, amount: amountIn },
        received: { asset: received, amount: amountOut },
      })
    })
  },
})
