/** Polygon PoS (Bor): Ethereum plus state-sync transactions, which carry messages from Ethereum and are signed by nobody. */
import { proveHeader } from '../../encoding/header.ts'
import { encodeReceipt, stateSyncHash } from '../../encoding/stateSync.ts'
import { encodeTransaction, recoverSender } from '../../encoding/transaction.ts'
import { findSeals } from '../../seals/index.ts'
import { defineFamily } from '../defineFamily.ts'

export const polygon = defineFamily({
  id: 'polygon',
  label: 'Polygon PoS',
  reach: 2,
  proveHeader,
  encodeTransaction,
  encodeReceipt,
  recoverSender,
  uncovered: (block) => stateSyncHash(block),
  seals: findSeals('bor'),
})
