/** Balancer V3: one vault again, with the pool, both tokens and both amounts in its event. */
import type { Address, Hex } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf } from '../fields.ts'
import { swapLeg } from '../swaps.ts'

/** keccak256("Swap(address,address,address,uint256,uint256,uint256,uint256)") */
const swapTopic: Hex = '0x0874b2d545cb271cdbda4e093020c452328b24af12382ed62c4d00f5c26709db'

/** The same vault on every chain of Balancer's deployments. */
const vault: Address = '0xba1333333333a1ba1108e8412f11850a5c319ba9'

export const balancerV3 = defineSource({
  id: 'balancer-v3',
  label: 'Balancer V3',
  topics: [swapTopic],
  read(transaction) {
    return transaction.logs.flatMap((log) => {
      if (log.topics[0] !== swapTopic || log.address !== vault) return []
      const fields = fieldsOf(log, 3, ['address', 'address', 'address', 'number', 'number'])
      if (!fields) return []
      const [, given, received, amountIn, amountOut] = fields
      return swapLeg(transaction, log, {
        source: 'balancer-v3',
        role: 'pool',
        at: vault,
        from: transaction.from,
        to: transaction.from,
        given: { asset: given, amount: amountIn },
        received: { asset: received, amount: amountOut },
      })
    })
  },
})
