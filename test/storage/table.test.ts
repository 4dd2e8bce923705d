/** The table over the store: every sort both ways, jumps, samples for the scrollbar, and every part of a filter, against a plain list. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OrderSort } from '#shared/contract/orders.ts'
import { compareText } from '#shared/decimal.ts'
import type { OrderFilter, TableRow } from '#shared/order.ts'
import { countKept } from '#storage/charts/count.ts'
import { type Database, openDatabase } from '#storage/database.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { countInTurns, rowsAround } from '#storage/pages.ts'
import { createSampler } from '#storage/samples.ts'
import { decimalKey } from '#storage/sort.ts'
import { passes } from '../../renderer/stores/filter.ts'
import { address, block, ether, folder, hash, order, step, usdc } from './sample.ts'

let place: ReturnType<typeof folder>
let store: Store
let database: Database
let rows: TableRow[] = []
const arrivals = new Map<string, number>()
const turn = async () => {}

const usds = ['0.5', '12', '9', '100000.25', '100000.3', '99999999999999999', '5', '5']
const amounts = ['0.000001', '10', '9', '2', '1234.5', '1000000000000000000000', '0.5', '0.05', '123.45']

beforeAll(() => {
  place = folder()
  store = openStore({ dataDir: place.path })
  store.labels.put([
    { chainId: null, address: address('wallet1'), name: 'Kraken hot', entity: 'Kraken', role: 'exchange', ...said },
    { chainId: 10, address: address('wallet2'), name: 'Whale', entity: null, role: 'other', ...said },
  ])
  let arrival = 0
  for (const chainId of [1, 10]) {
    for (let number = 1; number <= 40; number++) {
      const b = block(number, `c${chainId}`)
      const orders = Array.from({ length: 6 }, (_, index) => {
        const n = number * 6 + index + chainId
        return order(`${chainId}/${n}`, b, {
          chainId,
          from: address(`wallet${n % 7}`),
          kind: ['transfer', 'swap', 'mint'][n % 3] ?? 'transfer',
          source: ['erc20', 'cow'][n % 2] ?? 'erc20',
          asset: n % 3 ? usdc : ether,
          received: n % 3 === 1 ? { asset: ether, amount: '1' } : null,
          amount: amounts[n % amounts.length] ?? '1',
          usd: n % 5 === 0 ? null : (usds[n % usds.length] ?? '1'),
        })
      })
      store.apply(step({ chainId, blocks: [b], orders, from: number === 1 ? 1 : null, final: number === 20 ? 15 : null }))
      for (const { id } of orders) arrivals.set(id, ++arrival)
    }
    store.apply(step({ chainId, revertFrom: 39 }))
    store.raise(chainId, [block(10, `c${chainId}`).hash], 3)
  }
  database = openDatabase({ dataDir: place.path, readOnly: true })
  rows = store.page({}, null, 500).rows
})
afterAll(() => {
  database.close()
  store.close()
  place.remove()
})
const said = { source: 'user', reference: null, date: null, confidence: 'certain' } as const

/** Sorts as the contract says it, without a database. */
function sorted(filter: OrderFilter, { by, direction }: OrderSort): TableRow[] {
  const way = direction === 'asc' ? 1 : -1
  const first = (a: TableRow, b: TableRow): number => {
    if (by === 'time') return way * (a.marks.time - b.marks.time)
    if (by === 'amount') return way * compareText(a.amount, b.amount)
    if (a.usd === null || b.usd === null) return Number(a.usd === null) - Number(b.usd === null)
    return way * compareText(a.usd, b.usd)
  }
  const arrival = (row: TableRow) => arrivals.get(row.id) ?? 0
  return rows.filter((row) => passes(row, filter)).sort((a, b) => first(a, b) || way * (arrival(a) - arrival(b)))
}

const sorts = fc.record({
  by: fc.constantFrom('time', 'usd', 'amount'),
  direction: fc.constantFrom('desc', 'asc'),
}) as fc.Arbitrary<OrderSort>
const amount = fc.constantFrom(...amounts, ...usds, '0', '3')
const filters = fc.record({
  chainIds: fc.subarray([1, 10, 99]),
  kinds: fc.subarray(['transfer', 'swap', 'burn']),
  states: fc.subarray(['seen', 'final', 'reverted'] as const),
  sources: fc.subarray(['erc20', 'cow', 'nobody']),
  assets: fc.subarray(['native', 'usdc', usdc.address, 'ETH']),
  minUsd: amount,
  maxUsd: amount,
  minUnits: amount,
  maxUnits: amount,
  account: fc.constantFrom(
    address('wallet3'),
    address('wallet2').slice(0, 8),
    address('wallet4').toUpperCase().replace('0X', '0x'),
    '0xfff',
  ),
  label: fc.constantFrom('kraken', ' HOT', 'whale', 'zzz', ''),
  roles: fc.subarray(['exchange', 'bridge']),
  minEvidence: fc.integer({ min: 0, max: 4 }),
  spam: fc.constantFrom('hide', 'only'),
  text: fc.constantFrom('', 'us', 'kraken', '0x', hash('tx:1/77'), 'whale'),
})
const parts = Object.keys(fc.sample(filters, 1)[0] ?? {}) as (keyof OrderFilter)[]
/** All parts at once would find nothing: at most three. */
const someFilters = fc
  .tuple(filters, fc.shuffledSubarray(parts, { maxLength: 3 }))
  .map(([filter, names]) => Object.fromEntries(names.map((name) => [name, (filter as OrderFilter)[name]])) as OrderFilter)
const ids = (found: readonly TableRow[]) => found.map(({ id }) => id)

