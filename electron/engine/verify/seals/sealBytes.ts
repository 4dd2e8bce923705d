/** The bytes that seals are made of: extra data read and rewritten, signatures turned into accounts. */
import type { Address, Hex } from '../../types.ts'
import { encodeHeader } from '../encoding/header.ts'
import type { RpcObject } from '../families/defineFamily.ts'
import { FieldError } from '../fieldError.ts'
import { dataField } from '../fields.ts'
import { bytesOf, hexOf } from '../hex.ts'
import { keccak256 } from '../keccak.ts'
import { recoverAddress } from '../recover.ts'
import { type RlpNode, rlpDecode } from '../rlpDecode.ts'

/** The header's extra data. */
export const extraOf = (header: RpcObject): Uint8Array => bytesOf(dataField(header, 'extraData'))

/** keccak256 of the header with other extra data; `encode` where a chain's headers have fields of their own. */
export const hashWith = (header: RpcObject, extra: Uint8Array, encode: (header: RpcObject) => Uint8Array = encodeHeader): Uint8Array =>
  keccak256(encode({ ...header, extraData: hexOf(extra) }))

/** Accounts behind the signatures, and how many of them are none. Each is r, s and v (0 or 1) in 65 bytes. */
export const recoverAll = (hash: Uint8Array, signatures: readonly Uint8Array[]): { signers: Address[]; broken: number } => {
  const found = signatures.map((signature) => recoverSigner(hash, signature))
  const signers = found.filter((signer) => signer !== null)
  return { signers, broken: found.length - signers.length }
}

/** The account behind one signature of 65 bytes, or null. */
export const recoverSigner = (hash: Uint8Array, signature: Uint8Array): Address | null => {
  const parity = signature[64]
  return signature.length === 65 && (parity === 0 || parity === 1) ? recoverAddress(hash, signature.subarray(0, 64), parity) : null
}

/** RLP of a part of the extra data. Throws FieldError that names the part. */
export const decodeExtra = (bytes: Uint8Array, what: string): RlpNode => {
  try {
    return rlpDecode(bytes)
  } catch (cause) {
    if (cause instanceof FieldError) throw badExtra(`${what} is no well-formed RLP`)
    throw cause
  }
}

/** The node as a list; of exactly `length` items where a length is given. */
export const listOf = (node: RlpNode | undefined, what: string, length?: number): readonly RlpNode[] => {
  if (node === undefined || node instanceof Uint8Array) throw badExtra(`${what} is no list`)
  if (length !== undefined && node.length !== length) throw badExtra(`${what} has ${node.length} parts instead of ${length}`)
  return node
}

/** The node as bytes; of exactly `length` bytes where a length is given. */
export const bytesIn = (node: RlpNode | undefined, what: string, length?: number): Uint8Array => {
  if (!(node instanceof Uint8Array)) throw badExtra(`${what} is a list where bytes belong`)
  if (length !== undefined && node.length !== length) throw badExtra(`${what} has ${node.length} bytes instead of ${length}`)
  return node
}

/** The node as a number that JavaScript holds exactly, without leading zeros. */
export const numberIn = (node: RlpNode | undefined, what: string): number => {
  const bytes = bytesIn(node, what)
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0)
  if (bytes[0] === 0 || !Number.isSafeInteger(value)) throw badExtra(`${what} is no plain number`)
  return value
}

/** Every item of the list as an account. */
export const addressesIn = (node: RlpNode | undefined, what: string): Address[] =>
  listOf(node, what).map((item, i) => hexOf(bytesIn(item, `${what}, entry ${i},`, 20)))

/** Accounts packed one after the other, each followed by `beside` bytes that are passed over. */
export const packedAddresses = (bytes: Uint8Array, beside = 0): Address[] => {
  const step = 20 + beside
  return Array.from({ length: Math.floor(bytes.length / step) }, (_, i) => hexOf(bytes.subarray(i * step, i * step + 20)))
}

export const badExtra = (why: string): FieldError =>
  new FieldError(
    `The extra data do not hold seals as this consensus writes them: ${why}. Check that the network’s proof family is the right one.`,
    'EXTRA_DATA',
  )

export const nobody: Hex = `0x${'0'.repeat(40)}`
