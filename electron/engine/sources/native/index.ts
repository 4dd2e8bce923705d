/** Movements of the native coin: the transaction's own value, or the movement logs of EIP-7708 where the chain writes them. */
import type { Leg, Transaction } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { readCoinMove } from '../logs.ts'

export const native = defineSource({
  id: 'native',
  label: 'Native transfer',
  topics: [],
  read(transaction) {
    const logged = readMovementLogs(transaction)
    // Under EIP-7708 the transaction's own value is one of the logs: counting both would double it.
    return logged.length > 0 ? logged : readOwnValue(transaction)
  },
})

function readOwnValue({ hash, index, from, to, created, value }: Transaction): Leg[] {
  const receiver = to ?? created
  if (!receiver || value <= 0n) return []
  return [
    { source: 'native', kind: 'transfer', txHash: hash, txIndex: index, position: -1, from, to: receiver, asset: null, amount: value },
  ]
}

function readMovementLogs({ hash, index, logs }: Transaction): Leg[] {
  const legs: Leg[] = []
  for (const log of logs) {
    const moved = readCoinMove(log)
    if (!moved) continue
    legs.push({ source: 'native', kind: 'transfer', txHash: hash, txIndex: index, position: log.position, asset: null, ...moved })
  }
  return legs
}
