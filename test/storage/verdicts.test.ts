/** The user's word on spam: what it changes, what wins over what, and whom it is not told to. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { spamHandlers } from '#ipc/handlers/spam.ts'
import { calls } from '#shared/contract/spam.ts'
import type { OrderNotes, OrderRow } from '#shared/order.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { address, block, folder, order, step, usdc } from './sample.ts'

let place: ReturnType<typeof folder>
let store: Store
let time = 0
beforeEach(() => {
  place = folder()
  store = openStore({ dataDir: place.path, now: () => ++time })
})
afterEach(() => {
  store.close()
  place.remove()
})

const spamNotes = (points: number): OrderNotes => ({
  how: null,
  estimated: false,
  parts: [],
  prices: [],
  spam: { points, signs: [{ id: 'unlisted', points, sentence: 'The token is on no list that Crowsnest knows.' }] },
})
const keep = (rows: readonly OrderRow[], points = 0) =>
  store.apply(step({ blocks: [block(1)], orders: rows, from: 1, notes: new Map(rows.map(({ id }) => [id, spamNotes(points)])) }))
const spamOf = ({ id }: OrderRow): number | undefined => store.get(id)?.row.marks.spam

describe('a verdict', () => {
  test('on an order wins over its score, either way, and can be taken back', () => {
    const row = order('a', block(1))
    keep([row], 70)
    expect(spamOf(row)).toBe(70)
    expect(store.setVerdict(row.id, false)).toBe(1)
    expect(spamOf(row)).toBe(0)
    expect(store.setVerdict(row.id, true)).toBe(1)
    expect(spamOf(row)).toBe(100)
    expect(store.setVerdict(row.id, null)).toBe(1)
    expect(spamOf(row)).toBe(70)
    expect(store.get(row.id)?.notes.spam).toEqual(spamNotes(70).spam)
  })

  test('on a token is about every stored row of it, given or received, and about no other', () => {
    const given = order('given', block(1), { asset: usdc })
    const received = order('received', block(1), { kind: 'swap', received: { asset: usdc, amount: '5' } })
    const other = order('other', block(1))
    keep([given, received, other])
    expect(store.setVerdict(`1:${usdc.address}`, true)).toBe(2)
    expect([given, received, other].map(spamOf)).toEqual([100, 100, 0])
  })

  test('on an account is about the rows on its chain only', () => {
    const mallory = address('mallory')
    const rows = [order('to', block(1), { to: mallory }), order('from', block(1), { from: mallory }), order('none', block(1))]
    keep(rows)
    expect(store.setVerdict(`2:${mallory}`, true)).toBe(0)
    expect(store.setVerdict(`1:${mallory}`, true)).toBe(2)
    expect(rows.map(spamOf)).toEqual([100, 100, 0])
  })

  test('is about rows that are still to come, and stays when they are mined again', () => {
    const mallory = address('mallory')
    store.setVerdict(`1:${mallory}`, true)
    const row = order('late', block(1), { to: mallory })
    keep([row])
    expect(spamOf(row)).toBe(100)
    const again = block(1, 'fork', 'main')
    store.apply(step({ revertFrom: 1, blocks: [again], orders: [order('late', again, { to: mallory })], from: 1 }))
    expect(spamOf(row)).toBe(100)
  })

  test('on the order itself wins over those on its accounts, and one of spam over one of its opposite', () => {
    const [alice, mallory] = [address('alice'), address('mallory')]
    const row = order('both', block(1), { from: alice, to: mallory })
    keep([row])
    store.setVerdict(`1:${alice}`, false)
    store.setVerdict(`1:${mallory}`, true)
    expect(spamOf(row)).toBe(100)
    store.setVerdict(row.id, false)
    expect(spamOf(row)).toBe(0)
    store.setVerdict(row.id, null)
    store.setVerdict(`1:${mallory}`, null)
    expect(spamOf(row)).toBe(0)
  })

  test('is news to nobody: no consumer is told', () => {
    const row = order('quiet', block(1))
    keep([row])
    store.handled('watch', store.seq())
    const before = store.seq()
    store.setVerdict(row.id, true)
    expect(store.seq()).toBe(before)
    expect(store.pending('watch', 10)).toEqual([])
  })

  test('is listed, newest first, and goes with the rows of a chain that were never real', () => {
    store.setVerdict(`1:${address('a')}`, true)
    store.setVerdict(`11:${address('b')}`, false)
    const told = store.verdicts()
    expect(told.map(({ subject, spam }) => [subject, spam])).toEqual([
      [`11:${address('b')}`, false],
      [`1:${address('a')}`, true],
    ])
    expect(told[0]?.at).toBeGreaterThan(told[1]?.at ?? 0)
    store.forgetChain(1)
    expect(store.verdicts().map(({ subject }) => subject)).toEqual([`11:${address('b')}`])
  })
})

describe('spam.set', () => {
  test('takes an address in any case, and has the windows ask again only where a row changed', async () => {
    let refreshed = 0
    const handlers = spamHandlers({ store, refreshWindows: () => refreshed++ })
    const row = order('x', block(1), { asset: usdc })
    keep([row])
    const input = calls['spam.set'].input.parse({ subject: `1:${usdc.address.toUpperCase().replace('0X', '0x')}`, spam: true })
    expect(await handlers['spam.set'](input)).toEqual({ rows: 1 })
    expect(await handlers['spam.set'](input)).toEqual({ rows: 0 })
    expect(refreshed).toBe(1)
    expect(calls['spam.list'].output.parse(await handlers['spam.list'](null))).toEqual(store.verdicts())
  })

  test.each(['', '1:', '1:0x12', 'x:0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48', `1:0x${'a'.repeat(64)}`, `1:0x${'a'.repeat(40)}:1`])(
    'refuses %j as a subject',
    (subject) => {
      expect(calls['spam.set'].input.safeParse({ subject, spam: true }).success).toBe(false)
    },
  )
})
