/** Pages, filters and counts against the words of their documentation. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareText } from '#shared/decimal.ts'
import type { Label } from '#shared/labels.ts'
import { likelySpam, type OrderFilter, type TableRow } from '#shared/order.ts'
import { type Database, openDatabase } from '#storage/database.ts'
import { conditionOf } from '#storage/filter.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { address, block, ether, folder, hash, order, step, usdc } from './sample.ts'

let place: ReturnType<typeof folder>
let store: Store
let reader: Database
const rows: TableRow[] = []
const odd = { address: address('odd'), symbol: '100%_Éclair', decimals: 18 }

const label = (of: string, chainId: number | null, role: Label['role'], entity: string): Label => ({
  ...{ chainId, address: address(of), name: `${entity} of ${of}`, entity, role, source: 'list.csv' },
  ...{ reference: null, date: null, confidence: 'likely' },
})

beforeAll(() => {
  place = folder()
  store = openStore({ dataDir: place.path })
  store.labels.put([
    label('wallet0', null, 'exchange', 'Äcme'),
    label('wallet1', 1, 'exchange-deposit', 'Äcme'),
    label('wallet2', null, 'exchange', 'Other'),
    label('wallet2', 10, 'fund', 'Hidden'),
    label('wallet3', 10, 'own', '100%_Éclairs'),
  ])
  for (const chainId of [1, 10]) {
    for (let number = 1; number <= 40; number++) {
      const b = block(number, `c${chainId}`)
      const orders = Array.from({ length: 5 }, (_, index) => {
        const n = number * 5 + index
        return order(`${chainId}/${n}`, b, {
          chainId,
          from: address(`wallet${n % 7}`),
          to: address(`wallet${n % 5}`),
          kind: ['transfer', 'swap', 'mint'][n % 3] ?? 'transfer',
          asset: [ether, usdc, odd][n % 3] ?? ether,
          received: n % 3 === 1 ? { asset: ether, amount: '1' } : null,
          usd: n % 4 === 0 ? null : `${n * 1000}.5`,
          pricedBy: n % 4 === 0 ? null : 'stable',
        })
      })
      const notes = new Map(orders.map(({ id }, index) => [id, spamOf(index * 25)]))
      store.apply(step({ chainId, blocks: [b], orders, notes, from: number === 1 ? 1 : null, final: number === 20 ? 15 : null }))
    }
    store.apply(step({ chainId, revertFrom: 39 }))
  }
  rows.push(...store.page({}, null, 500).rows)
  reader = openDatabase({ dataDir: place.path, readOnly: true })
})
afterAll(() => {
  reader.close()
  store.close()
  place.remove()
})

const spamOf = (points: number) => ({ how: null, estimated: false, parts: [], prices: [], spam: { points, signs: [] } })

/** The filter as its documentation says it, without a database. */
function passes(row: TableRow, filter: OrderFilter): boolean {
  const sides = [row.asset, ...(row.received ? [row.received.asset] : [])]
  const text = filter.text?.trim().toLowerCase() ?? ''
  const starts = [row.txHash, row.blockHash, row.from, row.to, ...sides.map((side) => side.address ?? '')]
  const labels = [row.marks.fromLabel, row.marks.toLabel].filter((each) => each !== null)
  return (
    (!filter.flows?.length || filter.flows.includes(row.marks.flow ?? 'none')) &&
    (filter.internal !== 'hide' || row.marks.flow !== 'internal') &&
    (filter.spam === undefined || row.marks.spam >= likelySpam === (filter.spam === 'only')) &&
    (!filter.roles?.length || labels.some(({ role }) => filter.roles?.includes(role))) &&
    (!filter.chainIds?.length || filter.chainIds.includes(row.chainId)) &&
    (!filter.kinds?.length || filter.kinds.includes(row.kind)) &&
    (!filter.states?.length || filter.states.includes(row.state)) &&
    (!filter.assets?.length || sides.some((side) => filter.assets?.includes(side.address ?? 'native'))) &&
    (filter.minUsd === undefined || (row.usd !== null && compareText(row.usd, filter.minUsd) >= 0)) &&
    (filter.fromTime === undefined || (row.blockTime ?? -1) >= filter.fromTime) &&
    (filter.toTime === undefined || (row.blockTime ?? -1) <= filter.toTime) &&
    (text === '' ||
      sides.some((side) => side.symbol.toLowerCase().includes(text)) ||
      (!/^0x[0-9a-f]*$/.test(text) && labels.some(({ name, entity }) => `${name}\n${entity}`.toLowerCase().includes(text))) ||
      (text.startsWith('0x') && starts.some((start) => start.startsWith(text))))
  )
}

