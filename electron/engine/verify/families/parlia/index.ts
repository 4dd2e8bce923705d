/** Parlia networks (BNB Smart Chain and its private forks): encoded as Ethereum is, each block sealed by one validator. */
import { proveHeader } from '../../encoding/header.ts'
import { encodeReceipt } from '../../encoding/receipt.ts'
import { encodeTransaction, recoverSender } from '../../encoding/transaction.ts'
import { findSeals } from '../../seals/index.ts'
import { defineFamily } from '../defineFamily.ts'

export const parlia = defineFamily({
  id: 'parlia',
  label: 'Parlia (BNB Smart Chain)',
  reach: 2,
  proveHeader,
  encodeTransaction,
  encodeReceipt,
  recoverSender,
  seals: findSeals('parlia'),
})
