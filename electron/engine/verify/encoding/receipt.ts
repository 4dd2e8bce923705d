/** Receipts: status (EIP-658) or, before Byzantium, the state root; cumulative gas; bloom; logs. Typed by EIP-2718. */
import type { Hex } from '../../types.ts'
import { type BloomBits, type BloomLog, logsBloom } from '../bloom.ts'
import type { RpcObject } from '../families/defineFamily.ts'
import { FieldError } from '../fieldError.ts'
import { addressField, dataField, has, hashField, objectsOf, quantityField, rlpQuantityField } from '../fields.ts'
import { type RlpItem, rlpEncode } from '../rlp.ts'
import { envelope, typeOf } from './transaction.ts'

export type ReceiptLog = BloomLog & { readonly address: Hex; readonly topics: readonly Hex[]; readonly data: Hex }

const knownTypes: ReadonlySet<string> = new Set(['0x0', '0x1', '0x2', '0x3', '0x4'])

/** Bytes that the receipts trie holds; null for a type that is not known. A receipt without a type has its transaction's. */
export const encodeReceipt = (receipt: RpcObject, transaction: RpcObject | null): Uint8Array | null => {
  const type = receiptType(receipt, transaction)
  return knownTypes.has(type) ? encodeReceiptAs(type, receipt) : null
}

/** The receipt's type; throws FieldError when it names another than its transaction. */
export const receiptType = (receipt: RpcObject, transaction: RpcObject | null): Hex => {
  const type = typeOf(has(receipt, 'type') || transaction === null ? receipt : transaction)
  if (transaction !== null && type !== typeOf(transaction)) throw new FieldError('A receipt names another type than its transaction.')
  return type
}

/** The receipt in the common layout under a type; `more` follows the logs (OP stack). */
export const encodeReceiptAs = (type: Hex, receipt: RpcObject, more: readonly RlpItem[] = []): Uint8Array => {
  const logs = logsOf(receipt)
  const payload = rlpEncode([
    outcome(receipt),
    rlpQuantityField(receipt, 'cumulativeGasUsed', 8),
    logsBloom(logs, remembered()),
    logs.map((log) => [log.address, log.topics, log.data]),
    ...more,
  ])
  return type === '0x0' ? payload : envelope(type, payload)
}

/** Logs in the order of the transaction. */
export const logsOf = (receipt: RpcObject): readonly ReceiptLog[] =>
  objectsOf(receipt.logs, '“logs”').map((log) => {
    const topics: unknown = log.topics
    if (!Array.isArray(topics) || topics.length > 4) throw new FieldError('A log’s “topics” is no list of at most four.')
    return {
      address: addressField(log, 'address'),
      topics: topics.map((topic: unknown) => hashField({ topic }, 'topic')),
      data: dataField(log, 'data'),
    }
  })

/** The state root that receipts carried before Byzantium; null where there is a status instead. Some nodes serve an empty root beside the status. */
export const stateRootOf = (receipt: RpcObject): Hex | null => {
  if (!has(receipt, 'root') || (has(receipt, 'status') && receipt.root === '0x')) return null
  return dataField(receipt, 'root', 32)
}

/** Whether the status says that the transaction succeeded. */
export const statusOf = (receipt: RpcObject): boolean => {
  const status = quantityField(receipt, 'status', 1)
  if (status !== '0x0' && status !== '0x1') throw new FieldError('A receipt’s “status” is neither 0 nor 1.')
  return status === '0x1'
}

const outcome = (receipt: RpcObject): RlpItem => stateRootOf(receipt) ?? (statusOf(receipt) ? '0x01' : '0x')

/** Addresses and topics repeat from block to block; the memory is dropped when it has grown. */
const remembered = (): BloomBits => {
  if (memory.size > 20_000) memory = new Map()
  return memory
}
let memory: BloomBits = new Map()