const filters = fc.record(
  {
    chainIds: fc.subarray([1, 10, 99]),
    kinds: fc.subarray(['transfer', 'swap', 'mint']),
    states: fc.subarray(['seen', 'final', 'reverted'] as const),
    assets: fc.subarray(['native', usdc.address, odd.address]),
    minUsd: fc.constantFrom('0', '50000', '50000.5', '99999999'),
    fromTime: fc.integer({ min: 1_700_000_000, max: 1_700_000_480 }),
    toTime: fc.integer({ min: 1_700_000_000, max: 1_700_000_480 }),
    flows: fc.subarray(['inflow', 'outflow', 'internal', 'cross-exchange', 'none'] as const),
    internal: fc.constant('hide' as const),
    spam: fc.constantFrom('hide' as const, 'only' as const),
    roles: fc.subarray(['exchange', 'exchange-deposit', 'fund', 'own', 'bridge']),
    text: fc.constantFrom(
      ...['ÄCME', 'of wallet', 'hidden', 'other of', 'éclairs', 'allet3'],
      ...['', 'eth', 'USD', '%_', '_', '0x', 'éc', 'zzz', '0xzz'],
      address('wallet3').slice(0, 9).toUpperCase().replace('0X', '0x'),
      hash('tx:1/77'),
      hash('c10:12'),
      usdc.address,
    ),
  },
  { requiredKeys: [] },
)

describe('page', () => {
  test('begins with the newest, in one total order', () => {
    expect(rows).toHaveLength(400)
    expect(rows[0]?.blockNumber).toBe(40)
    expect(new Set(rows.map((row) => row.id)).size).toBe(400)
    expect(rows.map((row) => row.blockTime)).toEqual(rows.map((row) => row.blockTime).toSorted((a, b) => (b ?? 0) - (a ?? 0)))
  })

  test('finds exactly the rows that any filter means, page by page, and counts them', () => {
    fc.assert(
      fc.property(filters, fc.integer({ min: 1, max: 60 }), (filter, limit) => {
        const found: TableRow[] = []
        let next: string | null = null
        do {
          const page = store.page(filter as OrderFilter, next, limit)
          found.push(...page.rows)
          next = page.next
        } while (next !== null)
        expect(found).toEqual(rows.filter((row) => passes(row, filter as OrderFilter)))
        expect(store.count(filter as OrderFilter)).toBe(found.length)
        // Exports walk through everything with the same meaning.
        const { sql, values } = conditionOf(filter as OrderFilter)
        expect(reader.get(`SELECT count(*) AS count FROM orders o WHERE ${sql}`, ...values)).toEqual({ count: found.length })
      }),
      { numRuns: 300, seed: 7 },
    )
  })

  test('has rows of every flow class and of likely spam to tell apart', () => {
    expect(new Set(rows.map(({ marks }) => marks.flow))).toEqual(new Set(['inflow', 'outflow', 'internal', 'cross-exchange', null]))
    expect(new Set(rows.map(({ marks }) => marks.spam >= likelySpam))).toEqual(new Set([true, false]))
  })

  test('goes on without doubles or holes while new rows arrive', () => {
    const first = store.page({ chainIds: [1] }, null, 100)
    const b = block(39, 'late', 'c1')
    store.apply(step({ blocks: [b], orders: [order('late', b)] }))
    const second = store.page({ chainIds: [1] }, first.next, 100)
    expect([...first.rows, ...second.rows].map((row) => row.id)).toEqual(rows.filter((row) => row.chainId === 1).map((row) => row.id))
    store.apply(step({ revertFrom: 39 }))
  })

  test('refuses a key that is none', () => {
    expect(() => store.page({}, "1.1' OR 1", 10)).toThrow(/ask for the first page again/)
  })
})
