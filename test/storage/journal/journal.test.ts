/** The journal over a real store: what is entered, what verifies, and what a doctored file is found out by. */
import { generateKeyPairSync, sign as signBytes } from 'node:crypto'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isIncluded } from '#engine/journal/merkle.ts'
import type { JournalHead } from '#shared/contract/journal.ts'
import type { Label } from '#shared/labels.ts'
import { connect } from '#storage/database.ts'
import { sha256 } from '#storage/journal/append.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { address, block, folder, order, step } from '../sample.ts'

const pair = generateKeyPairSync('ed25519')
const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')
const signer = { publicKey, sign: (message: Uint8Array) => signBytes(null, message, pair.privateKey).toString('hex') }

let place: ReturnType<typeof folder>
let clock = 1_700_000_000_000
beforeEach(() => {
  place = folder()
})
afterEach(() => place.remove())

const open = (): Store => openStore({ dataDir: place.path, now: () => clock++ })
const label = {
  chainId: null,
  address: address('desk'),
  name: 'Desk',
  entity: 'Example Bank',
  role: 'fund',
  source: 'user',
  reference: null,
  date: null,
  confidence: 'certain',
} satisfies Label

/** 40 blocks of 10 orders, one branch of 3 taken back, with a head in between and one at the end. */
function fill(store: Store): void {
  for (let number = 1; number <= 40; number++) {
    const orders = Array.from({ length: 10 }, (_, n) => order(`${number}/${n}`, block(number)))
    store.apply(step({ blocks: [block(number)], orders, from: number === 1 ? 1 : null, final: number - 8 }))
    if (number === 20) store.journal.keepHead(signer)
  }
  store.apply(step({ revertFrom: 38, blocks: [block(38, 'other', 'main')], orders: [order('38/0', block(38, 'other', 'main'))] }))
  store.labels.put([label])
  store.setVerdict(`1:${address('spam')}`, true)
  store.journal.note('settings', 'rules', { sha256: 'x' })
  store.journal.keepHead(signer)
}

/** Fills, closes, bends the file with the user's own SQLite, and verifies what is there then. */
function bent(...statements: readonly string[]) {
  const store = open()
  fill(store)
  const head = store.journal.head()
  store.close()
  const file = connect(join(place.path, 'crowsnest.sqlite'))
  for (const sql of statements) file.exec(sql)
  file.close()
  return check(head)
}

function check(head: JournalHead | null = null) {
  const store = openStore({ dataDir: place.path, readOnly: true })
  try {
    return store.journal.verify(head ? { head } : {})
  } finally {
    store.close()
  }
}

describe('the journal', () => {
  test('has an entry for every order, change, retraction, label, verdict and edit, and verifies', () => {
    const verdict = bent()
    expect(verdict.message).toContain('every stored order is as the newest of its entries says')
    expect(verdict.ok).toBe(true)
    const store = open()
    const kinds = new Set<string>()
    const states = new Set<string>()
    for (let after: number | undefined; ; ) {
      const { entries, next } = store.journal.page({ limit: 200, ...(after === undefined ? {} : { after }) })
      for (const { kind, body } of entries) {
        kinds.add(kind)
        if (kind === 'order') states.add(String(JSON.parse(body).state))
      }
      if (next === null) break
      after = next
    }
    store.close()
    expect([...kinds].sort()).toEqual(['begin', 'labels', 'order', 'settings', 'verdict'])
    expect([...states].sort()).toEqual(['final', 'reverted', 'seen'])
  })

  test('proves the newest entry of an order under a signed head', () => {
    const store = open()
    fill(store)
    const head = store.journal.keepHead(signer)
    const { id } = order('17/3', block(17))
    const found = store.journal.orderEntry(id)
    if (!found?.entry) throw new Error('no entry')
    const path = store.journal.proof(found.entry.index, head.size).map((one) => Buffer.from(one, 'hex'))
    const leaf = Buffer.from(found.entry.leaf, 'hex')
    store.close()
    expect(isIncluded(sha256, { size: head.size, index: found.entry.index, leaf, path, root: Buffer.from(head.root, 'hex') })).toBe(true)
    expect(JSON.parse(found.entry.body).digest).toBe(Buffer.from(sha256(Buffer.from(found.text))).toString('hex'))
  })

  test('says that what nobody signed rests on the file alone', () => {
    const store = open()
    store.apply(step({ blocks: [block(1)], orders: [order('1', block(1))], from: 1 }))
    store.journal.keepHead(null)
    store.close()
    expect(check()).toMatchObject({ ok: true, message: expect.stringContaining('No head of it is signed') })
  })

  test('stays whole when retention removes orders and a demo chain is forgotten', () => {
    const store = open()
    for (let number = 1; number <= 30; number++)
      store.apply(
        step({ blocks: [block(number)], orders: [order(`${number}`, block(number))], from: number === 1 ? 1 : null, final: number }),
      )
    store.beginNow('notify')
    const removed = store.care.removeOld({ ordersBefore: block(20).timestamp, untoldBefore: null, alertsBefore: null }, null, 1_000)
    expect(removed.orders).toBe(19)
    store.journal.keepHead(signer)
    store.forgetChain(1)
    store.close()
    expect(check().ok).toBe(true)
  })

  test('gives orders that are older than it their entries, and says until then that they have none', () => {
    const store = open()
    fill(store)
    store.close()
    const file = connect(join(place.path, 'crowsnest.sqlite'))
    file.exec("DELETE FROM journal; DELETE FROM journal_nodes; DELETE FROM journal_heads; UPDATE journal_edge SET size = 0, peaks = x''")
    file.close()
    const again = open()
    expect(again.journal.verify({}).message).toContain('400 orders are older than the journal')
    while (again.journal.adopt(150));
    expect(again.journal.verify({}).message).not.toContain('older')
    again.close()
    expect(check().ok).toBe(true)
  })

  test('keeps every head of a day, and then the last one of each hour', () => {
    const store = open()
    const hour = 3_600_000
    const began = clock
    for (let minute = 0; minute < 26 * 60; minute += 10) {
      clock = began + minute * 60_000
      store.journal.note('settings', `minute ${minute}`, null)
      store.journal.keepHead(signer)
    }
    store.close()
    const file = connect(join(place.path, 'crowsnest.sqlite'))
    const kept = file
      .prepare('SELECT at FROM journal_heads ORDER BY size')
      .all()
      .map((row) => Number(row.at))
    file.close()
    const old = kept.filter((at) => at < Math.max(...kept) - 24 * hour)
    expect(old.length).toBeLessThanOrEqual(3)
    expect(old.length).toBeGreaterThan(0)
    expect(kept.length - old.length).toBe(24 * 6 + 1)
    expect(check().ok).toBe(true)
  })

  test('goes on where it was after the app was closed', () => {
    const first = open()
    fill(first)
    const { size } = first.journal.keepHead(signer)
    first.close()
    const second = open()
    second.apply(step({ revertFrom: 38, blocks: [block(38)], orders: [order('38/1', block(38))] }))
    expect(second.journal.keepHead(signer).size).toBeGreaterThan(size)
    second.close()
    expect(check().ok).toBe(true)
  })
})

