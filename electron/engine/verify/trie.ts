/** Root of the Merkle Patricia trie that maps rlp(index) to a value (yellow paper, appendix D): transactions, receipts, withdrawals. */
import { bytesOf } from './hex.ts'
import { keccak256 } from './keccak.ts'
import { rlpEncode, rlpList } from './rlp.ts'

/** keccak256(rlp('')): the root of a trie without entries. */
export const emptyTrieRoot: Uint8Array = bytesOf('0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421')

/** 32-byte root for values in index order; a value is what the trie holds (already encoded, typed or not). */
export const trieRoot = (values: readonly Uint8Array[]): Uint8Array => {
  if (values.length === 0) return emptyTrieRoot
  const entries = orderOfKeys(values.length).map((index) => ({ path: nibbles(rlpEncode(minimal(index))), value: values[index] ?? nothing }))
  return keccak256(node(entries, 0, entries.length, 0))
}

/** Nodes from the root to the value of an index, each as the trie hashes it; what is shorter than a hash stands in its parent. Throws RangeError. */
export const trieProof = (values: readonly Uint8Array[], index: number): Uint8Array[] => {
  if (!(index >= 0 && index < values.length)) throw new RangeError(`There is no value ${index} among ${values.length}.`)
  const entries = orderOfKeys(values.length).map((key) => ({ path: nibbles(rlpEncode(minimal(key))), value: values[key] ?? nothing }))
  const path = pathOf(index)
  const proof: Uint8Array[] = []
  let [from, to, depth] = [0, entries.length, 0]
  for (;;) {
    const encoded = node(entries, from, to, depth)
    if (proof.length === 0 || encoded.length >= 32) proof.push(encoded)
    if (to - from === 1) return proof
    const [first, last] = [entries[from], entries[to - 1]]
    let shared = depth
    while (first?.path[shared] === last?.path[shared]) shared++
    if (shared > depth) {
      depth = shared
      continue
    }
    while (entries[from]?.path[depth] !== path[depth]) from++
    let end = from
    while (end < to && entries[end]?.path[depth] === path[depth]) end++
    ;[to, depth] = [end, depth + 1]
  }
}

/** Path of an index in the trie, as nibbles of rlp(index). */
export const pathOf = (index: number): Uint8Array => nibbles(rlpEncode(minimal(index)))

type Entry = { readonly path: Uint8Array; readonly value: Uint8Array }

const nothing = new Uint8Array(0)
const emptyItem = new Uint8Array([0x80])

/** Indices by the byte order of rlp(index): 1…127 encode as themselves, 0 as 0x80, the rest by their big-endian bytes. */
const orderOfKeys = (count: number): number[] => {
  const order: number[] = []
  for (let index = 1; index < Math.min(count, 128); index++) order.push(index)
  order.push(0)
  for (let index = 128; index < count; index++) order.push(index)
  return order
}

/** Big-endian bytes without leading zeros; zero is no bytes. */
const minimal = (index: number): Uint8Array => {
  const bytes: number[] = []
  for (let rest = index; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return Uint8Array.from(bytes)
}

const nibbles = (key: Uint8Array): Uint8Array => {
  const path = new Uint8Array(key.length * 2)
  for (let i = 0; i < path.length; i++) path[i] = i % 2 === 0 ? (key[i >> 1] ?? 0) >> 4 : (key[i >> 1] ?? 0) & 15
  return path
}

/** Encoded node over entries[from…to), whose paths agree before `depth`. No key is a prefix of another, so branches hold no value. */
const node = (entries: readonly Entry[], from: number, to: number, depth: number): Uint8Array => {
  const first = entries[from]
  const last = entries[to - 1]
  if (first === undefined || last === undefined) return emptyItem
  if (to - from === 1) return rlpEncode([compact(first.path.subarray(depth), 2), first.value])
  let shared = depth
  while (first.path[shared] === last.path[shared]) shared++
  if (shared > depth)
    return rlpList([rlpEncode(compact(first.path.subarray(depth, shared), 0)), reference(node(entries, from, to, shared))])
  const children: Uint8Array[] = []
  let start = from
  for (let nibble = 0; nibble < 16; nibble++) {
    let end = start
    while (end < to && entries[end]?.path[depth] === nibble) end++
    children.push(end === start ? emptyItem : reference(node(entries, start, end, depth + 1)))
    start = end
  }
  return rlpList([...children, emptyItem])
}

/** A child of 32 bytes or more is named by its hash, a shorter one stands in its parent itself. */
const reference = (encoded: Uint8Array): Uint8Array => (encoded.length < 32 ? encoded : rlpEncode(keccak256(encoded)))

/** Hex-prefix encoding of a path; `flag` is 2 for a leaf and 0 for an extension. */
const compact = (path: Uint8Array, flag: 0 | 2): Uint8Array => {
  const odd = path.length % 2
  const bytes = new Uint8Array((path.length >> 1) + 1)
  bytes[0] = odd === 1 ? ((flag + 1) << 4) | (path[0] ?? 0) : flag << 4
  for (let i = odd; i < path.length; i += 2) bytes[(i >> 1) + 1] = ((path[i] ?? 0) << 4) | (path[i + 1] ?? 0)
  return bytes
}
