/** One transaction of a block, proven without the rest of it: header, and trie proofs of transaction and receipt. */
import { ProofError } from '../errors.ts'
import type { BlockHeader, Hex, Transaction } from '../types.ts'
import { asVerified, type Verified } from './brand.ts'
import type { Family, RpcObject, SealFinding } from './families/defineFamily.ts'
import { FieldError } from './fieldError.ts'
import { hashField, numberField, objectOf } from './fields.ts'
import { bytesOf, hexOf, sameBytes } from './hex.ts'
import { keccak256 } from './keccak.ts'
import { provenValue } from './provenValue.ts'
import { readTransaction } from './readTransaction.ts'
import { checkSender } from './roots.ts'
import type { SealContext } from './seals/index.ts'
import { trieProof } from './trie.ts'

/** JSON-RPC objects, and nodes of the two tries in hex. `gasUsed` serves receipts without a status (before Byzantium) only. */
export type Single = {
  readonly header: unknown
  readonly transaction: unknown
  readonly receipt: unknown
  readonly index: number
  readonly gasUsed: number
  readonly transactionProof: readonly string[]
  readonly receiptProof: readonly string[]
}

export type ProvenSingle = {
  readonly header: BlockHeader
  readonly transaction: Verified<Transaction>
  /** Null where seals were not asked for, or headers of this family carry none. */
  readonly seals: SealFinding | null
}

/** Throws ProofError with one sentence that names what was disproved, or what cannot be rebuilt. */
export const proveSingle = (single: Single, family: Family, sealContext?: SealContext): ProvenSingle => {
  try {
    return prove(single, family, sealContext)
  } catch (cause) {
    if (cause instanceof FieldError) throw new ProofError(cause.code, 'of this evidence', cause.message)
    throw cause
  }
}

const prove = (single: Single, family: Family, sealContext: SealContext | undefined): ProvenSingle => {
  const header = objectOf(single.header, 'The header')
  const transaction = objectOf(single.transaction, 'The transaction')
  const receipt = objectOf(single.receipt, 'The receipt')
  const { index } = single
  const hashed = family.proveHeader(header)
  if (hashed.ok !== true) throw new FieldError(hashed.ok === false ? hashed.sentence : hashed.note, 'HEADER_HASH')
  const bytes = family.encodeTransaction(transaction)
  check(bytes, hashField(header, 'transactionsRoot'), index, single.transactionProof, 'transaction', 'TRANSACTIONS_ROOT')
  const hash = hashField(transaction, 'hash')
  if (bytes === null || hexOf(keccak256(bytes)) !== hash)
    throw new FieldError(`the transaction does not hash to ${hash}.`, 'TRANSACTION_HASH')
  const receiptBytes = family.encodeReceipt(receipt, transaction)
  check(receiptBytes, hashField(header, 'receiptsRoot'), index, single.receiptProof, 'receipt', 'RECEIPTS_ROOT')
  checkSender(transaction, index, family)
  return {
    header: {
      number: numberField(header, 'number'),
      hash: hashField(header, 'hash'),
      parentHash: hashField(header, 'parentHash'),
      timestamp: numberField(header, 'timestamp'),
    },
    transaction: asVerified(readTransaction({ transaction, receipt, hash, index }, single.gasUsed, family)),
    seals: sealContext === undefined ? null : (family.seals?.(header, sealContext) ?? null),
  }
}

const check = (bytes: Uint8Array | null, root: Hex, index: number, proof: readonly string[], what: string, code: string): void => {
  if (bytes === null) throw new FieldError(`the ${what} is of a kind whose bytes this version cannot rebuild.`, code)
  const value = provenValue(bytesOf(root), index, proof.map(bytesOf))
  if (value === null || !sameBytes(value, bytes))
    throw new FieldError(`the ${what} is not the one at place ${index} that the header commits to.`, code)
}

/** The proofs of one transaction of a block that was proven whole. Throws FieldError for a kind whose bytes cannot be rebuilt. */
export const proofsOf = (
  transactions: readonly RpcObject[],
  receipts: readonly RpcObject[],
  index: number,
  family: Family,
): Pick<Single, 'transactionProof' | 'receiptProof'> => {
  const whole = (encoded: readonly (Uint8Array | null)[], what: string): string[] => {
    const values = encoded.filter((value) => value !== null)
    if (values.length !== encoded.length)
      throw new FieldError(`The block holds a ${what} of a kind whose bytes this version cannot rebuild.`)
    return trieProof(values, index).map(hexOf)
  }
  return {
    transactionProof: whole(
      transactions.map((transaction) => family.encodeTransaction(transaction)),
      'transaction',
    ),
    receiptProof: whole(
      receipts.map((receipt, i) => family.encodeReceipt(receipt, transactions[i] ?? null)),
      'receipt',
    ),
  }
}
