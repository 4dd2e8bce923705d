/** Movements of Polygon's coin between contracts: the chain writes a log of each, so what is internal elsewhere is proven here. */
import type { Address, Hex, Leg } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf } from '../fields.ts'

/** The contract at genesis under whose name the client (bor) logs. */
const coin: Address = '0x0000000000000000000000000000000000001010'
/** keccak256("LogTransfer(address,address,address,uint256,uint256,uint256,uint256,uint256)"): token, from, to, amount, and balances. */
const transferTopic: Hex = '0xe6497e3ee548a3372136af2fcb0696db31fc6cf20260707645068bd3fe97f3c4'

export const polygonCoin = defineSource({
  id: 'polygon-coin',
  label: 'Internal transfer of Polygon’s coin',
  topics: [transferTopic],
  read({ hash, index, from: sender, to: called, value, logs }, { chainId, wrappedNative }) {
    if (chainId !== 137) return []
    let isOwnTold = value === 0n
    const legs: Leg[] = []
    for (const log of logs) {
      const words =
        log.address === coin && log.topics[0] === transferTopic ? fieldsOf(log, 3, ['address', 'address', 'address', 'number']) : null
      if (!words) continue
      const [, from, to, amount] = words
      // The transaction's own value is told by the native source, and wraps by the wrapper.
      const isOwn = !isOwnTold && from === sender && to === called && amount === value
      if (isOwn) isOwnTold = true
      if (isOwn || amount === 0n || from === wrappedNative || to === wrappedNative) continue
      legs.push({
        source: 'polygon-coin',
        kind: 'transfer',
        txHash: hash,
        txIndex: index,
        position: log.position,
        from,
        to,
        asset: null,
        amount,
      })
    }
    return legs
  },
})