const third = order('3/3', block(3)).id
const storedColumns = `arrival, id, chain_id, block_number, block_hash, block_time, tx_hash, position, kind, source, from_address, to_address, asset,
  amount, usd, usd_micros, priced_by, evidence, state, first_seen_at, changed_at, change_seq, estimated, spam, notes, ceiling`
const doctored: readonly (readonly [what: string, sql: readonly string[], found: RegExp])[] = [
  ['an amount changed', [`UPDATE orders SET amount = '1' WHERE id = '${third}'`], new RegExp(`Order ${third} .* was altered`)],
  ['a state changed', [`UPDATE orders SET state = 'reverted' WHERE id = '${third}'`], new RegExp(`Order ${third} .* was altered`)],
  ['a number for filters changed', [`UPDATE orders SET usd_micros = 5 WHERE id = '${third}'`], new RegExp(`Order ${third} .* was altered`)],
  ['spam called good', [`UPDATE orders SET spam = 90 WHERE id = '${third}'`], new RegExp(`Order ${third} .* was altered`)],
  ['notes changed', [`UPDATE orders SET notes = '{"how":"x"}' WHERE id = '${third}'`], new RegExp(`Order ${third} .* was altered`)],
  ['an asset renamed', ["UPDATE assets SET symbol = 'EVIL'"], /Order .* \(row 1\) was altered/],
  ['a row removed', [`DELETE FROM orders WHERE id = '${third}'`], new RegExp(`Order ${third} .* was removed`)],
  [
    'a row added',
    [
      `INSERT INTO orders (${storedColumns}) SELECT ${storedColumns.replace('arrival', '9999').replace(', id,', ", 'fake:id',")} FROM orders WHERE id = '${third}'`,
    ],
    /Order fake:id \(row 9999\) was added/,
  ],
  ['an entry changed', ["UPDATE journal SET body = '{}' WHERE idx = 77"], /Entry 77 of the journal .* was altered/],
  ['a leaf changed', ['UPDATE journal SET leaf = zeroblob(32) WHERE idx = 78'], /Entry 78 of the journal .* was altered/],
  ['an entry removed', ['DELETE FROM journal WHERE idx = 79'], /Entry 79 of the journal was removed/],
  ['a node changed', ['UPDATE journal_nodes SET hash = zeroblob(32) WHERE idx = 0 AND level = 8'], /Node 0 of level 8 .* was altered/],
  ['the log cut off', ['DELETE FROM journal WHERE idx > 300'], /cut off: it ends before entry 301/],
  ['log and head cut off', ['DELETE FROM journal WHERE idx > 300; DELETE FROM journal_heads WHERE size > 300'], /cut off|altered/],
  ['a head altered', ["UPDATE journal_heads SET root = replace(root, substr(root, 1, 2), 'zz')"], /head of .* was altered/],
  ['a head signed by another', [`UPDATE journal_heads SET key = '${'ab'.repeat(32)}' WHERE size < 400`], /signed with another key/],
]

describe('a doctored database', () => {
  for (const [what, sql, found] of doctored)
    test(`is found out: ${what}`, () => {
      const verdict = bent(...sql)
      expect(verdict.ok).toBe(false)
      expect(verdict.message).toMatch(found)
    })

  test('whose entries were written anew is found out by the signed head', () => {
    const store = open()
    fill(store)
    store.close()
    const file = connect(join(place.path, 'crowsnest.sqlite'))
    file.exec(`UPDATE orders SET amount = '1' WHERE id = '${third}'`)
    const heads = file.prepare('SELECT * FROM journal_heads').all()
    file.exec("DELETE FROM journal; DELETE FROM journal_nodes; UPDATE journal_edge SET size = 0, peaks = x''")
    file.close()
    const forged = open()
    while (forged.journal.adopt(1_000));
    while (forged.journal.size() < Number(heads.at(-1)?.size)) forged.journal.note('settings', 'padding', null)
    forged.close()
    expect(check()).toMatchObject({ ok: false, message: expect.stringContaining('The journal was rewritten between entries 0 and') })
  })

  test('that was cut back with its heads is found out by a head that was kept elsewhere', () => {
    const store = open()
    fill(store)
    const head = store.journal.head()
    store.close()
    place.remove()
    const younger = open()
    fill(younger)
    younger.close()
    expect(check(head)).toMatchObject({ ok: false })
  })
})
