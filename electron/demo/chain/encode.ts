/** Consensus encodings of headers and receipts. Deliberately not the engine's: what proves the demo did not also write it. */
import { concatHex, keccak256, toBytes, toHex, toRlp } from 'viem'
import type { Hex } from '#engine/types.ts'
import { quantity } from './state.ts'
import type { EventLog, Header, Receipt, SignedTransaction } from './types.ts'

export const emptyBloom: Hex = `0x${'00'.repeat(256)}`

/** RLP list of a Prague header (EIP-1559, 4895, 4844, 4788, 7685), in the order of the fields. */
export const headerFields = (header: Header): Hex[] =>
  Object.values(header).map((value) => (typeof value === 'bigint' ? quantity(value) : value))

export const hashHeader = (header: Header): Hex => keccak256(toRlp(headerFields(header)))

/** EIP-2718 envelope of [status, cumulative gas, bloom, logs]. */
export function encodeReceipt(type: SignedTransaction['type'], receipt: Receipt): Hex {
  const logs = receipt.logs.map(({ address, topics, data }) => [address, [...topics], data] as const)
  const body = toRlp([quantity(receipt.succeeded ? 1n : 0n), quantity(receipt.cumulativeGasUsed), receipt.bloom, logs])
  return type === 0 ? body : concatHex([toHex(type, { size: 1 }), body])
}

/** Yellow paper 4.3.1: three bits of 2048 for the address and for each topic of each log. */
export function bloomOf(logs: readonly EventLog[]): Hex {
  if (logs.length === 0) return emptyBloom
  const bloom = new Uint8Array(256)
  for (const log of logs) for (const item of [log.address, ...log.topics]) setBits(bloom, bitsOf(item))
  return toHex(bloom)
}

export function joinBlooms(blooms: readonly Hex[]): Hex {
  const bloom = new Uint8Array(256)
  for (const one of blooms) {
    if (one === emptyBloom) continue
    toBytes(one).forEach((byte, index) => {
      bloom[index] = (bloom[index] ?? 0) | byte
    })
  }
  return toHex(bloom)
}

/** Bytes of the whole block as it would travel: the RLP list of header, transactions, no uncles, no withdrawals. */
export function blockSize(header: Header, transactions: readonly SignedTransaction[]): number {
  const bodies = transactions.reduce((sum, { raw, type }) => sum + (type === 0 ? byteLength(raw) : framed(byteLength(raw))), 0)
  return framed(byteLength(toRlp(headerFields(header))) + framed(bodies) + 2)
}

const byteLength = (hex: Hex): number => (hex.length - 2) / 2
/** With the RLP prefix of a string or list of that many bytes. */
const framed = (length: number): number => length + 1 + (length < 56 ? 0 : Math.ceil(length.toString(16).length / 2))

const remembered = new Map<Hex, readonly number[]>()

/** Most logs speak of the same few hundred accounts; the memory is emptied before it could grow without end. */
function bitsOf(item: Hex): readonly number[] {
  let bits = remembered.get(item)
  if (!bits) {
    const hash = keccak256(item)
    bits = [2, 6, 10].map((start) => Number.parseInt(hash.slice(start, start + 4), 16) & 2047)
    if (remembered.size > 20_000) remembered.clear()
    remembered.set(item, bits)
  }
  return bits
}

function setBits(bloom: Uint8Array, bits: readonly number[]): void {
  for (const bit of bits) {
    const index = 255 - (bit >> 3)
    bloom[index] = (bloom[index] ?? 0) | (1 << (bit & 7))
  }
}
