/** Proofs of the journal's tree, held to the recursive definitions of RFC 6962. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  consistencyProof,
  type Edge,
  emptyEdge,
  grow,
  inclusionProof,
  isConsistent,
  isIncluded,
  leafHash,
  type NodeAt,
  rootOf,
} from '#engine/journal/merkle.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const bytesOf = (text: string): Uint8Array => Buffer.from(text)
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** MTH(D[n]) word for word. */
function plainRoot(data: readonly Uint8Array[]): Uint8Array {
  if (data.length === 0) return sha256(new Uint8Array(0))
  if (data.length === 1) return sha256(Buffer.concat([Buffer.from([0]), data[0] ?? new Uint8Array(0)]))
  let k = 1
  while (k * 2 < data.length) k *= 2
  return sha256(Buffer.concat([Buffer.from([1]), plainRoot(data.slice(0, k)), plainRoot(data.slice(k))]))
}

const dataOf = (size: number): Uint8Array[] => Array.from({ length: size }, (_, i) => bytesOf(`leaf ${i}`))

function treeOf(data: readonly Uint8Array[]): { edge: Edge; node: NodeAt } {
  const nodes = new Map<string, Uint8Array>()
  let edge = emptyEdge
  data.forEach((one, i) => {
    const leaf = leafHash(sha256, one)
    nodes.set(`0/${i}`, leaf)
    edge = grow(sha256, edge, leaf, (level, index, hash) => nodes.set(`${level}/${index}`, hash))
  })
  return {
    edge,
    node(level, index) {
      const found = nodes.get(`${level}/${index}`)
      if (found === undefined) throw new Error(`no node ${level}/${index}`)
      return found
    },
  }
}

const sizes = fc.integer({ min: 1, max: 140 })

describe('the tree of the journal', () => {
  test('hashes nothing and one leaf as the RFC says', () => {
    expect(hex(rootOf(sha256, emptyEdge))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(hex(rootOf(sha256, grow(sha256, emptyEdge, leafHash(sha256, new Uint8Array(0)))))).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    )
  })

  test('grows leaf by leaf to the root of the definition', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        expect(hex(rootOf(sha256, treeOf(dataOf(size)).edge))).toBe(hex(plainRoot(dataOf(size))))
      }),
    )
  })

  test('proves every leaf, and no other one', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, pick, other) => {
        const data = dataOf(size)
        const { edge, node } = treeOf(data)
        const index = pick % size
        const path = inclusionProof(sha256, size, index, node)
        const root = rootOf(sha256, edge)
        const leaf = leafHash(sha256, data[index] ?? new Uint8Array(0))
        expect(isIncluded(sha256, { size, index, leaf, path, root })).toBe(true)
        const wrong = other % size
        if (wrong !== index) expect(isIncluded(sha256, { size, index: wrong, leaf, path, root })).toBe(false)
        expect(isIncluded(sha256, { size, index, leaf: leafHash(sha256, bytesOf('another')), path, root })).toBe(false)
        expect(isIncluded(sha256, { size, index, leaf, path: [...path, leaf], root })).toBe(false)
        if (path.length > 0) expect(isIncluded(sha256, { size, index, leaf, path: path.slice(1), root })).toBe(false)
      }),
    )
  })

  test('proves every beginning, and none that is another', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (size, pick) => {
        const data = dataOf(size)
        const { edge, node } = treeOf(data)
        const before = 1 + (pick % size)
        const proof = consistencyProof(sha256, before, size, node)
        const root = rootOf(sha256, edge)
        const beforeRoot = plainRoot(data.slice(0, before))
        expect(isConsistent(sha256, { before, beforeRoot, size, root, proof })).toBe(true)
        const doctored = plainRoot([bytesOf('doctored'), ...data.slice(1, before)])
        expect(isConsistent(sha256, { before, beforeRoot: doctored, size, root, proof })).toBe(false)
        expect(isConsistent(sha256, { before, beforeRoot, size, root, proof: [...proof, root] })).toBe(false)
      }),
    )
  })

  test('has no proof for what is not there', () => {
    const { node } = treeOf(dataOf(3))
    expect(() => inclusionProof(sha256, 3, 3, node)).toThrow('There is no leaf 3 among 3.')
    expect(() => consistencyProof(sha256, 4, 3, node)).toThrow('has no beginning of 4')
  })
})
