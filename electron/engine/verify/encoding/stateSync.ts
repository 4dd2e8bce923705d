/** Bor's state-sync transactions, which carry messages from Ethereum and are signed by nobody: Polygon and private chains of Bor. */
import type { Hex } from '../../types.ts'
import type { RpcObject } from '../families/defineFamily.ts'
import { hashField, quantityField } from '../fields.ts'
import { bytesOf, concatBytes, hexOf } from '../hex.ts'
import { keccak256 } from '../keccak.ts'
import * as receipts from './receipt.ts'

/** PIP-74 (Madhugiri): state-sync transactions inside the roots. Their payload is not served over JSON-RPC, so their bytes cannot be rebuilt. */
const stateSyncType = '0x7f'

/** Consensus encoding of a receipt, those of state-sync transactions included; null for an unknown type. */
export const encodeReceipt = (receipt: RpcObject, transaction: RpcObject | null): Uint8Array | null => {
  const type = receipts.receiptType(receipt, transaction)
  return type === stateSyncType ? receipts.encodeReceiptAs(type, receipt) : receipts.encodeReceipt(receipt, transaction)
}

const prefix = new TextEncoder().encode('matic-bor-receipt-')

/** Before PIP-74 the state-sync transaction stands in no root. Its hash is derived: keccak256(prefix, block number as 8 bytes, block hash). */
export const stateSyncHash = (block: RpcObject): Hex =>
  hexOf(
    keccak256(
      concatBytes([
        prefix,
        bytesOf(`0x${quantityField(block, 'number', 8).slice(2).padStart(16, '0')}`),
        bytesOf(hashField(block, 'hash')),
      ]),
    ),
  )
