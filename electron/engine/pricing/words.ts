/** Reading and writing the 32-byte words of contract calls. Nothing here throws: an answer that is too short has no such word. */
import type { Address, Hex } from '../types.ts'

/** The n-th word as an unsigned number, or null. */
export function wordAt(data: Hex | null | undefined, index: number): bigint | null {
  const start = 2 + index * 64
  return data && data.length >= start + 64 ? BigInt(`0x${data.slice(start, start + 64)}`) : null
}

/** The n-th word as a signed number (two's complement), or null. */
export function signedWordAt(data: Hex | null | undefined, index: number): bigint | null {
  const word = wordAt(data, index)
  return word === null ? null : BigInt.asIntN(256, word)
}

/** A number or an address as a word of call data: 64 hex digits without a prefix. */
export const word = (value: bigint | number | Address): string => BigInt(value).toString(16).padStart(64, '0')
