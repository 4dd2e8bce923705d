/** Reading 32-byte words of contract answers. Nothing here throws: an answer that is too short has no such word. */
import type { Hex } from '../types.ts'

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
