/** A block and its receipts as they were served, sorted into what belongs together; still nothing about it is trusted. */
import type { Hex } from '../types.ts'
import type { Family, RpcObject } from './families/defineFamily.ts'
import { FieldError } from './fieldError.ts'
import { hashField, numberField, objectOf, objectsOf } from './fields.ts'

export type ServedPair = { readonly transaction: RpcObject; readonly receipt: RpcObject; readonly hash: Hex; readonly index: number }

/** What was asked for; null where any will do. */
export type Expected = { readonly number: number | null; readonly hash: string | null }

export type Served = {
  readonly block: RpcObject
  readonly number: number
  readonly hash: Hex
  /** Transactions that the roots cover, in order, each with its receipt. */
  readonly pairs: readonly ServedPair[]
  /** The transaction that no root covers (Polygon's state sync before PIP-74), in whichever of the two answers it stands. */
  readonly uncovered: { readonly transaction: RpcObject | null; readonly receipt: RpcObject | null }
}

/** Pairs transactions with receipts. Throws FieldError WRONG_BLOCK, RECEIPT_COUNT, RECEIPT_FOREIGN or for missing and malformed fields. */
export const sortServed = (served: unknown, servedReceipts: readonly unknown[], family: Family, expected: Expected): Served => {
  const block = objectOf(served, 'The block')
  const number = numberField(block, 'number')
  const hash = hashField(block, 'hash')
  if (expected.number !== null && number !== expected.number) {
    throw new FieldError(`block ${expected.number} was asked for and block ${number} was served.`, 'WRONG_BLOCK')
  }
  if (expected.hash !== null && hash !== expected.hash) {
    throw new FieldError(`the block ${expected.hash} was asked for and ${hash} was served.`, 'WRONG_BLOCK')
  }
  const listed: unknown = block.transactions
  if (Array.isArray(listed) && listed.some((entry) => typeof entry === 'string')) {
    throw new FieldError('the endpoint served hashes of transactions instead of the transactions.', 'MISSING_FIELD')
  }
  const apart = family.uncovered?.(block) ?? null
  const [transactions, otherTransactions] = split(objectsOf(listed, '“transactions”'), 'hash', apart)
  const [receipts, otherReceipts] = split(objectsOf(servedReceipts, 'the list of receipts'), 'transactionHash', apart)
  if (transactions.length !== receipts.length) {
    throw new FieldError(
      `it has ${transactions.length} transactions, but ${receipts.length} receipts were served.`,
      receipts.length === 0 ? 'RECEIPTS_EMPTY' : 'RECEIPT_COUNT',
    )
  }
  const pairs = transactions.map((transaction, index) => pairUp(transaction, receipts[index], index))
  return { block, number, hash, pairs, uncovered: { transaction: otherTransactions[0] ?? null, receipt: otherReceipts[0] ?? null } }
}

const pairUp = (transaction: RpcObject, receipt: RpcObject | undefined, index: number): ServedPair => {
  const hash = hashField(transaction, 'hash')
  if (receipt === undefined || hashField(receipt, 'transactionHash') !== hash) {
    throw new FieldError(`receipt ${index} belongs to another transaction.`, 'RECEIPT_FOREIGN')
  }
  return { transaction, receipt, hash, index }
}

/** Takes the one with the hash `apart` out; only the last entry can be it. */
const split = (entries: readonly RpcObject[], name: string, apart: Hex | null): [readonly RpcObject[], readonly RpcObject[]] => {
  const isApart = apart !== null && entries.at(-1)?.[name] === apart
  return isApart ? [entries.slice(0, -1), entries.slice(-1)] : [entries, []]
}
