/** Logs bloom (yellow paper, section 4.3.1): 2048 bits, three of them for every log address and topic. */
import { bytesOf } from './hex.ts'
import { keccak256 } from './keccak.ts'

export type BloomLog = { readonly address: string; readonly topics: readonly string[] }

/** The 256-byte bloom of logs. `remembered` spares hashing the same address or topic twice; share it within a block. */
export const logsBloom = (logs: Iterable<BloomLog>, remembered: BloomBits = new Map()): Uint8Array => {
  const bloom = new Uint8Array(256)
  for (const log of logs) {
    addTo(bloom, log.address, remembered)
    for (const topic of log.topics) addTo(bloom, topic, remembered)
  }
  return bloom
}

/** Bit numbers by value. */
export type BloomBits = Map<string, readonly [number, number, number]>

/** Whether every bit of `part` is set in `whole`. */
export const bloomContains = (whole: Uint8Array, part: Uint8Array): boolean => part.every((byte, i) => (byte & ~(whole[i] ?? 0)) === 0)

const addTo = (bloom: Uint8Array, value: string, remembered: BloomBits): void => {
  let bits = remembered.get(value)
  if (bits === undefined) {
    bits = bitsOf(keccak256(bytesOf(value)))
    remembered.set(value, bits)
  }
  for (const bit of bits) {
    const at = 255 - (bit >> 3)
    bloom[at] = (bloom[at] ?? 0) | (1 << (bit & 7))
  }
}

/** The low 11 bits of each of the first three pairs of bytes. */
const bitsOf = (hash: Uint8Array): [number, number, number] => [pair(hash, 0), pair(hash, 2), pair(hash, 4)]
const pair = (hash: Uint8Array, at: number): number => (((hash[at] ?? 0) << 8) | (hash[at + 1] ?? 0)) & 2047
