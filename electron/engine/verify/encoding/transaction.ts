/** Transactions of types 0x0 to 0x4: consensus encoding and signer. EIP-155, EIP-2718, EIP-2930, EIP-1559, EIP-4844, EIP-7702. */
import type { Address, Hex } from '../../types.ts'
import type { RpcObject } from '../families/defineFamily.ts'
import { FieldError } from '../fieldError.ts'
import { addressOrNull, dataField, has, hashField, objectsOf, quantityField, rlpQuantity, rlpQuantityField } from '../fields.ts'
import { bytesOf, concatBytes } from '../hex.ts'
import { keccak256 } from '../keccak.ts'
import { recoverAddress } from '../recover.ts'
import { type RlpItem, rlpEncode } from '../rlp.ts'

/** Type of a transaction or receipt as a quantity; nodes leave it out for type 0. */
export const typeOf = (object: RpcObject): Hex => (has(object, 'type') ? quantityField(object, 'type', 1) : '0x0')

/** EIP-2718: the type byte, then the payload. */
export const envelope = (type: Hex, payload: Uint8Array): Uint8Array => concatBytes([bytesOf(rlpQuantity(type)), payload])

/** Bytes that the transactions trie holds and whose hash is the transaction's; null for a type that is not known. */
export const encodeTransaction = (transaction: RpcObject): Uint8Array | null => {
  const type = typeOf(transaction)
  const fields = typedFields[type]
  if (fields !== undefined) {
    return envelope(type, rlpEncode([...fields(transaction), rlpQuantity(yParity(transaction)), ...signature(transaction)]))
  }
  if (type !== '0x0') return null
  const v = quantityField(transaction, 'v')
  checkChainId(transaction, v)
  return rlpEncode([...legacyFields(transaction), rlpQuantity(v), ...signature(transaction)])
}

/** Who signed. Throws FieldError where nobody can have; null for a type that is not known. */
export const recoverSender = (transaction: RpcObject): Address | null => {
  const type = typeOf(transaction)
  const fields = typedFields[type]
  if (type !== '0x0' && fields === undefined) return null
  const legacy = fields === undefined
  const v = legacy ? quantityField(transaction, 'v') : yParity(transaction)
  const hash = keccak256(legacy ? rlpEncode(legacySigned(transaction, v)) : envelope(type, rlpEncode(fields(transaction))))
  const sender = recoverAddress(hash, signatureBytes(transaction), legacy ? legacyParity(v) : v === '0x1' ? 1 : 0)
  if (sender === null) throw new FieldError('A transaction carries no valid signature.', 'SENDER')
  return sender
}

const tail = (transaction: RpcObject): RlpItem[] => [
  rlpQuantityField(transaction, 'gas', 8),
  addressOrNull(transaction, 'to') ?? '0x',
  rlpQuantityField(transaction, 'value'),
  dataField(transaction, 'input'),
]

const legacyFields = (transaction: RpcObject): RlpItem[] => [
  rlpQuantityField(transaction, 'nonce', 8),
  rlpQuantityField(transaction, 'gasPrice'),
  ...tail(transaction),
]

/** EIP-155: with a chain id in v, the chain id and two empty fields are signed too. */
const legacySigned = (transaction: RpcObject, v: Hex): RlpItem[] => {
  const chainId = chainIdOf(v)
  const fields = legacyFields(transaction)
  return chainId === null ? fields : [...fields, rlpQuantity(`0x${chainId.toString(16)}`), '0x', '0x']
}

const dynamicFees = (transaction: RpcObject): RlpItem[] => [
  rlpQuantityField(transaction, 'chainId'),
  rlpQuantityField(transaction, 'nonce', 8),
  rlpQuantityField(transaction, 'maxPriorityFeePerGas'),
  rlpQuantityField(transaction, 'maxFeePerGas'),
  ...tail(transaction),
  accessList(transaction),
]

