/** Walks a proof of the Merkle Patricia trie (yellow paper, appendix D) from a root down to one value. */
import { sameBytes } from './hex.ts'
import { keccak256 } from './keccak.ts'
import { type RlpNode, rlpDecode } from './rlpDecode.ts'
import { pathOf } from './trie.ts'

/** The value at rlp(index) under the root, or null where the nodes do not prove one. Every node has to be needed. Throws FieldError for broken RLP. */
export const provenValue = (root: Uint8Array, index: number, nodes: readonly Uint8Array[]): Uint8Array | null => {
  const path = pathOf(index)
  let depth = 0
  let used = 0
  let expected: RlpNode = root
  for (;;) {
    let node: RlpNode = expected
    if (node instanceof Uint8Array) {
      const bytes = nodes[used++]
      if (bytes === undefined || node.length !== 32 || !sameBytes(keccak256(bytes), node)) return null
      node = rlpDecode(bytes)
    }
    if (node instanceof Uint8Array) return null
    if (node.length === 17) {
      const next: RlpNode | undefined = node[path[depth++] ?? 16]
      if (next === undefined) return null
      expected = next
      continue
    }
    const [key, value]: readonly (RlpNode | undefined)[] = node
    if (node.length !== 2 || !(key instanceof Uint8Array) || value === undefined) return null
    const { nibbles, isLeaf } = expand(key)
    if (!nibbles.every((nibble, i) => path[depth + i] === nibble)) return null
    depth += nibbles.length
    if (!isLeaf) {
      expected = value
      continue
    }
    return depth === path.length && used === nodes.length && value instanceof Uint8Array ? value : null
  }
}

/** Hex-prefix encoding, read. */
const expand = (key: Uint8Array): { nibbles: number[]; isLeaf: boolean } => {
  const flag = (key[0] ?? 0) >> 4
  const nibbles = [...key.subarray(1)].flatMap((byte) => [byte >> 4, byte & 15])
  return { nibbles: flag % 2 === 1 ? [(key[0] ?? 0) & 15, ...nibbles] : nibbles, isLeaf: flag >= 2 }
}
