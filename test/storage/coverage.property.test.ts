/** Forks, restarts, lost tails and filled gaps in any order, against a model that knows the true chain. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StoredHeader } from '#engine/ports.ts'
import { levelOf } from '#shared/evidence.ts'
import type { OrderRow } from '#shared/order.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { block, folder, order, step } from './sample.ts'

const level = fc.integer({ min: 1, max: 3 })
const move = fc.oneof(
  fc.record({ kind: fc.constant('extend' as const), count: fc.integer({ min: 1, max: 4 }), level }),
  fc.record({ kind: fc.constant('reorg' as const), back: fc.integer({ min: 1, max: 4 }), count: fc.integer({ min: 0, max: 4 }), level }),
  fc.record({ kind: fc.constant('finalise' as const), behind: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ kind: fc.constant('restart' as const), lost: fc.integer({ min: 0, max: 3 }), skip: fc.integer({ min: 0, max: 5 }) }),
  fc.record({ kind: fc.constant('fill' as const), pick: fc.nat(), count: fc.integer({ min: 1, max: 4 }), top: fc.boolean(), level }),
)
type Move = typeof move extends fc.Arbitrary<infer M> ? M : never

type Model = {
  /** The true chain; index 0 is block 1. Read or not. */
  chain: StoredHeader[]
  /** Covered numbers and the level of each. */
  levels: Map<number, number>
  /** Level of every block that an order names: such a block is kept, and what it reached once is not forgotten. */
  kept: Map<string, number>
  /** First block of the live run; null between runs. */
  live: number | null
  final: number
}

/** Every block but each third has one order. */
const ordersOf = (blocks: readonly StoredHeader[]): OrderRow[] =>
  blocks.filter((b) => b.number % 3 !== 0).map((b) => order(`in ${b.hash}`, b))

describe('any sequence of forks, restarts and fills', () => {
  test('covers exactly what was read and still stands, and every covered block has its orders and no others', () => {
    let filled = 0
    fc.assert(
      fc.property(fc.array(move, { minLength: 3, maxLength: 24 }), (moves) => {
        const place = folder()
        const store = openStore({ dataDir: place.path })
        const model: Model = { chain: [], levels: new Map(), kept: new Map(), live: null, final: 0 }
        try {
          moves.forEach((m, index) => {
            if (play(store, model, m, index) && m.kind === 'fill') filled++
            remember(model)
            compare(store, model)
          })
        } finally {
          store.close()
          place.remove()
        }
      }),
      { numRuns: 120, seed: 5 },
    )
    expect(filled).toBeGreaterThan(50)
  })
})

/** Plays a move on both; false where it does not apply. */
function play(store: Store, model: Model, m: Move, index: number): boolean {
  const { chain, levels } = model
  if (m.kind === 'extend') {
    const blocks = grow(chain, m.count, `m${index}`, m.level)
    store.apply(step({ blocks, orders: ordersOf(blocks), from: model.live === null ? (blocks[0]?.number ?? null) : null }))
    model.live ??= blocks[0]?.number ?? null
    for (const b of blocks) levels.set(b.number, b.evidence)
    return true
  }
  if (m.kind === 'fill') return fillGap(store, model, m)
  if (model.live === null) return false
  if (m.kind === 'reorg') {
    const back = Math.min(m.back, chain.length - Math.max(model.final, model.live))
    if (back <= 0) return false
    for (const b of chain.splice(-back)) levels.delete(b.number)
    const revertFrom = chain.length + 1
    const blocks = grow(chain, m.count, `m${index}`, m.level)
    store.apply(step({ revertFrom, blocks, orders: ordersOf(blocks) }))
    for (const b of blocks) levels.set(b.number, b.evidence)
  } else if (m.kind === 'finalise') {
    model.final = Math.max(model.final, chain.length - m.behind)
    if (model.final < model.live) return false
    store.apply(step({ final: model.final }))
    for (let number = model.live; number <= model.final; number++) levels.set(number, levelOf(levels.get(number) ?? 0, true))
  } else {
    store.restartChain(1)
    const settled = Math.max(model.final, model.live - 1)
    for (let number = settled + 1; number <= chain.length; number++) levels.delete(number)
    // While nobody watched, the chain left some of the blocks that were not final and went on without us.
    const lost = Math.min(m.lost, chain.length - settled)
    if (lost > 0) chain.splice(-lost)
    grow(chain, lost + m.skip, `m${index}`, 2)
    model.live = null
    model.final = 0
  }
  return true
}

function remember({ chain, levels, kept }: Model): void {
  for (const b of chain) {
    const reached = levels.get(b.number)
    if (reached !== undefined && ordersOf([b]).length > 0) kept.set(b.hash, reached)
  }
}

function fillGap(store: Store, { chain, levels, kept, live }: Model, m: Extract<Move, { kind: 'fill' }>): boolean {
  const end = live ?? chain.length + 1
  const missing = chain.filter((b) => b.number < end && !levels.has(b.number))
  const start = missing[m.pick % Math.max(1, missing.length)]
  if (!start) return false
  const run: StoredHeader[] = []
  for (let number = start.number; run.length < m.count; number += m.top ? -1 : 1) {
    const next = missing.find((b) => b.number === number)
    if (!next) break
    run.push({ ...next, evidence: m.level })
  }
  const blocks = m.top ? run.reverse() : run
  store.fill({ chainId: 1, blocks, orders: ordersOf(blocks) })
  for (const b of blocks) levels.set(b.number, levelOf(Math.max(kept.get(b.hash) ?? 0, m.level), true))
  expect(store.fill({ chainId: 1, blocks, orders: ordersOf(blocks) })).toEqual([])
  return true
}

function grow(chain: StoredHeader[], count: number, branch: string, evidence: number): StoredHeader[] {
  return Array.from({ length: count }, () => {
    const parent = chain.at(-1)
    const next = block(chain.length + 1, branch, branch, evidence)
    const header = parent ? { ...next, parentHash: parent.hash } : next
    chain.push(header)
    return header
  })
}

function compare(store: Store, model: Model): void {
  const ranges = store.coverageByLevel(1)
  const told = ranges.flatMap(({ from, to, evidence }) =>
    Array.from({ length: to - from + 1 }, (_, n): [number, number] => [from + n, evidence]),
  )
  expect(told).toEqual([...model.levels].sort(([a], [b]) => a - b))
  for (const [index, range] of ranges.entries()) {
    const before = ranges[index - 1]
    if (before && before.to + 1 === range.from) expect(before.evidence).not.toBe(range.evidence)
  }
  const whole = store.coverage(1)
  for (const [index, range] of whole.entries()) {
    expect(range.from).toBeGreaterThan((whole[index - 1]?.to ?? -1) + 1)
    expect(range.evidence).toBe(Math.min(...ranges.filter((r) => r.from >= range.from && r.to <= range.to).map((r) => r.evidence)))
  }
  const rows = store.page({}, null, 500).rows
  const standing = rows.filter((row) => row.state !== 'reverted' && model.levels.has(row.blockNumber))
  const expected = ordersOf(model.chain.filter((b) => model.levels.has(b.number)))
  expect(standing.map((row) => row.id).sort()).toEqual(expected.map((row) => row.id).sort())
}
