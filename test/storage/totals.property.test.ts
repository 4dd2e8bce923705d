/** Whatever becomes of orders, labels and verdicts: the kept totals are those that a fresh count of the rows finds. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bucketSeconds, type ChartQuestion } from '#shared/contract/charts.ts'
import { add, formatDecimal, parseDecimal } from '#shared/decimal.ts'
import type { Label } from '#shared/labels.ts'
import { likelySpam, type OrderFilter, type OrderNotes, type TableRow } from '#shared/order.ts'
import { exchangeFlow, sizes, topTokens, valueOverTime } from '#storage/charts/charts.ts'
import { topCounterparties } from '#storage/charts/parties.ts'
import { type Database, openDatabase } from '#storage/database.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { address, block, ether, folder, order, step, usdc } from './sample.ts'

const turn = async () => {}
const accounts = Array.from({ length: 5 }, (_, n) => address(`account${n}`))
const usds = [null, '0.5', '1', '1.999999', '2', '5', '9999999.99', '9223372036854.775807', '99999999999999999999']
const kinds = ['transfer', 'swap']

type Act =
  | { readonly do: 'block'; readonly chainId: number; readonly back: number; readonly seeds: readonly number[]; readonly final: boolean }
  | { readonly do: 'raise'; readonly chainId: number }
  | { readonly do: 'history'; readonly seeds: readonly number[] }
  | { readonly do: 'pending'; readonly seed: number; readonly drop: boolean }
  | { readonly do: 'label'; readonly account: number; readonly entity: number; readonly chain: boolean; readonly remove: boolean }
  | { readonly do: 'verdict'; readonly account: number; readonly token: boolean; readonly spam: boolean | null }
  | { readonly do: 'forget'; readonly chainId: number }

const chainId = fc.constantFrom(1, 10)
const seeds = fc.array(fc.nat(10_000), { maxLength: 4 })
const account = fc.nat(accounts.length - 1)
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('block' as const), chainId, back: fc.nat(2), seeds, final: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('raise' as const), chainId }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('history' as const), seeds }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pending' as const), seed: fc.nat(10_000), drop: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('label' as const), account, entity: fc.nat(2), chain: fc.boolean(), remove: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('verdict' as const), account, token: fc.boolean(), spam: fc.constantFrom(true, false, null) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const), chainId: fc.constant(10) }) },
)

const notesOf = (points: number): OrderNotes => ({ how: null, estimated: false, parts: [], prices: [], spam: { points, signs: [] } })

/** Plays acts against a store; the head of each chain and its branch are remembered here. */
function player(store: Store) {
  const heads = new Map<number, { number: number; branch: string }>()
  let turns = 0
  const rowOf = (chain: number, seed: number, at: ReturnType<typeof block>): TableRow =>
    order(`${chain}/${seed}`, at, {
      chainId: chain,
      kind: kinds[seed % 2] ?? 'transfer',
      from: accounts[seed % 5] ?? '',
      to: accounts[Math.floor(seed / 5) % 5] ?? '',
      asset: seed % 3 ? usdc : ether,
      usd: usds[Math.floor(seed / 7) % usds.length] ?? null,
    })
  // Blocks are 40,000 s apart, so that a few of them lie in several hours and days.
  const apart = (b: ReturnType<typeof block>) => ({ ...b, timestamp: 1_700_000_000 + b.number * 40_000 })
  const notes = (rows: readonly TableRow[]) =>
    new Map(rows.map((row, n) => [row.id, notesOf((row.txHash.charCodeAt(9) + n) % 3 ? 0 : likelySpam)]))
  return (one: Act): void => {
    turns += 1
    if (one.do === 'block') {
      const head = heads.get(one.chainId)
      const back = head ? Math.min(one.back, head.number - 101) : 0
      const number = (head?.number ?? 100) - back + 1
      // A branch begins on the block that both have; its parent's branch is known for the last one only, so a branch starts the chain anew.
      const branch = back > 0 || !head ? `b${turns}` : head.branch
      if (back > 0) store.restartChain(one.chainId)
      const b = apart(block(number, branch))
      const orders = [...new Set(one.seeds)].map((seed) => rowOf(one.chainId, seed, b))
      const fresh = back > 0 || !head
      store.apply(
        step({
          ...{ chainId: one.chainId, blocks: [b], orders, notes: notes(orders) },
          ...{ from: fresh ? number : null, final: one.final ? number - 1 : null },
        }),
      )
      heads.set(one.chainId, { number, branch })
    }
    if (one.do === 'raise') {
      const head = store.headers(one.chainId).at(-1)
      if (head) store.raise(one.chainId, [head.hash], 4)
    }
    if (one.do === 'history') {
      const b = apart(block(turns % 90, `h${turns}`))
      const orders = [...new Set(one.seeds)].map((seed) => rowOf(1, seed + 20_000, b))
      store.fill({ chainId: 1, blocks: [b], orders, notes: notes(orders) })
    }
    if (one.do === 'pending') {
      const row = {
        ...rowOf(1, one.seed, apart(block(1))),
        blockNumber: -1,
        blockHash: '',
        blockTime: null,
        evidence: 0,
        state: 'pending' as const,
      }
      const hash = row.txHash as `0x${string}`
      store.expect(1, [{ hash, sender: row.from as `0x${string}`, nonce: turns, orders: [{ order: row, notes: notesOf(0) }] }])
      if (one.drop) store.dropExpected(1, [hash], 'Nobody has it any more.')
    }
    if (one.do === 'label') {
      const label: Label = {
        ...{ chainId: one.chain ? 1 : null, address: accounts[one.account] ?? '', name: `Name ${one.entity}` },
        ...{ entity: ['Kraken', 'Binance', null][one.entity] ?? null, role: one.entity === 2 ? 'bridge' : 'exchange' },
        ...{ source: 'user', reference: null, date: null, confidence: 'certain' },
      }
      if (one.remove) store.labels.remove(label.chainId, label.address, 'user')
      else store.labels.put([label])
    }
    if (one.do === 'verdict') store.setVerdict(`1:${one.token ? usdc.address : accounts[one.account]}`, one.spam)
    if (one.do === 'forget') {
      store.forgetChain(one.chainId)
      heads.delete(one.chainId)
    }
  }
}

