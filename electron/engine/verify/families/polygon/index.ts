/** Polygon PoS (Bor): Ethereum plus state-sync transactions, which carry messages from Ethereum and are signed by nobody. */
import type { Hex } from '../../../types.ts'
import { proveHeader } from '../../encoding/header.ts'
import * as receipts from '../../encoding/receipt.ts'
import { encodeTransaction, recoverSender } from '../../encoding/transaction.ts'
import { hashField, quantityField } from '../../fields.ts'
import { bytesOf, concatBytes, hexOf } from '../../hex.ts'
import { keccak256 } from '../../keccak.ts'
import { defineFamily, type RpcObject } from '../defineFamily.ts'

/** PIP-74 (Madhugiri): state-sync transactions inside the roots. Their payload is not served over JSON-RPC, so their bytes cannot be rebuilt. */
const stateSyncType = '0x7f'

export const polygon = defineFamily({
  id: 'polygon',
  label: 'Polygon PoS',
  reach: 2,
  proveHeader,
  encodeTransaction,
  encodeReceipt: (receipt, transaction) => {
    const type = receipts.receiptType(receipt, transaction)
    return type === stateSyncType ? receipts.encodeReceiptAs(type, receipt) : receipts.encodeReceipt(receipt, transaction)
  },
  recoverSender,
  uncovered: (block) => stateSyncHash(block),
})

const prefix = new TextEncoder().encode('matic-bor-receipt-')

/** Before PIP-74 the state-sync transaction stands in no root. Its hash is derived: keccak256(prefix, block number as 8 bytes, block hash). */
const stateSyncHash = (block: RpcObject): Hex =>
  hexOf(
    keccak256(
      concatBytes([
        prefix,
        bytesOf(`0x${quantityField(block, 'number', 8).slice(2).padStart(16, '0')}`),
        bytesOf(hashField(block, 'hash')),
      ]),
    ),
  )
