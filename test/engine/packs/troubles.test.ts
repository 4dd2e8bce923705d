/** Packs that change, come from elsewhere or stand in each other's way while orders are stored: nothing is lost, and the books are the same again. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, test } from 'vitest'
import { createLibrary } from '#engine/packs/library.ts'
import { creditReferences } from '#engine/packs/shipped/credit-references/index.ts'
import { openStore } from '#storage/orders.ts'
import { accounts, type Block, type Event, pack, stepOf } from '../../storage/books/sample.ts'

const root = mkdtempSync(join(tmpdir(), 'crowsnest-troubles-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let folders = 0
const newFolder = () => join(root, String(folders++))
const watching = new Map([[pack.id, pack]])
const [bank = '', firm = '', shop = ''] = accounts

/** A pack without a problem, on a chain. */
const placed = {
  ...creditReferences,
  contracts: { register: { ...creditReferences.contracts.register, at: [{ chainId: 7, address: bank }] } },
}
const blockOf = (number: number, events: readonly Event[], branch = 'a'): Block => ({
  number,
  hash: `0x${branch}${number}`,
  parentHash: `0x${branch}${number - 1}`,
  events: events.map((event, index) => [number * 10 + index, event] as const),
})
const life: readonly Event[] = [
  { key: 'issue', from: bank, to: firm, bill: 'b1', amount: 100n },
  { key: 'endorse', from: firm, to: shop, bill: 'b1' },
  { key: 'finance', from: bank, to: shop, bill: 'b1', amount: 90n },
  { key: 'finance', from: bank, to: shop, bill: 'b1', amount: 90n },
  { key: 'mint', from: bank, to: firm, amount: 5n },
  { key: 'give', from: firm, to: shop, amount: 7n },
]
const blocks = life.map((event, index) => blockOf(index + 1, [event]))

const tables = ['documents', 'balances', 'flows']
function booksOf(folder: string) {
  const database = new DatabaseSync(join(folder, 'crowsnest.sqlite'), { readOnly: true })
  const rows = (sql: string) => database.prepare(sql).all()
  const found = {
    books: tables.map((table) => JSON.stringify(rows(`SELECT * FROM ${table} ORDER BY 1, 2, 3, 4`))),
    broken: rows("SELECT invariant, order_id, subject FROM violations WHERE state = 'open' ORDER BY 1, 2, 3").length,
    twice: rows('SELECT 1 FROM violations GROUP BY invariant, order_id, subject HAVING count(*) > 1').length,
    orders: rows('SELECT id FROM orders').length,
  }
  database.close()
  return found
}
function played(folder = newFolder()) {
  const store = openStore({ dataDir: folder })
  store.books.watch(watching)
  for (const block of blocks) store.apply(stepOf([block]))
  return { folder, store }
}

describe('a pack', () => {
  test('of a newer form that is stored is kept as it is, named, and watches nothing, while the others go on', () => {
    const folder = newFolder()
    const newer = JSON.stringify({ ...placed, id: 'later', version: 9, more: { unheard: true } })
    const first = openStore({ dataDir: folder })
    first.books.savePack('later', newer, true)
    first.books.savePack(placed.id, JSON.stringify(placed), true)
    first.close()
    const store = openStore({ dataDir: folder })
    const library = createLibrary(store.books.packs(), [])
    expect(library.unread).toMatchObject([
      { name: 'later', problem: expect.stringMatching(/form 9.*knows form 1: update it.*kept as it is/) },
    ])
    expect([...library.watching.keys()]).toEqual([placed.id])
    expect(store.books.packs().find(({ id }) => id === 'later')?.text).toBe(newer)
    store.close()
  })

  test('over the contract of another does not watch, and says which one does', () => {
    const text = (id: string) => ({ id, text: JSON.stringify({ ...placed, id, name: `Register ${id}` }), enabled: true })
    const { watching: found, packs } = createLibrary([text('one'), text('two')], [])
    expect([...found.keys()]).toEqual(['one'])
    expect(packs.find((one) => one.pack.id === 'two')?.problems.join()).toMatch(
      /watched by the pack “Register one” already: switch one of them off/,
    )
  })

  test('that is switched off and on again has the same books, and names no breach twice', () => {
    const { folder, store } = played()
    const before = booksOf(folder)
    expect(before.broken).toBeGreaterThan(1)
    store.books.watch(new Map())
    const off = booksOf(folder)
    expect([off.books, off.broken, off.orders]).toEqual([tables.map(() => '[]'), 0, before.orders])
    store.books.watch(watching)
    store.close()
    expect(booksOf(folder)).toEqual(before)
  })

  test('that misses nothing while it is off: what was read before and after is booked together', () => {
    const { folder, store } = played()
    store.books.watch(new Map())
    const more = blockOf(blocks.length + 1, [{ key: 'pay', from: firm, to: bank, bill: 'b1', amount: 100n }])
    store.apply(stepOf([more]))
    store.books.watch(watching)
    store.close()
    const other = played()
    other.store.apply(stepOf([more]))
    other.store.close()
    expect(booksOf(folder)).toEqual(booksOf(other.folder))
  })

  test('that becomes another revision has the books of that revision over the orders that are stored', () => {
    const { folder, store } = played()
    const { once: _, ...fewer } = pack.invariants
    const revised = new Map([[pack.id, { ...pack, revision: 2, invariants: fewer }]])
    const before = booksOf(folder)
    store.books.watch(revised)
    expect(booksOf(folder)).toMatchObject({ books: before.books, broken: before.broken - 1, orders: before.orders })
    store.books.watch(watching)
    store.close()
    expect(booksOf(folder)).toEqual(before)
  })

  test('on a chain that begins anew under its id has the books of the new chain alone', () => {
    const { folder, store } = played()
    const anew = life.slice(0, 2).map((event, index) => blockOf(index + 1, [event], 'b'))
    store.apply(stepOf(anew, 1))
    store.close()
    const fresh = newFolder()
    const other = openStore({ dataDir: fresh })
    other.books.watch(watching)
    for (const block of anew) other.apply(stepOf([block]))
    other.close()
    const [found, wanted] = [booksOf(folder), booksOf(fresh)]
    expect([found.broken, found.twice, found.orders]).toEqual([wanted.broken, 0, life.length])
    expect(found.books.slice(1)).toEqual(wanted.books.slice(1))
  })
})
