/** L2: what the header commits to, recomputed from the very bytes that are read later. */
import type { Address, Hex } from '../types.ts'
import { typeOf } from './encoding/transaction.ts'
import type { Family, RpcObject } from './families/defineFamily.ts'
import { FieldError } from './fieldError.ts'
import { addressField, has, hashField, objectsOf, rlpQuantityField } from './fields.ts'
import { hexOf } from './hex.ts'
import { keccak256 } from './keccak.ts'
import { type RlpItem, rlpEncode } from './rlp.ts'
import type { Served } from './served.ts'
import { trieRoot } from './trie.ts'

/**
 * Recomputes header hash, transaction hashes and the three roots. Throws FieldError for what is disproved;
 * returns a note for what cannot be recomputed because this version does not know an encoding: any note means level 1.
 */
export const checkRoots = (served: Served, family: Family): string[] => {
  const header = family.proveHeader(served.block)
  if (header.ok === false) throw new FieldError(header.sentence, 'HEADER_HASH')
  const notes = header.ok === 'unknown' ? [header.note] : []
  if (family.reach === 1) return notes
  notes.push(...checkTransactions(served, family), ...checkReceipts(served, family), ...checkWithdrawals(served.block, family))
  return notes
}

/** Root of the withdrawals trie (EIP-4895). */
export const withdrawalsRoot = (withdrawals: readonly RpcObject[]): Hex =>
  hexOf(trieRoot(withdrawals.map((withdrawal) => rlpEncode(withdrawalItem(withdrawal)))))

/** Root of the transactions trie, or null where an encoding is not known. */
export const transactionsRoot = (transactions: readonly RpcObject[], family: Family): Hex | null =>
  rootOf(transactions.map((transaction) => family.encodeTransaction(transaction)))

/** Root of the receipts trie, or null where an encoding is not known. Receipts in the order of the transactions. */
export const receiptsRoot = (receipts: readonly RpcObject[], transactions: readonly RpcObject[], family: Family): Hex | null =>
  rootOf(receipts.map((receipt, i) => family.encodeReceipt(receipt, transactions[i] ?? null)))

const rootOf = (encoded: readonly (Uint8Array | null)[]): Hex | null => {
  const values = encoded.filter((value) => value !== null)
  return values.length === encoded.length ? hexOf(trieRoot(values)) : null
}

const checkTransactions = ({ block, pairs }: Served, family: Family): string[] => {
  const encoded = pairs.map(({ transaction, hash, index }) => {
    const bytes = family.encodeTransaction(transaction)
    if (bytes === null) return null
    if (hexOf(keccak256(bytes)) !== hash) throw new FieldError(`transaction ${index} does not hash to ${hash}.`, 'TRANSACTION_HASH')
    return bytes
  })
  const root = rootOf(encoded)
  if (root === null) return [unknownType('transaction', 'transactions', pairs[encoded.indexOf(null)]?.transaction)]
  if (root === hashField(block, 'transactionsRoot')) return []
  throw new FieldError('the transactions are not those that the header commits to (transactions root).', 'TRANSACTIONS_ROOT')
}

/** That the account which a transaction is said to be from signed it. Throws FieldError SENDER. Longer than everything else of a transaction. */
export const checkSender = (transaction: RpcObject, index: number, family: Family): void => {
  const signer: Address | null = family.recoverSender(transaction)
  if (signer !== null && signer !== addressField(transaction, 'from')) {
    throw new FieldError(`transaction ${index} was signed by ${signer}, not by the account that it is said to be from.`, 'SENDER')
  }
}

const checkReceipts = ({ block, pairs }: Served, family: Family): string[] => {
  const encoded = pairs.map(({ receipt, transaction }) => family.encodeReceipt(receipt, transaction))
  const root = rootOf(encoded)
  if (root === null) return [unknownType('receipt', 'receipts', pairs[encoded.indexOf(null)]?.receipt)]
  if (root === hashField(block, 'receiptsRoot')) return []
  throw new FieldError('the receipts and logs are not those that the header commits to (receipts root).', 'RECEIPTS_ROOT')
}

const checkWithdrawals = (block: RpcObject, family: Family): string[] => {
  if (family.withdrawalsInHeader === false || !has(block, 'withdrawals')) return []
  const withdrawals = objectsOf(block.withdrawals, '“withdrawals”')
  if (!has(block, 'withdrawalsRoot') && withdrawals.length === 0) return []
  if (withdrawalsRoot(withdrawals) === hashField(block, 'withdrawalsRoot')) return []
  throw new FieldError('the withdrawals are not those that the header commits to (withdrawals root).', 'WITHDRAWALS_ROOT')
}

const withdrawalItem = (withdrawal: RpcObject): RlpItem => [
  rlpQuantityField(withdrawal, 'index', 8),
  rlpQuantityField(withdrawal, 'validatorIndex', 8),
  addressField(withdrawal, 'address'),
  rlpQuantityField(withdrawal, 'amount', 8),
]

const unknownType = (what: string, trie: string, object: RpcObject | undefined): string => {
  const type = object === undefined ? '' : ` (type ${typeOf(object)})`
  return `The block holds a ${what} of a kind whose bytes this version cannot rebuild${type}, so the ${trie} root was not recomputed.`
}
