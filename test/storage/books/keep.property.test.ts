/** Whatever the chain takes back and brings again, the books are those of the chain as it stands. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { openStore } from '#storage/orders.ts'
import { accounts, type Block, type Event, pack, stepOf, timeOf } from './sample.ts'

const root = mkdtempSync(join(tmpdir(), 'crowsnest-books-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const watched = new Map([[pack.id, pack]])
let folders = 0
const newFolder = () => join(root, String(folders++))

/** Everything that follows from events, as SQLite holds it; what was retracted is not part of it. */
function booksOf(folder: string) {
  const database = new DatabaseSync(join(folder, 'crowsnest.sqlite'), { readOnly: true })
  const all = (sql: string) =>
    database
      .prepare(sql)
      .all()
      .map((row) => JSON.parse(JSON.stringify(row)))
  const sorted = (text: string) =>
    JSON.stringify(
      Object.entries(JSON.parse(text))
        .filter(([, value]) => value !== 0 && value !== '0')
        .sort(),
    )
  const found = {
    documents: all('SELECT * FROM documents ORDER BY id').map((row) => ({ ...row, counts: sorted(row.counts), sums: sorted(row.sums) })),
    balances: all('SELECT unit, account, held FROM balances ORDER BY unit, account'),
    roles: all('SELECT account, role, has FROM role_members WHERE has = 1 ORDER BY account, role'),
    flows: all('SELECT day, from_role, to_role, key, unit, amount, count FROM flows ORDER BY 1, 2, 3, 4, 5'),
    violations: all(
      "SELECT invariant, order_id, subject, sentence, at, state FROM violations WHERE state <> 'retracted' ORDER BY invariant, order_id, subject",
    ),
    twice: all('SELECT invariant, order_id, subject FROM violations GROUP BY 1, 2, 3 HAVING count(*) > 1'),
  }
  database.close()
  return found
}

const account = fc.constantFrom(...accounts)
const bill = fc.constantFrom('b1', 'b2', 'b3')
const anEvent: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    key: fc.constant('issue'),
    from: account,
    to: account,
    bill,
    amount: fc.bigInt(1n, 500n),
    due: fc.integer({ min: timeOf(0), max: timeOf(12) }),
  }),
  fc.record({ key: fc.constant('endorse'), from: account, to: account, bill }),
  fc.record({
    key: fc.constant('finance'),
    from: account,
    to: account,
    bill,
    amount: fc.bigInt(1n, 500n),
    rate: fc.constantFrom('300', '400'),
  }),
  fc.record({ key: fc.constant('pay'), from: account, to: account, bill, amount: fc.bigInt(1n, 700n) }),
  fc.record({ key: fc.constant('mint'), from: account, to: account, amount: fc.bigInt(1n, 90n) }),
  fc.record({ key: fc.constant('give'), from: account, to: account, amount: fc.bigInt(1n, 90n) }),
  fc
    .record({ key: fc.constant(''), from: account, to: account, on: fc.boolean() })
    .map(({ on, ...event }) => ({ ...event, grants: [{ role: 'barred', account: event.to, on }] })),
)
/** How deep the branch that a step brings forks off (0: it extends the tip), what its blocks hold, and whether events come back from what it dropped. */
const aStep = fc.record({
  depth: fc.integer({ min: 0, max: 3 }),
  blocks: fc.array(fc.array(anEvent, { maxLength: 4 }), { minLength: 1, maxLength: 3 }),
  again: fc.boolean(),
})

describe('the books', () => {
  test('after any branches are those of the chain that stands, and name no breach twice', () => {
    fc.assert(
      fc.property(fc.array(aStep, { minLength: 1, maxLength: 10 }), (steps) => {
        const folder = newFolder()
        const store = openStore({ dataDir: folder })
        store.books.watch(watched)
        let chain: Block[] = []
        let [hashes, transactions] = [0, 0]
        for (const { depth, blocks, again } of steps) {
          const fork = Math.max(0, chain.length - depth)
          const dropped = chain.slice(fork)
          const base = chain.slice(0, fork)
          for (const events of blocks) {
            const number = base.length + 1
            const returning = again ? (dropped[number - fork - 1]?.events ?? []) : []
            const fresh = events.map((event): [number, Event] => [++transactions, event])
            base.push({
              number,
              hash: `0x${(++hashes).toString(16).padStart(64, '0')}`,
              parentHash: base.at(-1)?.hash ?? '0x0',
              events: [...fresh, ...returning],
            })
          }
          store.apply(stepOf(base.slice(fork), dropped.length > 0 ? fork + 1 : null))
          chain = base
        }
        store.close()
        const fresh = newFolder()
        const other = openStore({ dataDir: fresh })
        other.books.watch(watched)
        for (const block of chain) other.apply(stepOf([block]))
        other.close()
        const books = booksOf(folder)
        expect(books.twice).toEqual([])
        expect(books).toEqual(booksOf(fresh))
      }),
      { numRuns: 25 },
    )
  })

  test('kept over a restart go on as if there had been none, and are made anew for another revision', () => {
    const [one, two] = [newFolder(), newFolder()]
    const blocks: Block[] = [1, 2, 3].map((number) => ({
      number,
      hash: `0x${number}`,
      parentHash: `0x${number - 1}`,
      events: [[number, { key: 'mint', from: accounts[0] ?? '', to: accounts[1] ?? '', amount: BigInt(number) }]],
    }))
    const whole = openStore({ dataDir: one })
    whole.books.watch(watched)
    for (const block of blocks) whole.apply(stepOf([block]))
    whole.close()
    for (const block of blocks) {
      const store = openStore({ dataDir: two })
      store.books.watch(watched)
      store.apply(stepOf([block]))
      store.close()
    }
    expect(booksOf(two)).toEqual(booksOf(one))
    const before = booksOf(two)
    const again = openStore({ dataDir: two })
    again.books.watch(new Map([[pack.id, { ...pack, revision: 2 }]]))
    again.close()
    expect(booksOf(two)).toEqual(before)
    expect(before.balances).toEqual([{ unit: 'points', account: accounts[1], held: '6' }])
  })
})
