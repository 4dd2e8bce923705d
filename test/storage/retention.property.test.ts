/** Retention: whatever is stored and in whatever slices it goes, totals stay exact, nothing younger goes, and who still needs an order has it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RetentionLimits, RetentionPlace } from '#ipc/care.ts'
import type { TableRow } from '#shared/order.ts'
import { sizes, topTokens, valueOverTime } from '#storage/charts/charts.ts'
import { topCounterparties } from '#storage/charts/parties.ts'
import { type Database, openDatabase } from '#storage/database.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { address, block, ether, folder, order, step, usdc } from './sample.ts'

const turn = async () => {}
const charts = { valueOverTime, topTokens, topCounterparties, sizes } as const
const accounts = Array.from({ length: 4 }, (_, n) => address(`account${n}`))
const apart = (n: number) => ({ ...block(n), timestamp: 1_700_000_000 + n * 40_000 })
const keep: RetentionLimits = { ordersBefore: null, untoldBefore: null, alertsBefore: null }

/** Blocks 1 … n with the orders that the seeds say; the last `young` of them are not final. */
function fill(store: Store, seeds: readonly (readonly number[])[], young: number): TableRow[] {
  return seeds.flatMap((own, index) => {
    const at = apart(index + 1)
    const orders = [...new Set(own)].map((seed) =>
      order(`${index}/${seed}`, at, {
        from: accounts[seed % 4] ?? '',
        to: accounts[(seed >> 2) % 4] ?? '',
        asset: seed % 3 ? usdc : ether,
        usd: seed % 5 ? String(seed * 1000) : null,
      }),
    )
    const final = Math.max(0, Math.min(index, seeds.length - young))
    store.apply(step({ blocks: [at], orders, from: index === 0 ? 1 : null, final }))
    return orders
  })
}

/** Slices until nothing is left that may go; a budget of 0 is one row a slice. */
function removeAll(store: Store, limits: RetentionLimits, budget = 0): { orders: number; alerts: number } {
  const sum = { orders: 0, alerts: 0 }
  let place: RetentionPlace | null = null
  do {
    const slice = store.care.removeOld(limits, place, budget)
    sum.orders += slice.orders
    sum.alerts += slice.alerts
    place = slice.place
  } while (place !== null)
  return sum
}

async function requireExactTotals(database: Database): Promise<void> {
  for (const find of Object.values(charts)) {
    const { kept, ...answer } = await find(database, { filter: {}, bucket: 'day' }, turn)
    const { kept: counted, ...again } = await find(database, { filter: { minEvidence: 0 }, bucket: 'day' }, turn)
    expect([kept, counted]).toEqual([true, false])
    expect(answer).toEqual(again)
  }
}

const one = (database: Database, sql: string): unknown => Object.values(database.get(sql) ?? {})[0]

test('after any retention the totals are what a recount finds, and exactly what is old and final is gone', async () => {
  const blocks = fc.array(fc.array(fc.nat(500), { maxLength: 4 }), { minLength: 1, maxLength: 14 })
  await fc.assert(
    fc.asyncProperty(blocks, fc.nat(5), fc.nat(16), fc.constantFrom(0, 3), async (seeds, young, cut, budget) => {
      const place = folder()
      const store = openStore({ dataDir: place.path })
      const database = openDatabase({ dataDir: place.path, readOnly: true })
      try {
        const orders = fill(store, seeds, young)
        store.beginNow('notify')
        const before = apart(cut).timestamp
        const states = new Map(orders.map(({ id }) => [id, store.get(id)?.row.state]))
        const old = orders.filter(({ id, blockTime }) => states.get(id) === 'final' && (blockTime ?? 0) < before)
        const limits = { ...keep, ordersBefore: before }
        expect(store.care.counts(limits).due).toBe(old.length)
        expect(removeAll(store, limits, budget)).toEqual({ orders: old.length, alerts: 0 })
        const left = orders.filter((one) => !old.includes(one))
        expect(store.count({})).toBe(left.length)
        expect(left.every(({ id }) => store.get(id) !== null)).toBe(true)
        expect(old.some(({ id }) => store.get(id) !== null)).toBe(false)
        await requireExactTotals(database)
        expect(one(database, 'SELECT count(*) FROM changes c WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.arrival = c.arrival)')).toBe(
          0,
        )
        expect(one(database, 'SELECT coalesce(sum(orders), 0) FROM removed')).toBe(old.length)
        expect(one(database, 'PRAGMA integrity_check')).toBe('ok')
        // What was read stays read: nobody asks for these blocks again.
        expect(store.coverage(1)).toEqual([expect.objectContaining({ from: 1, to: seeds.length })])
        // Blocks stay where the chain goes on from them or an order names them.
        const needless = `SELECT count(*) FROM blocks b WHERE live = 0 AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.block_hash = b.hash)`
        expect(one(database, needless)).toBe(0)
        expect(removeAll(store, limits)).toEqual({ orders: 0, alerts: 0 })
      } finally {
        database.close()
        store.close()
        place.remove()
      }
    }),
    { numRuns: 40, seed: 11 },
  )
}, 120_000)
