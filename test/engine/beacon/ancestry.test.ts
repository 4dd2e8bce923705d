/** What a proven block vouches for: its stored ancestors, as far as their headers were recomputed. */
import { describe, expect, test } from 'vitest'
import { createAncestry } from '#engine/beacon/ancestry.ts'

const hash = (number: number) => `0x${number}` as const
const block = (number: number, evidence = 2) => ({ number, hash: hash(number), parentHash: hash(number - 1), evidence })
const numbers = (blocks: readonly { readonly number: number }[]) => blocks.map(({ number }) => number).sort((a, b) => a - b)

describe('createAncestry', () => {
  test('lifts a proven block and all before it, each once', () => {
    const ancestry = createAncestry()
    ancestry.add([block(1), block(2), block(3)])
    ancestry.prove(hash(2))
    expect(numbers(ancestry.lift())).toEqual([1, 2])
    expect(ancestry.lift()).toEqual([])
    ancestry.add([block(4)])
    ancestry.prove(hash(4))
    expect(numbers(ancestry.lift())).toEqual([3, 4])
  })

  test('waits for a block that is proven before it is stored, and for gaps that are filled later', () => {
    const ancestry = createAncestry()
    ancestry.prove(hash(9))
    ancestry.add([block(8)])
    expect(ancestry.lift()).toEqual([])
    ancestry.add([block(9)])
    expect(numbers(ancestry.lift())).toEqual([8, 9])
    ancestry.add([block(6), block(7)])
    expect(numbers(ancestry.lift())).toEqual([6, 7])
  })

  test('lifts no block of another branch, and none on or behind a header that was not recomputed', () => {
    const ancestry = createAncestry()
    ancestry.add([block(1), { ...block(2), evidence: 1 }, block(3), { ...block(3), hash: '0xabc' as const }])
    ancestry.prove(hash(3))
    expect(ancestry.lift().map((lifted) => lifted.hash)).toEqual([hash(3)])
  })

  test('forgets the oldest, so that memory stays flat', () => {
    const ancestry = createAncestry()
    for (let number = 1; number <= 6000; number++) ancestry.add([block(number)])
    ancestry.prove(hash(6000))
    expect(ancestry.lift().length).toBe(4096)
  })
})
