/** Istanbul BFT networks of GoQuorum: the block hash leaves out the commit seals, which stand in the extra data. */
import { proveHeader } from '../../encoding/header.ts'
import { encodeReceipt } from '../../encoding/receipt.ts'
import { encodeTransaction, recoverSender } from '../../encoding/transaction.ts'
import { findSeals } from '../../seals/index.ts'
import { istanbulHash } from '../../seals/istanbul.ts'
import { defineFamily } from '../defineFamily.ts'

export const istanbul = defineFamily({
  id: 'istanbul',
  label: 'Istanbul BFT (GoQuorum)',
  reach: 2,
  proveHeader: (block) => proveHeader(block, istanbulHash),
  encodeTransaction,
  encodeReceipt,
  recoverSender,
  seals: findSeals('istanbul'),
})