describe('a sorted, filtered table', () => {
  test('is read forwards and backwards page by page, whole and in order', () => {
    fc.assert(
      fc.property(someFilters, sorts, fc.integer({ min: 1, max: 200 }), (filter, sort, limit) => {
        const wanted = ids(sorted(filter, sort))
        const forwards: TableRow[] = []
        let page = rowsAround(database, { filter, sort, limit })
        forwards.push(...page.rows)
        while (page.next !== null) {
          page = rowsAround(database, { filter, sort, limit, after: page.next })
          forwards.push(...page.rows)
        }
        expect(ids(forwards)).toEqual(wanted)
        if (wanted.length === 0) return
        const backwards: TableRow[] = []
        let back = rowsAround(database, { filter, sort, limit: 500 })
        const end = rowsAround(database, {
          filter,
          sort,
          limit: 1,
          at: rowsAround(database, { filter, sort, limit: wanted.length }).next ?? '',
        })
        expect(ids(end.rows)).toEqual(wanted.slice(-1))
        back = { ...back, previous: end.previous }
        while (back.previous !== null) {
          back = rowsAround(database, { filter, sort, limit, before: back.previous })
          backwards.unshift(...back.rows)
        }
        expect(ids([...backwards, ...end.rows])).toEqual(wanted)
      }),
      { numRuns: 150, seed: 11 },
    )
  })

  test('begins at any value, and says which row that is', async () => {
    await fc.assert(
      fc.asyncProperty(someFilters, sorts, fc.nat(), amount, async (filter, sort, nth, value) => {
        const wanted = sorted(filter, sort)
        const time = rows[nth % rows.length]?.marks.time ?? 0
        const from = sort.by === 'time' ? { time } : sort.by === 'usd' ? { usd: value } : { amount: value }
        const way = sort.direction === 'asc' ? 1 : -1
        const isBefore = (row: TableRow) =>
          way * (sort.by === 'time' ? row.marks.time - time : compareText((sort.by === 'usd' ? row.usd : row.amount) ?? '0', value)) < 0 &&
          !(sort.by === 'usd' && row.usd === null)
        const index = wanted.filter(isBefore).length
        expect(ids(rowsAround(database, { filter, sort, from, limit: 5 }).rows)).toEqual(ids(wanted.slice(index, index + 5)))
        expect(await createSampler(database).locate({ filter, sort, from }, turn)).toEqual({ index, total: wanted.length })
      }),
      { numRuns: 200, seed: 12 },
    )
  })

  test('is sampled so that every row is reached from the key before it', async () => {
    await fc.assert(
      fc.asyncProperty(someFilters, sorts, fc.nat(), async (filter, sort, nth) => {
        const wanted = ids(sorted(filter, sort))
        const { total, head, every, keys } = await createSampler(database).samples(filter, sort, turn)
        expect([total, head, keys.length]).toEqual([wanted.length, 0, Math.ceil(wanted.length / every)])
        expect(await countInTurns(database, filter, turn)).toBe(total)
        expect(await countKept(database, filter, turn)).toBe(total)
        if (total === 0) return
        const row = nth % total
        const sample = Math.floor(row / every)
        const page = rowsAround(database, { filter, sort, at: keys[sample] ?? '', limit: (row % every) + 1 })
        expect(page.rows.at(-1)?.id).toBe(wanted[row])
        expect(await createSampler(database).locate({ filter, sort, at: page.next ?? '' }, turn)).toEqual({ index: row, total })
      }),
      { numRuns: 200, seed: 13 },
    )
  })

  test('refuses a place of another sort', () => {
    const { next } = rowsAround(database, { filter: {}, limit: 1 })
    const sort = { by: 'usd', direction: 'desc' } as const
    expect(() => rowsAround(database, { filter: {}, sort, after: next ?? '', limit: 1 })).toThrow(/ask for the first page again/)
    expect(() => rowsAround(database, { filter: {}, sort, from: { time: 1 }, limit: 1 })).toThrow(/another kind/)
    expect(() => rowsAround(database, { filter: {}, sort, at: "u1' OR 1~1", limit: 1 })).toThrow(/ask for the first page again/)
  })
})

describe('samples that are asked for again', () => {
  test('count what came in at the head, and walk again where something came in below', async () => {
    const sampler = createSampler(database)
    const first = await sampler.samples({}, undefined, turn)
    const late = block(41, 'c1', 'c1')
    store.apply(step({ blocks: [block(39, 'c1'), block(40, 'c1'), late], orders: [order('late', late), order('later', late)] }))
    const again = await sampler.samples({}, undefined, turn)
    expect(again).toMatchObject({ total: first.total + 2, head: 2, keys: first.keys })
    const old = block(0, 'old')
    store.fill({ chainId: 10, blocks: [old], orders: [order('old', old, { chainId: 10, state: 'final' })] })
    const whole = await sampler.samples({}, undefined, turn)
    expect(whole).toMatchObject({ total: first.total + 3, head: 0 })
    expect(whole.keys).not.toEqual(first.keys)
  })
})

describe('a place by amount', () => {
  test('sorts as the number does, in text and in the database', () => {
    const decimal = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 40n }), fc.integer({ min: 0, max: 30 })).map(([digits, scale]) => {
      const text = digits.toString().padStart(scale + 1, '0')
      return scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`
    })
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const [left, right] = [decimalKey(a), decimalKey(b)]
        expect(left < right ? -1 : left > right ? 1 : 0).toBe(compareText(a, b))
      }),
    )
    for (const row of database.all('SELECT amount, amount_key, usd, usd_key FROM orders')) {
      expect(row.amount_key).toBe(decimalKey(String(row.amount)))
      expect(row.usd_key).toBe(row.usd === null ? '' : decimalKey(String(row.usd)))
    }
  })
})
