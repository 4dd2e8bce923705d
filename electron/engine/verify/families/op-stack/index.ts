/** OP stack (Optimism, Base, Unichain, World …): Ethereum plus deposit transactions (0x7e) and their receipts. */
import type { Hex } from '../../../types.ts'
import { proveHeader } from '../../encoding/header.ts'
import * as receipts from '../../encoding/receipt.ts'
import * as transactions from '../../encoding/transaction.ts'
import {
  addressField,
  addressOrNull,
  dataField,
  has,
  hashField,
  quantityField,
  rlpQuantity,
  rlpQuantityField,
  unlessMissing,
} from '../../fields.ts'
import { rlpEncode } from '../../rlp.ts'
import { defineFamily, type RpcObject } from '../defineFamily.ts'

const depositType = '0x7e'

export const opStack = defineFamily({
  id: 'op-stack',
  label: 'OP stack',
  reach: 2,
  // Since Isthmus the field holds the storage root of the withdrawal contract; there are no consensus-layer withdrawals.
  withdrawalsInHeader: false,
  proveHeader,
  encodeTransaction: (transaction) => {
    if (isDeposit(transaction)) return unlessMissing(() => encodeDeposit(transaction))
    return isUnsigned(transaction) ? null : transactions.encodeTransaction(transaction)
  },
  encodeReceipt: (receipt, transaction) => {
    if (receipts.receiptType(receipt, transaction) !== depositType) return receipts.encodeReceipt(receipt, transaction)
    return receipts.encodeReceiptAs(depositType, receipt, depositFields(receipt))
  },
  recoverSender: (transaction) => (isDeposit(transaction) || isUnsigned(transaction) ? null : transactions.recoverSender(transaction)),
  creationNonce: (transaction, receipt) => {
    if (!isDeposit(transaction)) return rlpQuantityField(transaction, 'nonce', 8)
    const [nonce] = depositFields(receipt)
    return nonce ?? null
  },
})

const isDeposit = (transaction: RpcObject): boolean => transactions.typeOf(transaction) === depositType

/** Transactions from before Bedrock that came from L1 carry an empty signature: who sent them is in no bytes that are hashed. */
const isUnsigned = (transaction: RpcObject): boolean =>
  transactions.typeOf(transaction) === '0x0' && transaction.r === '0x0' && transaction.s === '0x0'

/** OP stack specification, "Deposits". `mint` is nothing where no ether was minted; `isSystemTx` is true only before Regolith. */
const encodeDeposit = (transaction: RpcObject): Uint8Array =>
  transactions.envelope(
    depositType,
    rlpEncode([
      hashField(transaction, 'sourceHash'),
      addressField(transaction, 'from'),
      addressOrNull(transaction, 'to') ?? '0x',
      has(transaction, 'mint') ? rlpQuantity(quantityField(transaction, 'mint')) : '0x',
      rlpQuantityField(transaction, 'value'),
      rlpQuantityField(transaction, 'gas', 8),
      transaction.isSystemTx === true ? '0x01' : '0x',
      dataField(transaction, 'input'),
    ]),
  )

/** Since Canyon the receipt's hash covers the deposit nonce and a version; Regolith served the nonce but did not hash it. */
const depositFields = (receipt: RpcObject): Hex[] =>
  has(receipt, 'depositReceiptVersion')
    ? [rlpQuantityField(receipt, 'depositNonce', 8), rlpQuantityField(receipt, 'depositReceiptVersion', 8)]
    : []
