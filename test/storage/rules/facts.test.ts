/** What rules are told of the past, compared with a plain count over every stored row. */
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RuleFacts } from '#engine/rules/defineRule.ts'
import { toMicros } from '#shared/decimal.ts'
import type { OrderRow, TableRow } from '#shared/order.ts'
import { openDatabase } from '#storage/database.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { createFacts } from '#storage/rules/facts.ts'
import { address, block, ether, folder, order, step, usdc } from '../sample.ts'

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

const people = ['ann', 'ben', 'cat'].map(address)
const exchanges = [
  { account: address('binance 1'), entity: 'Binance' },
  { account: address('binance 2'), entity: 'Binance' },
  { account: address('kraken'), entity: 'Kraken' },
] as const
const everyone = [...people, ...exchanges.map(({ account }) => account)]

const label = (account: string, entity: string) => ({
  ...{ chainId: null, address: account, name: `${entity} wallet`, entity, role: 'exchange', source: 'user' },
  ...{ reference: null, date: null, confidence: 'certain' },
})

/** Stored rows, oldest first. */
const walk = (): TableRow[] => {
  const rows: TableRow[] = []
  for (let after: string | null = null; ; ) {
    const page: { rows: TableRow[]; next: string | null } = store.page({}, after, 200)
    rows.unshift(...[...page.rows].reverse())
    if (page.next === null) return rows
    after = page.next
  }
}

const stands = (row: TableRow) => ['pending', 'seen', 'final'].includes(row.state)

/** The same answers by looking at every row before it. */
const plainFacts = (rows: readonly TableRow[]): RuleFacts => {
  const before = (row: TableRow, minutes?: number) =>
    rows
      .slice(
        0,
        rows.findIndex(({ id }) => id === row.id),
      )
      .filter((other) => minutes === undefined || other.marks.time >= row.marks.time - minutes * 60)
  return {
    dealings: (row, account, { minutes, minUsd, most }) =>
      Math.min(
        most,
        before(row, minutes).filter(
          (other) =>
            stands(other) &&
            other.chainId === row.chainId &&
            (other.from === account || other.to === account) &&
            (minUsd === undefined || (other.usd !== null && toMicros(other.usd) >= toMicros(minUsd))),
        ).length,
      ),
    netInflow(row, { minutes, entity, asset, chainId }) {
      let sum = 0n
      for (const other of before(row, minutes)) {
        if (!['seen', 'final'].includes(other.state) || other.usd === null || (chainId !== undefined && other.chainId !== chainId)) continue
        const names = [other.asset.address ?? 'native', other.asset.symbol.toLowerCase()]
        if (asset !== undefined && !names.includes(asset.toLowerCase())) continue
        const [from, to] = [other.marks.fromLabel?.entity ?? null, other.marks.toLabel?.entity ?? null]
        const own = (one: string | null) => (entity === undefined ? one !== null : one?.toLowerCase() === entity.toLowerCase())
        if (own(from) === own(to)) continue
        sum += own(to) ? toMicros(other.usd) : -toMicros(other.usd)
      }
      const text = (sum < 0n ? -sum : sum).toString().padStart(7, '0')
      const fraction = text.slice(-6).replace(/0+$/, '')
      return `${sum < 0n ? '-' : ''}${text.slice(0, -6)}${fraction ? `.${fraction}` : ''}`
    },
  }
}

type Sketch = { from: number; to: number; usd: string | null; coin: boolean; chain: boolean }
const sketch: fc.Arbitrary<Sketch> = fc.record({
  from: fc.nat(everyone.length - 1),
  to: fc.nat(everyone.length - 1),
  usd: fc.option(
    fc
      .bigInt(0n, 9_000_000_000_000n)
      .map((micros) => `${micros / 1_000_000n}.${String(micros % 1_000_000n).padStart(6, '0')}1`.slice(0, -1)),
  ),
  coin: fc.boolean(),
  chain: fc.boolean(),
})

/** Two orders a block, blocks twelve seconds apart; a second chain has its own blocks at the same times. */
function keep(sketches: readonly Sketch[]): void {
  for (const [index, { from, to, usd, coin, chain }] of sketches.entries()) {
    const chainId = chain ? 1 : 10
    const number = Math.floor(index / 2) + 1
    const own = { ...block(number, `chain ${chainId}`) }
    const part: Partial<OrderRow> = { chainId, usd, asset: coin ? ether : usdc, from: everyone[from] ?? '', to: everyone[to] ?? '' }
    store.fill({ chainId, blocks: [own], orders: [order(`o${index}`, own, part)] })
  }
}

