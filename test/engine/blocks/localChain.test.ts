import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adopt, fitBranch, type Link } from '#engine/blocks/localChain.ts'

/** `chain('a', 5, 8)`: blocks 5…8 of a branch named a; `on` links its first block to another branch. */
function chain(name: string, from: number, to: number, on = name): Link[] {
  return Array.from({ length: to - from + 1 }, (_, i) => ({
    number: from + i,
    hash: `${name}${from + i}`,
    parentHash: i === 0 ? `${on}${from - 1}` : `${name}${from + i - 1}`,
  }))
}

describe('fitBranch', () => {
  test('begins with whatever comes first', () => {
    expect(fitBranch([], chain('a', 7, 7), null)).toEqual({ kind: 'move', revertFrom: null, add: 0 })
  })
  test('knows a block that it has', () => {
    expect(fitBranch(chain('a', 5, 8), chain('a', 7, 7), null)).toEqual({ kind: 'same' })
  })
  test('adds a child of the tip', () => {
    expect(fitBranch(chain('a', 5, 8), chain('a', 9, 9), 5)).toEqual({ kind: 'move', revertFrom: null, add: 0 })
  })
  test('reverts down to the common parent', () => {
    expect(fitBranch(chain('a', 5, 8), chain('b', 7, 7, 'a'), null)).toEqual({ kind: 'move', revertFrom: 7, add: 0 })
  })
  test('asks for the parent of a block that hangs in the air', () => {
    expect(fitBranch(chain('a', 5, 8), chain('b', 8, 8), null)).toEqual({ kind: 'need', hash: 'b7', number: 7 })
  })
  test('skips the part of a branch that it knows', () => {
    const branch = [...chain('a', 6, 7), ...chain('b', 8, 9, 'a')]
    expect(fitBranch(chain('a', 5, 8), branch, null)).toEqual({ kind: 'move', revertFrom: 8, add: 2 })
  })
  test('refuses a branch that would undo a final block', () => {
    expect(fitBranch(chain('a', 5, 8), chain('b', 5, 5), 5)).toEqual({ kind: 'tooDeep', number: 5 })
    expect(fitBranch(chain('a', 5, 8), chain('b', 6, 6), 5)).toEqual({ kind: 'tooDeep', number: 6 })
    expect(fitBranch(chain('a', 5, 8), chain('b', 6, 6, 'a'), 6)).toEqual({ kind: 'tooDeep', number: 6 })
  })
  test('takes a lagging endpoint’s old block for no news', () => {
    expect(fitBranch(chain('a', 5, 8), chain('x', 3, 3), null)).toEqual({ kind: 'same' })
  })
  test('replaces a run that began on the wrong branch', () => {
    expect(fitBranch(chain('a', 8, 8), chain('b', 8, 9), null)).toEqual({ kind: 'move', revertFrom: 8, add: 0 })
    expect(fitBranch(chain('a', 8, 8), chain('b', 7, 9), null)).toEqual({ kind: 'move', revertFrom: 8, add: 1 })
  })
})

describe('fitBranch and adopt together', () => {
  /** Each step forks `depth` blocks below the tip and mines `length` new ones; every head, or only the last, is heard. */
  const steps = fc.array(fc.record({ depth: fc.nat(4), length: fc.integer({ min: 1, max: 6 }), heardAll: fc.boolean() }), { maxLength: 40 })

  test('any sequence of forks ends in exactly the final chain', () => {
    fc.assert(
      fc.property(steps, (forks) => {
        const byHash = new Map<string, Link>()
        let node: Link[] = chain('genesis', 0, 6)
        for (const block of node) byHash.set(block.hash, block)
        let known: Link[] = [...node]

        const hear = (head: Link) => {
          let branch = [head]
          let step = fitBranch(known, branch, null)
          while (step.kind === 'need') {
            const parent = byHash.get(step.hash)
            if (!parent) throw new Error(`asked for ${step.hash}, which no node has`)
            branch = [parent, ...branch]
            step = fitBranch(known, branch, null)
          }
          if (step.kind === 'move') known = adopt(known, step.revertFrom, branch.slice(step.add), null)
        }

        forks.forEach(({ depth, length, heardAll }, i) => {
          const kept = node.slice(0, Math.max(1, node.length - depth))
          const on = kept.at(-1)
          if (!on) return
          const fresh = chain(`f${i}-`, on.number + 1, on.number + length).map((block, j) =>
            j === 0 ? { ...block, parentHash: on.hash } : block,
          )
          for (const block of fresh) byHash.set(block.hash, block)
          node = [...kept, ...fresh]
          for (const block of heardAll ? fresh : fresh.slice(-1)) hear(block)
        })
        expect(known).toEqual(node)
        known.reduce((parent, block) => {
          expect(block.parentHash).toBe(parent.hash)
          return block
        })
      }),
      { numRuns: 500 },
    )
  })

  test('forgets what lies below the newest final block, and keeps that one', () => {
    expect(adopt(chain('a', 1, 9), null, chain('a', 10, 10), 6).map(({ number }) => number)).toEqual([6, 7, 8, 9, 10])
    expect(adopt(chain('a', 1, 3), null, [], 90).map(({ number }) => number)).toEqual([3])
  })
})
