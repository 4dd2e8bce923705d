/** The ledger of what was read, history that is filled in, and what endpoints did wrong. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Incident, StoredHeader } from '#engine/ports.ts'
import { openDatabase } from '#storage/database.ts'
import { migrate } from '#storage/migrate.ts'
import { migrations } from '#storage/migrations/index.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { block, folder, hash, order, step } from './sample.ts'

let place: ReturnType<typeof folder>
let store: Store
beforeEach(() => {
  place = folder()
  store = openStore({ dataDir: place.path })
})
afterEach(() => {
  store.close()
  place.remove()
})

const blocks = (from: number, to: number, branch = 'main', evidence = 2): StoredHeader[] =>
  Array.from({ length: to - from + 1 }, (_, n) => block(from + n, branch, branch, evidence))
const follow = (from: number, to: number, change: Parameters<typeof step>[0] = {}) =>
  store.apply(step({ blocks: blocks(from, to), from, ...change }))
const stateOf = (id: string) => store.get(id)?.row.state

describe('coverage', () => {
  test('grows with the chain, from either end, and outlives a restart of the app', () => {
    expect(store.coverage(1)).toEqual([])
    follow(10, 12)
    store.apply(step({ blocks: blocks(13, 14) }))
    store.apply(step({ blocks: blocks(7, 9), from: 7 }))
    expect(store.coverage(1)).toEqual([{ from: 7, to: 14, evidence: 2 }])
    store.close()
    store = openStore({ dataDir: place.path })
    expect(store.coverage(1)).toEqual([{ from: 7, to: 14, evidence: 2 }])
    expect(store.coverage(2)).toEqual([])
  })

  test('takes back what a reorg dropped and did not replace', () => {
    follow(1, 9)
    store.apply(step({ revertFrom: 6, blocks: [block(6, 'fork', 'main')] }))
    expect(store.coverage(1)).toEqual([{ from: 1, to: 6, evidence: 2 }])
    store.apply(step({ revertFrom: 5 }))
    expect(store.coverage(1)).toEqual([{ from: 1, to: 4, evidence: 2 }])
  })

  test('tells levels apart, and calls the whole by the least of them', () => {
    follow(1, 6, { blocks: [...blocks(1, 2, 'main', 3), ...blocks(3, 3, 'main', 1), ...blocks(4, 6)] })
    expect(store.coverageByLevel(1)).toEqual([
      { from: 1, to: 2, evidence: 3 },
      { from: 3, to: 3, evidence: 1 },
      { from: 4, to: 6, evidence: 2 },
    ])
    expect(store.coverage(1)).toEqual([{ from: 1, to: 6, evidence: 1 }])
    store.raise(1, [block(3).hash, block(4).hash, block(5).hash, block(6).hash], 3)
    expect(store.coverageByLevel(1)).toEqual([{ from: 1, to: 6, evidence: 3 }])
    store.apply(step({ final: 4 }))
    expect(store.coverageByLevel(1)).toEqual([
      { from: 1, to: 4, evidence: 5 },
      { from: 5, to: 6, evidence: 3 },
    ])
  })

  test('keeps what was final when a run ends, and no more: nobody saw what became of the rest', () => {
    follow(1, 9, { final: 6 })
    store.restartChain(1)
    expect(store.coverage(1)).toEqual([{ from: 1, to: 6, evidence: 2 }])
    follow(20, 22)
    expect(store.coverage(1)).toEqual([
      { from: 1, to: 6, evidence: 2 },
      { from: 20, to: 22, evidence: 2 },
    ])
  })

  test('is not touched by a step that fails', () => {
    follow(1, 3)
    expect(() => store.apply(step({ blocks: [block(4)], orders: [order('a', block(9))] }))).toThrow(/not in this step/)
    expect(store.coverage(1)).toEqual([{ from: 1, to: 3, evidence: 2 }])
  })

  test('stays small where the level changes with every block, and never claims more for it', () => {
    const restless = blocks(1, 1_500).map((b) => ({ ...b, evidence: 1 + (b.number % 3) }))
    store.apply(step({ blocks: restless, from: 1 }))
    const ranges = store.coverageByLevel(1)
    expect(ranges.length).toBeLessThanOrEqual(1_001)
    expect(store.coverage(1)).toEqual([{ from: 1, to: 1_500, evidence: 1 }])
    for (const { from, to, evidence } of ranges) {
      expect(evidence).toBe(Math.min(...restless.slice(from - 1, to).map((b) => b.evidence)))
    }
  })

  test('goes with the chain that is forgotten, and with no other', () => {
    follow(1, 3)
    store.apply(step({ chainId: 5, blocks: blocks(1, 3), from: 1 }))
    store.accuse(incident(0))
    store.forgetChain(1)
    expect([store.coverage(1), store.incidents(1, 10)]).toEqual([[], []])
    expect(store.coverage(5)).toHaveLength(1)
  })

  test('counts the run of a file of before the ledger, at the level that nobody can doubt', () => {
    store.close()
    place.remove()
    place = folder()
    const old = openDatabase({ dataDir: place.path })
    migrate(old, migrations.slice(0, 3))
    old.run('INSERT INTO chains VALUES (1, 100, 140), (2, 7, NULL)')
    const insert = "INSERT INTO blocks VALUES (1, ?, ?, 'p', 0, 2, '[]', 'h', ?, 0)"
    old.run(insert, 'a', 140, 1)
    old.run(insert, 'b', 141, 1)
    old.run(insert, 'c', 150, 0)
    old.close()
    store = openStore({ dataDir: place.path })
    expect(store.coverage(1)).toEqual([{ from: 100, to: 141, evidence: 1 }])
    expect(store.coverage(2)).toEqual([])
  })
})

describe('fill', () => {
  test('stores history as final, beside the run that goes on', () => {
    follow(1, 3, { final: 3 })
    store.restartChain(1)
    follow(10, 12)
    const [a, b] = [order('a', block(8)), order('b', block(9))]
    const changes = store.fill({ chainId: 1, blocks: blocks(8, 9), orders: [a, b] })
    expect(changes.map(({ row, was }) => [row, was])).toEqual([
      [{ ...a, state: 'final' }, null],
      [{ ...b, state: 'final' }, null],
    ])
    expect(store.pending('watch', 10)).toEqual(changes)
    expect(store.count({})).toBe(2)
    expect(store.get(a.id)?.block).toMatchObject({ number: 8, hash: block(8).hash, evidence: 2 })
    expect(store.coverage(1)).toEqual([
      { from: 1, to: 3, evidence: 2 },
      { from: 8, to: 12, evidence: 2 },
    ])
    expect(store.cursor(1)).toMatchObject({ from: 10, number: 12 })
    expect(store.fill({ chainId: 1, blocks: blocks(8, 9), orders: [a, b] })).toEqual([])
    store.fill({ chainId: 1, blocks: blocks(4, 7, 'main', 3), orders: [] })
    expect(store.coverageByLevel(1)[1]).toEqual({ from: 4, to: 7, evidence: 5 })
    store.apply(step({ blocks: [block(13)], final: 12 }))
    expect(store.cursor(1)).toMatchObject({ number: 13, final: 12 })
  })

  test('settles what an earlier run left open: what the chain kept becomes final, what it dropped becomes reverted', () => {
    const [kept, dropped, moved] = [order('kept', block(5)), order('dropped', block(6)), order('moved', block(6))]
    follow(1, 6, { orders: [kept, dropped, moved], final: 4 })
    store.restartChain(1)
    follow(9, 10)
    const other = { ...block(6, 'fork', 'main') }
    const next = { ...block(7, 'fork') }
    const changes = store.fill({ chainId: 1, blocks: [block(5), other, next], orders: [order('kept', block(5)), order('moved', next)] })
    expect(changes.map(({ row, was }) => [row.id, was, row.state]).sort()).toEqual(
      [
        [kept.id, 'seen', 'final'],
        [dropped.id, 'seen', 'reverted'],
        [moved.id, 'seen', 'final'],
      ].sort(),
    )
    expect(store.get(moved.id)?.row).toMatchObject({ blockNumber: 7, blockHash: next.hash })
    expect(stateOf(dropped.id)).toBe('reverted')
  })

  test('refuses what is followed already, what is not linked, and what does not lead up to the run', () => {
    follow(10, 12)
    const refused: [StoredHeader[], RegExp][] = [
      [blocks(9, 10), /block 10 belongs to the run that is being followed/],
      [[block(12)], /block 12 belongs to the run/],
      [[block(5), block(7)], /block 7 does not follow block 5/],
      [[block(9, 'forged')], /block 9 of history is not the parent of block 10/],
    ]
    for (const [history, sentence] of refused) {
      expect(() => store.fill({ chainId: 1, blocks: history, orders: [] })).toThrow(sentence)
    }
    expect(() => store.fill({ chainId: 1, blocks: [block(5)], orders: [order('a', block(6))] })).toThrow(/not in this step/)
    expect(store.coverage(1)).toEqual([{ from: 10, to: 12, evidence: 2 }])
    expect(store.count({})).toBe(0)
  })

  test('lets a run that reaches filled history go through it and become final again', () => {
    store.fill({ chainId: 1, blocks: blocks(4, 5), orders: [order('a', block(4))] })
    const late = order('late', block(3))
    follow(1, 3, { orders: [late] })
    store.apply(step({ blocks: blocks(4, 7), orders: [order('a', block(4))] }))
    expect(store.headers(1).map((header) => header.number)).toEqual([1, 2, 3, 4, 5, 6, 7])
    store.apply(step({ final: 6 }))
    expect([stateOf(late.id), stateOf(order('a', block(4)).id)]).toEqual(['final', 'final'])
    expect(store.headers(1).map((header) => header.number)).toEqual([6, 7])
  })
})

const incident = (n: number, chainId = 1): Incident => ({
  chainId,
  host: 'liar.example',
  at: 1_700_000_000_000 + n,
  code: 'RECEIPTS_ROOT',
  block: n,
  sentence: `Block ${n}: the receipts do not add up.`,
  data: { expected: hash('right'), found: null, index: n, late: false },
})

describe('incidents', () => {
  test('come back as they were, newest first, each chain its own', () => {
    for (let n = 0; n < 5; n++) store.accuse(incident(n))
    store.accuse({ ...incident(9, 2), block: null })
    expect(store.incidents(1, 3)).toEqual([incident(4), incident(3), incident(2)])
    expect(store.incidents(2, 100)).toEqual([{ ...incident(9, 2), block: null }])
  })

  test('the newest 1,000 of a chain are kept, and a sentence has an end', () => {
    store.accuse(incident(0, 2))
    for (let n = 0; n < 1_003; n++) store.accuse(incident(n))
    const all = store.incidents(1, 5_000)
    expect(all).toHaveLength(1_000)
    expect([all[0], all.at(-1)]).toEqual([incident(1_002), incident(3)])
    expect(store.incidents(2, 10)).toHaveLength(1)
    store.accuse({ ...incident(1), sentence: 'x'.repeat(5_000) })
    expect(store.incidents(1, 1)[0]?.sentence).toHaveLength(1_000)
  })
})
