/** Private chains of Bor, Polygon's client: encoded as Polygon PoS is, sealed by one producer a block. */
import { proveHeader } from '../../encoding/header.ts'
import { encodeReceipt, stateSyncHash } from '../../encoding/stateSync.ts'
import { encodeTransaction, recoverSender } from '../../encoding/transaction.ts'
import { findSeals } from '../../seals/index.ts'
import { defineFamily } from '../defineFamily.ts'

export const bor = defineFamily({
  id: 'bor',
  label: 'Bor',
  reach: 2,
  proveHeader,
  encodeTransaction,
  encodeReceipt,
  recoverSender,
  uncovered: (block) => stateSyncHash(block),
  seals: findSeals('bor'),
})
