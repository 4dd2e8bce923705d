/** Uniswap V2 and the pairs that were copied from it (SushiSwap, PancakeSwap, QuickSwap, Velodrome V1 …): one event, told apart by factory. */
import type { Hex } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf } from '../fields.ts'
import { pairSwap } from '../pairs.ts'
import { venueIds } from '../venues.ts'

/** keccak256("Swap(address,uint256,uint256,uint256,uint256,address)") */
const swapTopic: Hex = '0xd78ad95fa46c994b6551d0da85fc275fe613ce37657fb8d5e3d130840159d822'

export const uniswapV2 = defineSource({
  id: 'uniswap-v2',
  label: 'Uniswap V2 and forks',
  names: [...venueIds('pair'), 'uniswap-v2-like'],
  topics: [swapTopic],
  read(transaction, context) {
    return transaction.logs.flatMap((log) => {
      // In the order of the event: what is indexed comes first.
      const fields = log.topics[0] === swapTopic ? fieldsOf(log, 2, ['address', 'address', 'number', 'number', 'number', 'number']) : null
      return fields ? pairSwap(transaction, log, context, 'uniswap-v2-like', fields) : []
    })
  },
})
