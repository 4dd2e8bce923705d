/** A transaction as sources read it, taken from the same texts that were encoded and hashed. */
import type { Hex, Transaction } from '../types.ts'
import { logsOf, stateRootOf, statusOf } from './encoding/receipt.ts'
import type { Family, RpcObject } from './families/defineFamily.ts'
import { FieldError } from './fieldError.ts'
import { addressField, addressOrNull, dataField, has, numberField, quantityField, rlpQuantityField } from './fields.ts'
import { createdAddress } from './recover.ts'
import type { ServedPair } from './served.ts'

/** `gasUsed` is the difference of cumulative gas to the receipt before, which the roots cover. Throws FieldError for malformed fields. */
export const readTransaction = (pair: ServedPair, gasUsed: number, family: Family): Transaction => {
  const { transaction, receipt, hash, index } = pair
  const from = addressField(transaction, 'from')
  const to = addressOrNull(transaction, 'to')
  const nonce = to === null ? creationNonce(pair, family) : null
  const created = nonce === null ? null : createdAddress(from, nonce)
  if (created !== null && has(receipt, 'contractAddress') && family.reach === 2 && receipt.contractAddress !== created) {
    throw new FieldError(`receipt ${index} names another new contract than its transaction creates.`, 'RECEIPT_FOREIGN')
  }
  const logs = logsOf(receipt).map((log, position) => ({ ...log, position }))
  return {
    hash,
    index,
    from,
    to,
    created,
    value: BigInt(quantityField(transaction, 'value')),
    input: dataField(transaction, 'input'),
    succeeded: stateRootOf(receipt) === null ? statusOf(receipt) : succeededBeforeByzantium(transaction, gasUsed, logs.length),
    logs,
  }
}

/** Why a new contract's address is not proven, or null. */
export const creationNote = (pair: ServedPair, family: Family): string | null =>
  addressOrNull(pair.transaction, 'to') === null && creationNonce(pair, family) === null
    ? `Which contract transaction ${pair.index} created is in no hashed byte.`
    : null

const creationNonce = ({ transaction, receipt }: ServedPair, family: Family): Hex | null =>
  family.creationNonce === undefined ? rlpQuantityField(transaction, 'nonce', 8) : family.creationNonce(transaction, receipt)

/**
 * Receipts had no status before EIP-658, but a failure took all gas and left no logs. All gas used, without a log, is
 * read as a failure, except at 21,000: that is the price of a plain transfer.
 */
const succeededBeforeByzantium = (transaction: RpcObject, gasUsed: number, logs: number): boolean => {
  const limit = numberField(transaction, 'gas')
  return logs > 0 || gasUsed < limit || limit === 21_000
}
