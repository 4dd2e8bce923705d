/** The Merkle tree of the journal, as RFC 6962 §2.1 hashes it: roots that grow leaf by leaf, and short proofs about them. Pure. */

/** SHA-256 of some bytes. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

/** A tree without its leaves: `peaks` are the roots of its perfect subtrees, the largest first, one for each bit of `size`. */
export type Edge = { readonly size: number; readonly peaks: readonly Uint8Array[] }

/** The root of the perfect subtree of 2^level leaves that begins with leaf index × 2^level. It must lie within the tree. */
export type NodeAt = (level: number, index: number) => Uint8Array

export const emptyEdge: Edge = { size: 0, peaks: [] }

/** SHA-256 over 0x00 and the data. */
export const leafHash = (sha256: Sha256, data: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(data.length + 1)
  bytes.set(data, 1)
  return sha256(bytes)
}

/** SHA-256 over 0x01 and both children. */
export const nodeHash = (sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(1 + left.length + right.length)
  bytes[0] = 1
  bytes.set(left, 1)
  bytes.set(right, 1 + left.length)
  return sha256(bytes)
}

/** The tree with one leaf more. `made` hears of every perfect subtree that the leaf completes above the leaf itself. */
export const grow = (sha256: Sha256, { size, peaks }: Edge, leaf: Uint8Array, made?: MadeNode): Edge => {
  const next = [...peaks]
  let hash = leaf
  let level = 0
  for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    hash = nodeHash(sha256, next.pop() ?? nothing, hash)
    level++
    made?.(level, Math.floor(size / 2 ** level), hash)
  }
  return { size: size + 1, peaks: [...next, hash] }
}

export type MadeNode = (level: number, index: number, hash: Uint8Array) => void

/** Merkle tree hash of all leaves; of none, the hash of nothing. */
export const rootOf = (sha256: Sha256, { peaks }: Edge): Uint8Array =>
  peaks.length === 0 ? sha256(nothing) : peaks.reduceRight((right, left) => nodeHash(sha256, left, right))

/** PATH(index, D[size]) of RFC 6962 §2.1.1: the siblings from the leaf upwards. Throws RangeError for a leaf that is not there. */
export const inclusionProof = (sha256: Sha256, size: number, index: number, node: NodeAt): Uint8Array[] => {
  if (!(index >= 0 && index < size)) throw new RangeError(`There is no leaf ${index} among ${size}.`)
  const path: Uint8Array[] = []
  let [from, to] = [0, size]
  while (to - from > 1) {
    const middle = from + split(to - from)
    if (index < middle) {
      path.unshift(rangeRoot(sha256, middle, to, node))
      to = middle
    } else {
      path.unshift(rangeRoot(sha256, from, middle, node))
      from = middle
    }
  }
  return path
}

/** PROOF(before, D[size]) of RFC 6962 §2.1.2, for 0 < before ≤ size. Throws RangeError otherwise. */
export const consistencyProof = (sha256: Sha256, before: number, size: number, node: NodeAt): Uint8Array[] => {
  if (!(before > 0 && before <= size)) throw new RangeError(`A tree of ${size} leaves has no beginning of ${before}.`)
  const proof: Uint8Array[] = []
  let [from, to] = [0, size]
  while (before < to) {
    const middle = from + split(to - from)
    if (before <= middle) {
      proof.unshift(rangeRoot(sha256, middle, to, node))
      to = middle
    } else {
      proof.unshift(rangeRoot(sha256, from, middle, node))
      from = middle
    }
  }
  if (from > 0) proof.unshift(rangeRoot(sha256, from, to, node))
  return proof
}

/** Whether `leaf` is leaf `index` of the tree of `size` leaves with this root (RFC 9162 §2.1.3.2). */
export const isIncluded = (
  sha256: Sha256,
  { size, index, leaf, path, root }: { size: number; index: number; leaf: Uint8Array; path: readonly Uint8Array[]; root: Uint8Array },
): boolean => {
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) return false
  let at = index
  let last = size - 1
  let hash = leaf
  for (const sibling of path) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sha256, sibling, hash)
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)]
    } else hash = nodeHash(sha256, hash, sibling)
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && sameBytes(hash, root)
}

/** Whether the tree with `root` begins with the tree of `before` leaves with `beforeRoot` (RFC 9162 §2.1.4.2). */
export const isConsistent = (
  sha256: Sha256,
  tree: { before: number; beforeRoot: Uint8Array; size: number; root: Uint8Array; proof: readonly Uint8Array[] },
): boolean => {
  const { before, beforeRoot, size, root, proof } = tree
  if (!Number.isSafeInteger(before) || !Number.isSafeInteger(size) || before <= 0 || before > size) return false
  if (before === size) return proof.length === 0 && sameBytes(beforeRoot, root)
  const isPower = Number.isInteger(Math.log2(before))
  const path = isPower ? [beforeRoot, ...proof] : [...proof]
  const first = path.shift()
  if (first === undefined) return false
  let [at, last] = [before - 1, size - 1]
  while (at % 2 === 1) [at, last] = [half(at), half(last)]
  let older = first
  let newer = first
  for (const sibling of path) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      older = nodeHash(sha256, sibling, older)
      newer = nodeHash(sha256, sibling, newer)
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)]
    } else newer = nodeHash(sha256, newer, sibling)
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && sameBytes(older, beforeRoot) && sameBytes(newer, root)
}

/** Root over leaves from … to - 1, put together from perfect subtrees; `from` is where a subtree of that height may begin. */
const rangeRoot = (sha256: Sha256, from: number, to: number, node: NodeAt): Uint8Array => {
  const level = Math.log2(to - from)
  if (Number.isInteger(level)) return node(level, from / (to - from))
  const middle = from + split(to - from)
  return nodeHash(sha256, rangeRoot(sha256, from, middle, node), rangeRoot(sha256, middle, to, node))
}

/** The largest power of two below a count above one. */
const split = (count: number): number => 2 ** Math.floor(Math.log2(count - 1))
const half = (number: number): number => Math.floor(number / 2)
const nothing = new Uint8Array(0)

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i])