/** What is signed, by type; the signature follows in the consensus encoding. */
const typedFields: Readonly<Record<string, (transaction: RpcObject) => RlpItem[]>> = {
  '0x1': (transaction) => [
    rlpQuantityField(transaction, 'chainId'),
    rlpQuantityField(transaction, 'nonce', 8),
    rlpQuantityField(transaction, 'gasPrice'),
    ...tail(transaction),
    accessList(transaction),
  ],
  '0x2': dynamicFees,
  '0x3': (transaction) => [...dynamicFees(transaction), rlpQuantityField(transaction, 'maxFeePerBlobGas'), blobHashes(transaction)],
  '0x4': (transaction) => [...dynamicFees(transaction), authorizations(transaction)],
}

const accessList = (transaction: RpcObject): RlpItem =>
  objectsOf(transaction.accessList ?? [], '“accessList”').map((entry) => [
    dataField(entry, 'address', 20),
    hashes(entry.storageKeys, '“storageKeys”'),
  ])

const blobHashes = (transaction: RpcObject): RlpItem => hashes(transaction.blobVersionedHashes, '“blobVersionedHashes”')

const hashes = (list: unknown, what: string): Hex[] => {
  if (!Array.isArray(list)) throw new FieldError(`${what} is not a list.`)
  return list.map((value: unknown) => hashField({ hash: value }, 'hash'))
}

const authorizations = (transaction: RpcObject): RlpItem =>
  objectsOf(transaction.authorizationList, '“authorizationList”').map((entry) => [
    rlpQuantityField(entry, 'chainId'),
    dataField(entry, 'address', 20),
    rlpQuantityField(entry, 'nonce', 8),
    rlpQuantityField(entry, has(entry, 'yParity') ? 'yParity' : 'v'),
    ...signature(entry),
  ])

/** r and s as RLP quantities. They are read by nothing else, so that padding, which some nodes add, can mislead nobody. */
const signature = (object: RpcObject): [Hex, Hex] => [signatureHalf(object, 'r'), signatureHalf(object, 's')]

const signatureHalf = (object: RpcObject, name: 'r' | 's'): Hex => {
  const text = has(object, name) ? object[name] : null
  if (typeof text !== 'string' || !/^0x[0-9a-f]{1,64}$/.test(text)) throw new FieldError(`The signature’s “${name}” is no number.`)
  return rlpQuantity(`0x${text.slice(2)}`)
}

/** 64 bytes: r and s. */
const signatureBytes = (transaction: RpcObject): Uint8Array =>
  bytesOf(
    `0x${signature(transaction)
      .map((half) => half.slice(2).padStart(64, '0'))
      .join('')}`,
  )

/** 0x0 or 0x1. `v`, where it is served as well, has to say the same, in one of the spellings that nodes use. */
const yParity = (transaction: RpcObject): Hex => {
  const parity = quantityField(transaction, has(transaction, 'yParity') ? 'yParity' : 'v')
  if (parity !== '0x0' && parity !== '0x1') throw new FieldError('The signature’s parity is neither 0 nor 1.')
  if (has(transaction, 'v')) {
    const v = BigInt(quantityField(transaction, 'v')) - BigInt(parity)
    const chainId = BigInt(quantityField(transaction, 'chainId'))
    if (v !== 0n && v !== 27n && v !== 35n + 2n * chainId) throw new FieldError('The signature’s “v” and “yParity” contradict each other.')
  }
  return parity
}

const chainIdOf = (v: Hex): bigint | null => (BigInt(v) >= 35n ? (BigInt(v) - 35n) / 2n : null)

const legacyParity = (v: Hex): 0 | 1 => {
  const value = BigInt(v)
  if (value !== 27n && value !== 28n && value < 35n) throw new FieldError('The signature’s “v” is none that Ethereum allows.', 'SENDER')
  return (value < 35n ? value === 28n : (value - 35n) % 2n === 1n) ? 1 : 0
}

const checkChainId = (transaction: RpcObject, v: Hex): void => {
  const signed = chainIdOf(v)
  if (signed === null || !has(transaction, 'chainId')) return
  if (BigInt(quantityField(transaction, 'chainId')) !== signed)
    throw new FieldError('A transaction’s “chainId” is not the one that was signed.')
}
