/** Forks, repeats and restarts of every kind, against a model of the chain that fits in a map. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { OrderChange, StoredHeader } from '#engine/ports.ts'
import type { OrderRow } from '#shared/order.ts'
import { openStore } from '#storage/orders.ts'
import { block, folder, order, step } from './sample.ts'

/** One step of a made-up history: how far back it goes, how many blocks it adds, which transactions they hold, whether finality moves. */
const move = fc.record({
  back: fc.integer({ min: 0, max: 4 }),
  ahead: fc.integer({ min: 1, max: 4 }),
  transactions: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 6 }),
  finalise: fc.boolean(),
  restart: fc.boolean(),
  told: fc.integer({ min: 0, max: 6 }),
})

type Model = { run: StoredHeader[]; orders: Map<string, OrderRow>; final: number }

describe('any sequence of forks', () => {
  test('ends in exactly the rows of the final chain, whatever was read twice, restarted or told late', () => {
    fc.assert(
      fc.property(fc.array(move, { minLength: 1, maxLength: 12 }), (moves) => {
        const place = folder()
        let store = openStore({ dataDir: place.path })
        const model: Model = { run: [], orders: new Map(), final: 0 }
        const shown = new Map<string, OrderRow>()
        const told = new Map<string, OrderRow>()
        try {
          moves.forEach((m, index) => {
            const change = play(model, m, index)
            follow(shown, store.apply(change))
            expect(store.apply({ ...change, revertFrom: null })).toEqual([])
            if (m.restart) {
              store.close()
              store = openStore({ dataDir: place.path })
            }
            if (m.told > 0) tell(store, told, m.told)
          })
          while (tell(store, told, 3) > 0);
          const rows = new Map(store.page({}, null, 500).rows.map((row) => [row.id, row]))
          expect(rows).toEqual(model.orders)
          expect(shown).toEqual(rows)
          expect(told).toEqual(rows)
          expect(store.cursor(1)).toMatchObject({ from: 1, number: model.run.length, hash: model.run.at(-1)?.hash })
        } finally {
          store.close()
          place.remove()
        }
      }),
      { numRuns: 60, seed: 11 },
    )
  })
})

/** Plays a move on the model and answers it as the step that the store shall take. */
function play(model: Model, m: { back: number; ahead: number; transactions: number[]; finalise: boolean }, index: number) {
  const back = Math.min(m.back, model.run.length - model.final)
  const revertFrom = back > 0 ? model.run.length - back + 1 : null
  const dropped = back > 0 ? model.run.splice(-back) : []
  for (const [id, row] of model.orders) {
    if (row.state === 'seen' && dropped.some((b) => b.hash === row.blockHash)) model.orders.set(id, { ...row, state: 'reverted' })
  }
  const blocks: StoredHeader[] = []
  for (let n = 0; n < m.ahead; n++) {
    const parent = model.run.at(-1)
    const next = block(model.run.length + 1, `m${index}`)
    const header = parent ? { ...next, parentHash: parent.hash } : next
    model.run.push(header)
    blocks.push(header)
  }
  // A transaction is mined once on a branch: those that still stand elsewhere are left out.
  const free = [...new Set(m.transactions)].filter((tx) => {
    const known = [...model.orders.values()].find((row) => row.id === order(`t${tx}`, block(1)).id)
    return !known || known.state === 'reverted'
  })
  const orders = free.map((tx, n) => order(`t${tx}`, blocks[n % blocks.length] ?? block(1)))
  for (const row of orders) model.orders.set(row.id, row)
  const final = m.finalise ? Math.max(model.final, model.run.length - 2) : null
  if (final !== null && final > 0) {
    model.final = final
    const hashes = new Set(model.run.slice(0, final).map((b) => b.hash))
    for (const [id, row] of model.orders) {
      if (row.state === 'seen' && hashes.has(row.blockHash as StoredHeader['hash'])) model.orders.set(id, { ...row, state: 'final' })
    }
  }
  return step({ revertFrom, blocks, orders, final: final !== null && final > 0 ? final : null, from: index === 0 ? 1 : null })
}

/** Follows changes as a window does: each must differ from what is shown, and say what that was. */
function follow(shown: Map<string, OrderRow>, changes: readonly OrderChange[]): void {
  for (const { row, was } of changes) {
    expect(was).toBe(shown.get(row.id)?.state ?? null)
    expect(row).not.toEqual(shown.get(row.id))
    shown.set(row.id, row)
  }
}

function tell(store: ReturnType<typeof openStore>, told: Map<string, OrderRow>, limit: number): number {
  const changes = store.pending('watch', limit)
  follow(told, changes)
  const last = changes.at(-1)
  if (last) store.handled('watch', last.seq)
  return changes.length
}
