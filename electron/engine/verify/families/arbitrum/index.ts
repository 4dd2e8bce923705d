/** Arbitrum Nitro (One, Nova, Orbit chains): Ethereum's header and receipts plus the system transactions 0x64 to 0x6a. */

import { proveHeader } from '../../encoding/header.ts'
import * as receipts from '../../encoding/receipt.ts'
import * as transactions from '../../encoding/transaction.ts'
import { defineFamily } from '../defineFamily.ts'
import { encodeSystemTransaction, isSystemType, systemNonce } from './systemTransactions.ts'

export const arbitrum = defineFamily({
  id: 'arbitrum',
  label: 'Arbitrum',
  reach: 2,
  proveHeader,
  encodeTransaction: (transaction) =>
    isSystemType(transactions.typeOf(transaction)) ? encodeSystemTransaction(transaction) : transactions.encodeTransaction(transaction),
  encodeReceipt: (receipt, transaction) => {
    const type = receipts.receiptType(receipt, transaction)
    return isSystemType(type) ? receipts.encodeReceiptAs(type, receipt) : receipts.encodeReceipt(receipt, transaction)
  },
  recoverSender: (transaction) => (isSystemType(transactions.typeOf(transaction)) ? null : transactions.recoverSender(transaction)),
  creationNonce: (transaction) => systemNonce(transaction),
})