const options = [
  { minutes: 1 },
  { minutes: 2, entity: 'BINANCE' },
  { minutes: 3, asset: 'eth' },
  { minutes: 5, chainId: 10 },
  { minutes: 1000 },
]
const questions = [
  { most: 1 },
  { most: 1, minUsd: '4000000.5' },
  { most: 3 },
  { most: 50, minutes: 1 },
  { most: 2, minutes: 2, minUsd: '1000000' },
]

describe('facts', () => {
  test('agree with a plain count of every row, walked in order, at random, and with the store’s own', () => {
    store.labels.put(exchanges.map(({ account, entity }) => label(account, entity)) as Parameters<Store['labels']['put']>[0])
    fc.assert(
      fc.property(fc.array(sketch, { minLength: 1, maxLength: 40 }), fc.infiniteStream(fc.nat()), (sketches, dice) => {
        for (const chainId of [1, 10]) store.forgetChain(chainId)
        keep(sketches)
        const rows = walk()
        const plain = plainFacts(rows)
        const beside = openDatabase({ dataDir: place.path, readOnly: true })
        const walking = createFacts(beside, { walking: true })
        const shuffled = [...rows].sort(() => ((dice.next().value ?? 0) % 3) - 1)
        for (const [facts, some] of [
          [store.facts, rows],
          [walking, rows],
          [createFacts(beside, { walking: true }), shuffled],
        ] as const)
          for (const row of some) {
            for (const question of questions)
              for (const account of [row.from, row.to])
                expect([row.id, question, facts.dealings(row, account, question)]).toEqual([
                  row.id,
                  question,
                  plain.dealings(row, account, question),
                ])
            for (const one of options) expect([row.id, one, facts.netInflow(row, one)]).toEqual([row.id, one, plain.netInflow(row, one)])
          }
        beside.close()
      }),
      { numRuns: 30 },
    )
  })

  test('follow what the store writes: a label, a branch that is taken back', () => {
    const [ann = '', ben = ''] = people
    const blocks = [block(1), block(2), block(3)] as const
    const rows = blocks.map((own, index) => order(`o${index}`, own, { from: ann, to: ben, usd: '10' }))
    store.apply(step({ blocks, orders: rows, from: 1 }))
    const last = store.get(rows[2]?.id ?? '')?.row
    if (!last) throw new Error('nothing was stored')
    expect([store.facts.dealings(last, ann, { most: 9 }), store.facts.netInflow(last, { minutes: 60 })]).toEqual([2, '0'])
    store.labels.put([label(ben, 'Kraken')] as Parameters<Store['labels']['put']>[0])
    expect(store.facts.netInflow(last, { minutes: 60 })).toBe('20')
    const [, second] = [block(2, 'other', 'main'), block(3, 'other')]
    store.apply(step({ revertFrom: 2, blocks: [block(2, 'other', 'main'), second], orders: [], from: null }))
    expect(store.get(last.id)?.row.state).toBe('reverted')
    expect([store.facts.dealings(last, ann, { most: 9 }), store.facts.netInflow(last, { minutes: 60 })]).toEqual([1, '10'])
  })

  test('a row that is not stored comes after everything of its time', () => {
    const [ann = '', ben = ''] = people
    const stored = order('stored', block(1), { from: ann, to: ben })
    store.apply(step({ blocks: [block(1)], orders: [stored], from: 1 }))
    expect(store.facts.dealings(order('never', block(1)), ann, { most: 5 })).toBe(1)
    expect(store.facts.dealings(order('never', block(0)), ann, { most: 5 })).toBe(0)
  })

  test('an account is found however its address is written', () => {
    const [ann = '', ben = ''] = people
    store.apply(step({ blocks: [block(1)], orders: [order('a', block(1), { from: ann, to: ben })], from: 1 }))
    expect(store.facts.dealings(order('b', block(2)), ann.toUpperCase().replace('0X', '0x'), { most: 1 })).toBe(1)
  })
})
