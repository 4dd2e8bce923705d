/** Aerodrome and Velodrome V2: pairs with an event of their own. */
import type { Hex } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf } from '../fields.ts'
import { pairSwap } from '../pairs.ts'
import { venueIds } from '../venues.ts'

/** keccak256("Swap(address,address,uint256,uint256,uint256,uint256)") */
const swapTopic: Hex = '0xb3e2773606abfd36b5bd91394b3a54d1398336c65005baf7bf7a05efeffaf75b'

export const aerodrome = defineSource({
  id: 'aerodrome',
  label: 'Aerodrome and Velodrome',
  names: [...venueIds('pair'), 'velodrome-like'],
  topics: [swapTopic],
  read(transaction, context) {
    return transaction.logs.flatMap((log) => {
      const fields = log.topics[0] === swapTopic ? fieldsOf(log, 2, ['address', 'address', 'number', 'number', 'number', 'number']) : null
      return fields ? pairSwap(transaction, log, context, 'velodrome-like', fields) : []
    })
  },
})
