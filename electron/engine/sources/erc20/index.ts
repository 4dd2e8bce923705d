/** ERC-20 transfers, and the mints and burns among them: the zero address on one side (EIP-20 and common use). */
import type { Leg } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { readTransfer, transferTopic, zeroAddress } from '../logs.ts'

export const erc20 = defineSource({
  id: 'erc20',
  label: 'ERC-20 transfer',
  topics: [transferTopic],
  read({ hash, index, logs }) {
    const legs: Leg[] = []
    for (const log of logs) {
      const moved = readTransfer(log)
      if (!moved) continue
      const kind = moved.from === zeroAddress ? 'mint' : moved.to === zeroAddress ? 'burn' : 'transfer'
      legs.push({ source: 'erc20', kind, txHash: hash, txIndex: index, position: log.position, asset: log.address, ...moved })
    }
    return legs
  },
})