const charts = { valueOverTime, exchangeFlow, topTokens, topCounterparties, sizes } as const
const filters: readonly OrderFilter[] = [{}, { spam: 'hide', internal: 'hide' }, { chainIds: [1], spam: 'only' }]

/** Every picture from kept totals, and again counted from the rows: a bound that narrows nothing is beyond what is kept. */
async function compare(database: Database, question: ChartQuestion, mayLack: boolean): Promise<void> {
  for (const find of Object.values(charts)) {
    const { kept, ...answer } = await find(database, question, turn)
    const { kept: counted, ...again } = await find(database, { ...question, filter: { ...question.filter, minEvidence: 0 } }, turn)
    expect(counted).toBe(false)
    if (!mayLack) expect(kept).toBe(true)
    expect(answer).toEqual(again)
  }
}

/** Value over time without SQL. */
function plain(rows: readonly TableRow[], seconds: number): Map<string, string> {
  const sums = new Map<string, string>()
  for (const row of rows) {
    if ((row.state !== 'seen' && row.state !== 'final') || row.usd === null) continue
    const name = `${row.chainId} ${row.kind} ${Math.floor(row.marks.time / seconds) * seconds}`
    // Beyond 64 bits of millionths a value counts as the largest that fits.
    const usd = row.usd.length > 19 ? '9223372036854.775807' : row.usd
    sums.set(name, formatDecimal(add(parseDecimal(sums.get(name) ?? '0'), parseDecimal(usd))))
  }
  return sums
}

test('kept totals are what a fresh count finds, whatever happened', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 25 }), fc.nat(400_000), fc.nat(3_000_000), async (acts, from, length) => {
      const place = folder()
      const store = openStore({ dataDir: place.path })
      const database = openDatabase({ dataDir: place.path, readOnly: true })
      try {
        const play = player(store)
        for (const one of acts) play(one)
        for (const filter of filters) {
          for (const bucket of ['hour', 'day', 'week'] as const) await compare(database, { filter, bucket }, false)
          const begin = 1_703_600_000 + from
          await compare(database, { filter, bucket: 'hour', from: begin, to: begin + length }, true)
        }
        const { bucket, series } = await valueOverTime(database, { filter: {} }, turn)
        const found = series.flatMap(({ chainId, kind, points }) =>
          points.filter(({ priced }) => priced > 0).map(({ time, usd }) => [`${chainId} ${kind} ${time}`, usd] as const),
        )
        expect(new Map(found)).toEqual(plain(store.page({}, null, 500).rows, bucketSeconds[bucket]))
        const empty = ['hours', 'days', 'asset_days'].map((table) => database.get(`SELECT count(*) AS n FROM ${table} WHERE count = 0`)?.n)
        expect(empty).toEqual([0, 0, 0])
      } finally {
        database.close()
        store.close()
        place.remove()
      }
    }),
    { numRuns: 60, seed: 5 },
  )
}, 120_000)
