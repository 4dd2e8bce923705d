/** Reads fields of served JSON-RPC objects. Each reader returns the text itself, in its one allowed spelling, or throws FieldError. */
import type { Address, Hex } from '../types.ts'
import type { RpcObject } from './families/defineFamily.ts'
import { FieldError } from './fieldError.ts'

/** The value as an object. Arrays, null and primitives are none. */
export const objectOf = (value: unknown, what: string): RpcObject => {
  if (!isObject(value)) throw new FieldError(`${what} is not an object.`)
  return value
}

/** The value as a list of objects. */
export const objectsOf = (value: unknown, what: string): readonly RpcObject[] => {
  if (!Array.isArray(value)) throw new FieldError(`${what} is not a list.`)
  return value.map((item, i) => objectOf(item, `Entry ${i} of ${what}`))
}

/** Whether the field is there with a value; nodes write null for "none". */
export const has = (object: RpcObject, name: string): boolean => Object.hasOwn(object, name) && object[name] != null

/** Bytes as `0x` and lower-case hex pairs; exactly `length` bytes where a length is given. */
export const dataField = (object: RpcObject, name: string, length?: number): Hex => {
  const text = hexField(object, name)
  if (text.length % 2 !== 0 || (length !== undefined && text.length !== 2 + 2 * length)) {
    throw new FieldError(`The field “${name}” does not hold ${length === undefined ? 'whole' : length} bytes.`)
  }
  return text
}

/** A number as `0x` and lower-case hex without leading zeros, of at most `bytes` bytes. */
export const quantityField = (object: RpcObject, name: string, bytes = 32): Hex => {
  const text = hexField(object, name)
  if (text.length < 3 || text.length > 2 + 2 * bytes || (text.length > 3 && text.charCodeAt(2) === 0x30)) {
    throw new FieldError(`The field “${name}” is no hexadecimal number of at most ${bytes} bytes.`)
  }
  return text
}

/** A number that JavaScript holds exactly (block numbers, times, indices, gas). */
export const numberField = (object: RpcObject, name: string): number => {
  const value = Number(quantityField(object, name, 8))
  if (!Number.isSafeInteger(value)) throw new FieldError(`The field “${name}” is too large.`)
  return value
}

export const addressField = (object: RpcObject, name: string): Address => dataField(object, name, 20)
export const hashField = (object: RpcObject, name: string): Hex => dataField(object, name, 32)
/** An address, or null where the field is absent or null. */
export const addressOrNull = (object: RpcObject, name: string): Address | null => (has(object, name) ? addressField(object, name) : null)

/** RLP text of a quantity: big-endian bytes without leading zeros, none for zero. Accepts padding, for signatures (some nodes pad r and s). */
export const rlpQuantity = (quantity: Hex): Hex => {
  const digits = quantity.slice(2).replace(/^0+/, '')
  return `0x${digits.length % 2 === 1 ? '0' : ''}${digits}`
}

/** The quantity field as an RLP item. */
export const rlpQuantityField = (object: RpcObject, name: string, bytes?: number): Hex => rlpQuantity(quantityField(object, name, bytes))

/** What `read` returns, or null where a field that it needs was not served. Malformed fields still throw. */
export const unlessMissing = <T>(read: () => T): T | null => {
  try {
    return read()
  } catch (error) {
    if (error instanceof FieldError && error.code === 'MISSING_FIELD') return null
    throw error
  }
}

const isObject = (value: unknown): value is RpcObject => typeof value === 'object' && value !== null && !Array.isArray(value)

const hexField = (object: RpcObject, name: string): Hex => {
  const value = Object.hasOwn(object, name) ? object[name] : undefined
  if (value == null) throw new FieldError(`The field “${name}” is missing.`, 'MISSING_FIELD')
  if (!isHex(value)) throw new FieldError(`The field “${name}” is no lower-case hexadecimal text.`)
  return value
}

const isHex = (value: unknown): value is Hex =>
  typeof value === 'string' && value.charCodeAt(0) === 0x30 && value.charCodeAt(1) === 0x78 && !/[^0-9a-f]/.test(value.slice(2))
