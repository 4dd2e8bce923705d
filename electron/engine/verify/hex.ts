/** Hex text and bytes. One spelling a value: lower case, even length, so that equal bytes mean equal text. */
import type { Hex } from '../types.ts'
import { FieldError } from './fieldError.ts'

/** Bytes of `0x…` data. Throws FieldError for upper case, an odd length or anything that is no hex. */
export const bytesOf = (hex: string): Uint8Array => {
  const bytes = new Uint8Array(hexLength(hex))
  writeHex(hex, bytes, 0)
  return bytes
}

/** How many bytes `0x…` data stands for. Throws FieldError for an odd length or a missing prefix. */
export const hexLength = (hex: string): number => {
  if (hex.charCodeAt(0) !== 0x30 || hex.charCodeAt(1) !== 0x78 || hex.length % 2 !== 0) throw new FieldError('Some data are no hex bytes.')
  return (hex.length - 2) / 2
}

/** Writes `0x…` data into `target`, which has room for it. Throws FieldError for a character that is no lower-case hex digit. */
export const writeHex = (hex: string, target: Uint8Array, offset: number): void => {
  let wrong = 0
  let at = offset
  for (let i = 2; i < hex.length; i += 2) {
    const value = ((digitValues[hex.charCodeAt(i) & 0xff] ?? 0x100) << 4) | (digitValues[hex.charCodeAt(i + 1) & 0xff] ?? 0x100)
    wrong |= value | (hex.charCodeAt(i) & 0xff00) | (hex.charCodeAt(i + 1) & 0xff00)
    target[at++] = value
  }
  if (wrong > 0xff) throw new FieldError('Some data hold characters that are no lower-case hex digits.')
}

/** `0x…` text of the bytes. */
export const hexOf = (bytes: Uint8Array): Hex => {
  let text: Hex = '0x'
  for (const byte of bytes) text += pairs[byte]
  return text
}

/** Whether both hold the same bytes. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i])

/** The parts one after the other. */
export const concatBytes = (parts: readonly Uint8Array[]): Uint8Array => {
  let length = 0
  for (const part of parts) length += part.length
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Value of a hex digit by character code; 0x100 (out of a byte's range even after a shift) for any other character. */
const digitValues = Int32Array.from({ length: 256 }, (_, code) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(code))
  return digit < 0 ? 0x100 : digit
})
