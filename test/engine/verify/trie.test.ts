/** The index trie against the definition in the yellow paper, written out slowly. */
import { concatHex, hexToBytes, keccak256, numberToHex, toRlp } from 'viem'
import { describe, expect, test } from 'vitest'
import { hexOf } from '#engine/verify/hex.ts'
import { trieRoot } from '#engine/verify/trie.ts'

type Hex = `0x${string}`
type Nested = Hex | Nested[]

/** The definition in the yellow paper, word for word and slow: a trie node from a set of (nibbles, value). */
function referenceRoot(values: Hex[]): Hex {
  const entries = values.map(
    (value, index) => [toRlp(index === 0 ? '0x' : numberToHex(index, { size: byteLength(index) })).slice(2), value] as [string, Hex],
  )
  return keccak256(toRlp(referenceNode(entries)))
}

function referenceNode(entries: [string, Hex][]): Nested {
  const [first] = entries
  if (first === undefined) return '0x'
  if (entries.length === 1) return [hexPrefix(first[0], true), first[1]]
  const shared = [...first[0]].findIndex((_, i) => entries.some(([path]) => path.slice(0, i + 1) !== first[0].slice(0, i + 1)))
  if (shared > 0) {
    return [hexPrefix(first[0].slice(0, shared), false), referenceChild(entries.map(([path, value]) => [path.slice(shared), value]))]
  }
  const branches = [...'0123456789abcdef'].map((nibble): Nested => {
    const below = entries.filter(([path]) => path[0] === nibble).map(([path, value]): [string, Hex] => [path.slice(1), value])
    return below.length === 0 ? '0x' : referenceChild(below)
  })
  return [...branches, '0x']
}

function referenceChild(entries: [string, Hex][]): Nested {
  const node = referenceNode(entries)
  return hexToBytes(toRlp(node)).length < 32 ? node : keccak256(toRlp(node))
}

const hexPrefix = (path: string, leaf: boolean): Hex =>
  path.length % 2 === 1 ? concatHex([`0x${leaf ? '3' : '1'}${path}`]) : concatHex([leaf ? '0x20' : '0x00', `0x${path}`])
const byteLength = (index: number): number => (index < 256 ? 1 : 2)

describe('trieRoot', () => {
  test('gives the well-known root of an empty trie', () => {
    expect(hexOf(trieRoot([]))).toBe(keccak256(toRlp('0x')))
  })

  // 127, 128 and 256 are where rlp(index) changes its shape; short values are embedded in their parents.
  test.each([1, 2, 3, 15, 16, 17, 127, 128, 129, 130, 144, 255, 256, 257, 300])('agrees with the definition for %i values', (count) => {
    for (const size of [1, 8, 33, 120]) {
      const values = Array.from({ length: count }, (_, i) =>
        numberToHex(BigInt(i + 1) * 0x9e3779b97f4a7c15n, { size: size + 16 }).slice(-2 * size),
      )
      const hex = values.map((value): Hex => `0x${value}`)
      expect(hexOf(trieRoot(hex.map((value) => hexToBytes(value))))).toBe(referenceRoot(hex))
    }
  })

  test('changes when two values change places', () => {
    const values = Array.from({ length: 200 }, (_, i) => new Uint8Array(40).fill(i))
    const swapped = values.with(3, values[150] ?? new Uint8Array()).with(150, values[3] ?? new Uint8Array())
    expect(hexOf(trieRoot(swapped))).not.toBe(hexOf(trieRoot(values)))
  })
})
