/** Merkle Patricia roots (yellow paper, appendix D), rebuilt in full each time: the demo's tries are small. */
import { keccak256, toRlp } from 'viem'
import type { Hex } from '#engine/types.ts'

type Node = readonly (Hex | Node)[]
type Entry = { readonly nibbles: string; readonly value: Hex }

export const emptyTrieRoot: Hex = keccak256('0x80')

/** References of nodes made before. Of a state trie nearly all nodes are the same in the next block. */
export type NodeMemory = Map<string, Hex | Node>

/** Root over key → value. No key may be the beginning of another: true of hashed keys and of RLP-encoded indexes. */
export function trieRoot(entries: readonly (readonly [key: Hex, value: Hex])[], memory?: NodeMemory): Hex {
  if (entries.length === 0) return emptyTrieRoot
  const sorted = entries.map(([key, value]) => ({ nibbles: key.slice(2), value })).sort((a, b) => (a.nibbles < b.nibbles ? -1 : 1))
  return keccak256(toRlp(build(sorted, 0, memory)))
}

/** Root of a list, keyed by RLP-encoded index: transactions, receipts, withdrawals. */
export const listRoot = (values: readonly Hex[]): Hex => trieRoot(values.map((value, index) => [indexKey(index), value]))

const indexKey = (index: number): Hex => {
  if (index === 0) return '0x80'
  const digits = index.toString(16)
  return toRlp(`0x${digits.length % 2 === 0 ? digits : `0${digits}`}`)
}

function build(entries: readonly Entry[], depth: number, memory: NodeMemory | undefined): Node {
  const first = entries[0]
  const last = entries.at(-1)
  if (!first || !last) throw new RangeError('A trie node holds at least one entry.')
  if (entries.length === 1) return [compact(first.nibbles.slice(depth), true), first.value]
  const shared = sharedLength(first.nibbles, last.nibbles, depth)
  if (shared > depth) return [compact(first.nibbles.slice(depth, shared), false), reference(build(entries, shared, memory), memory)]
  const children: (Hex | Node)[] = []
  let start = 0
  for (let nibble = 0; nibble < 16; nibble++) {
    let end = start
    while (end < entries.length && entries[end]?.nibbles[depth] === nibble.toString(16)) end++
    children.push(end > start ? reference(build(entries.slice(start, end), depth + 1, memory), memory) : '0x')
    start = end
  }
  return [...children, '0x']
}

/** A node of 32 bytes or more is referred to by its hash; a smaller one stands in its parent itself. */
function reference(node: Node, memory: NodeMemory | undefined): Hex | Node {
  const known = memory && node.every((item) => typeof item === 'string') ? node.join(' ') : null
  const before = known === null ? undefined : memory?.get(known)
  if (before !== undefined) return before
  const encoded = toRlp(node)
  const made = encoded.length >= 2 + 64 ? keccak256(encoded) : node
  if (memory && known !== null) {
    if (memory.size > mostRemembered) memory.clear()
    memory.set(known, made)
  }
  return made
}

/** A few megabytes; then the memory starts anew. */
const mostRemembered = 6_000

function sharedLength(a: string, b: string, from: number): number {
  let length = from
  while (length < a.length && a[length] === b[length]) length++
  return length
}

/** Hex-prefix encoding (yellow paper, appendix C). */
function compact(nibbles: string, leaf: boolean): Hex {
  const odd = nibbles.length % 2 === 1
  const flag = (leaf ? 2 : 0) + (odd ? 1 : 0)
  return `0x${flag}${odd ? '' : '0'}${nibbles}`
}
