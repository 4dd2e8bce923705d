/** Hash tree roots and Merkle branches (consensus-specs `ssz/simple-serialize.md`, `ssz/merkle-proofs.md`), as far as light clients need them. */
import { createSHA256 } from 'hash-wasm'
import { concatBytes, sameBytes } from '../../hex.ts'

const hasher = await createSHA256()

/** 32 bytes. */
export type Chunk = Uint8Array

/** SHA-256 of two chunks. */
export const hashPair = (left: Uint8Array, right: Uint8Array): Chunk => {
  hasher.init()
  hasher.update(left)
  hasher.update(right)
  return hasher.digest('binary')
}

/** Root of a tree over the chunks, filled up with zero chunks to a power of two. */
export const merkleize = (chunks: readonly Chunk[]): Chunk => {
  let level: readonly Chunk[] = chunks.length === 0 ? [zero] : chunks
  let filler = zero
  while (level.length > 1) {
    const above: Chunk[] = []
    for (let i = 0; i < level.length; i += 2) above.push(hashPair(level[i] ?? filler, level[i + 1] ?? filler))
    filler = hashPair(filler, filler)
    level = above
  }
  return level[0] ?? zero
}

/** Bytes of a fixed length, as chunks. */
export const bytesRoot = (bytes: Uint8Array): Chunk =>
  merkleize(Array.from({ length: Math.ceil(bytes.length / 32) }, (_, i) => padded(bytes.subarray(i * 32, i * 32 + 32))))

/** A list of at most 32 bytes: its root is mixed with its length. */
export const shortListRoot = (bytes: Uint8Array): Chunk => hashPair(padded(bytes), uintChunk(BigInt(bytes.length)))

/** An unsigned integer, little-endian. */
export const uintChunk = (value: bigint): Chunk => {
  const chunk = new Uint8Array(32)
  let rest = value
  for (let i = 0; rest > 0n && i < 32; i++) {
    chunk[i] = Number(rest & 0xffn)
    rest >>= 8n
  }
  return chunk
}

/** The bytes in one chunk, zeros behind them. */
export const padded = (bytes: Uint8Array): Chunk => (bytes.length === 32 ? bytes : concatBytes([bytes, new Uint8Array(32 - bytes.length)]))

/**
 * Whether `leaf` stands at the generalized index under `root`. A branch that is longer than the index is deep, as objects of a former
 * fork have when they are served in the form of a later one, has to begin with zeros (electra `is_valid_normalized_merkle_branch`).
 */
export const branchHolds = (leaf: Chunk, branch: readonly Chunk[], generalizedIndex: number, root: Chunk): boolean => {
  const depth = Math.floor(Math.log2(generalizedIndex))
  const extra = branch.length - depth
  if (extra < 0 || !branch.slice(0, extra).every((chunk) => sameBytes(chunk, zero))) return false
  let node = leaf
  branch.slice(extra).forEach((sibling, i) => {
    node = (generalizedIndex >> i) & 1 ? hashPair(sibling, node) : hashPair(node, sibling)
  })
  return sameBytes(node, root)
}

const zero: Chunk = new Uint8Array(32)
