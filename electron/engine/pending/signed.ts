/** A transaction that is in no block yet: what it says counts only where its own bytes prove its hash and who signed it. */
import type { Address, Hex } from '../types.ts'
import type { Family } from '../verify/families/defineFamily.ts'
import { FieldError } from '../verify/fieldError.ts'
import { addressField, addressOrNull, dataField, has, hashField, numberField, objectOf, quantityField } from '../verify/fields.ts'
import { hexOf } from '../verify/hex.ts'
import { keccak256 } from '../verify/keccak.ts'

export type PendingTransaction = {
  readonly hash: Hex
  readonly from: Address
  readonly to: Address | null
  readonly value: bigint
  readonly input: Hex
  readonly nonce: number
}

/** The fields of a served transaction; null where it is mined already, for another chain, or none. Nothing about it is proven yet. */
export function readPending(served: unknown, chainId: number): PendingTransaction | null {
  return unlessMalformed(() => {
    const fields = objectOf(served, 'The transaction')
    if (has(fields, 'blockHash')) return null
    if (has(fields, 'chainId') && numberField(fields, 'chainId') !== chainId) return null
    return {
      hash: hashField(fields, 'hash'),
      from: addressField(fields, 'from'),
      to: addressOrNull(fields, 'to'),
      value: BigInt(quantityField(fields, 'value')),
      input: dataField(fields, 'input'),
      nonce: numberField(fields, 'nonce'),
    }
  })
}

/** Whether the transaction hashes to its hash and was signed by the account that it is said to be from. */
export function isSigned(served: unknown, { hash, from }: PendingTransaction, family: Family): boolean {
  const proven = unlessMalformed(() => {
    const fields = objectOf(served, 'The transaction')
    const bytes = family.encodeTransaction(fields)
    return bytes !== null && hexOf(keccak256(bytes)) === hash && family.recoverSender(fields) === from
  })
  return proven ?? false
}

function unlessMalformed<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof FieldError) return null
    throw error
  }
}
