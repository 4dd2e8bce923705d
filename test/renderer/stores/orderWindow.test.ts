/** The window of orders: what is shown, what is held, what was missed, and what lies where. */
import { describe, expect, test } from 'vitest'
import { newestFirst, type OrderSort } from '#shared/contract/orders.ts'
import type { OrderFilter, TableRow } from '#shared/order.ts'
import {
  aroundRow,
  countOf,
  emptyWindow,
  hasGap,
  indexOfRow,
  type OrderWindow,
  rowAt,
  totalRows,
  withChanges,
  withFrame,
  withHolding,
  withMissed,
  withPage,
  withRead,
} from '../../../renderer/stores/orderWindow.ts'
import { order } from '../support.ts'

const ids = (rows: readonly TableRow[]) => rows.map(({ id }) => id)
const loaded = (rows: TableRow[], seq = rows.length, next: string | null = null): OrderWindow =>
  withPage(emptyWindow, { rows, next, previous: null, seq })
const batch = (window: OrderWindow, rows: TableRow[]) => ({ firstSeq: window.seq + 1, lastSeq: window.seq + rows.length, rows })
const apply = (window: OrderWindow, rows: TableRow[], filter: OrderFilter = {}, sort: OrderSort = newestFirst) =>
  withChanges(window, batch(window, rows), { filter, sort })
const at = (time: number) => ({ blockTime: time })
const many = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => order(`r${from + index}`, at(10_000 - from - index)))
/** 1,000 stored orders r0 … r999, of which the first ten are live. */
const long = (): OrderWindow => withFrame(loaded(many(0, 10), 1000, 'r9'), { total: 1000, head: 0, every: 100, keys: [], seq: 1000 }, 9)
const read = (window: OrderWindow, number: number, from: number) =>
  withRead(window, number, { start: from, rows: many(from, from + 100), first: null, last: null })

describe('withChanges', () => {
  test('puts new orders on top, the newest arrival first', () => {
    const window = apply(loaded([order('a')]), [order('b', at(1012)), order('c', at(1012))])
    expect(ids(window.rows)).toEqual(['c', 'b', 'a'])
    expect(window.seq).toBe(3)
  })

  test('sorts an order of a slower chain below newer blocks', () => {
    const window = apply(loaded([order('a', at(1100)), order('b', at(900))]), [order('late', at(1000))])
    expect(ids(window.rows)).toEqual(['a', 'late', 'b'])
  })

  test('updates a known order in its place, also among the rows that were read', () => {
    expect(apply(loaded([order('a'), order('b')]), [order('b', { state: 'reverted' })]).rows[1]?.state).toBe('reverted')
    const window = apply(read(long(), 5, 500), [order('r510', { state: 'reverted' })])
    expect(rowAt(window, 510)?.state).toBe('reverted')
    expect(totalRows(window)).toBe(1000)
  })

  test('keeps untouched rows the same objects, so that they are not drawn again', () => {
    const before = loaded([order('a'), order('b')])
    const after = apply(before, [order('b', { evidence: 5 })])
    expect(after.rows[0]).toBe(before.rows[0])
  })

  test('ignores changes that the page contained already', () => {
    const window = loaded([order('a')], 10)
    expect(withChanges(window, { firstSeq: 8, lastSeq: 10, rows: [order('b')] }, { filter: {}, sort: newestFirst })).toBe(window)
  })

  test('takes the last of two changes to one order', () => {
    const window = apply(loaded([]), [order('a'), order('a', { state: 'reverted' })])
    expect(window.rows.map(({ state }) => state)).toEqual(['reverted'])
  })

  test('leaves out what the filter does not let through, and counts it as known', () => {
    const window = apply(loaded([]), [order('a', { chainId: 10 }), order('b')], { chainIds: [1] })
    expect(ids(window.rows)).toEqual(['b'])
    expect(window.seq).toBe(2)
  })

  test('takes a row out that no longer passes the filter, but not while someone reads', () => {
    const final = order('a', { state: 'final' })
    expect(ids(apply(loaded([order('a')]), [final], { states: ['seen'] }).rows)).toEqual([])
    expect(ids(apply(withHolding(loaded([order('a')]), true), [final], { states: ['seen'] }).rows)).toEqual(['a'])
  })

  test('in a table that is not sorted by time, new orders wait until it is asked again', () => {
    const window = apply(loaded([order('a')]), [order('b')], {}, { by: 'usd', direction: 'desc' })
    expect(ids(window.rows)).toEqual(['a'])
    expect(window.stale).toBe(true)
    expect(ids(window.held)).toEqual(['b'])
  })
})

describe('hasGap', () => {
  test('sees a missed change and nothing else', () => {
    const window = loaded([], 5)
    expect(hasGap(window, { firstSeq: 6, lastSeq: 6, rows: [] })).toBe(false)
    expect(hasGap(window, { firstSeq: 4, lastSeq: 7, rows: [] })).toBe(false)
    expect(hasGap(window, { firstSeq: 7, lastSeq: 7, rows: [] })).toBe(true)
  })
})

describe('withHolding', () => {
  test('holds new orders back and lets them in, in order', () => {
    const holding = apply(apply(withHolding(loaded([order('a')]), true), [order('b')]), [order('c', at(1012))])
    expect(ids(holding.rows)).toEqual(['a'])
    expect(ids(holding.held)).toEqual(['c', 'b'])
    const released = withHolding(holding, false)
    expect(ids(released.rows)).toEqual(['c', 'b', 'a'])
    expect(released.held).toEqual([])
  })

  test('shows a retraction at once, also of a held order', () => {
    const holding = apply(withHolding(loaded([order('a')]), true), [order('b')])
    const after = apply(holding, [order('a', { state: 'reverted' }), order('b', { state: 'reverted' })])
    expect(after.rows[0]?.state).toBe('reverted')
    expect(after.held.map(({ state }) => state)).toEqual(['reverted'])
  })

  test('keeps holding rows of a window that missed changes until the page is asked again', () => {
    const stale = withMissed(apply(withHolding(loaded([order('a')]), true), [order('b')]))
    expect(ids(withHolding(stale, false).rows)).toEqual(['a'])
    expect(withPage(withHolding(stale, false), { rows: [order('c')], next: null, previous: null, seq: 9 })).toMatchObject({
      stale: false,
      held: [],
      seq: 9,
    })
  })

  test('holds no more than its size, and says that it did', () => {
    const window = apply(withHolding(loaded([]), true), many(0, 1500))
    expect(window.held).toHaveLength(1000)
    expect(window.stale).toBe(true)
    expect(countOf(window)).toBe(1000)
  })
})

describe('a long table', () => {
  test('has a place for every row, and shows those that were read', () => {
    const window = read(long(), 5, 500)
    expect(totalRows(window)).toBe(1000)
    expect(rowAt(window, 3)?.id).toBe('r3')
    expect(rowAt(window, 550)?.id).toBe('r550')
    expect(rowAt(window, 450)).toBeNull()
    expect(indexOfRow(window, 'r599')).toBe(599)
    expect(indexOfRow(window, 'r600')).toBe(-1)
  })

  test('moves on by the orders that come in on top, and names the same rows by the same numbers', () => {
    const before = read(long(), 5, 500)
    const window = apply(before, [order('new1', at(20_000)), order('new2', at(20_001))])
    expect(rowAt(window, 552)?.id).toBe('r550')
    expect(552 + window.shift).toBe(550 + before.shift)
    expect(totalRows(window)).toBe(1002)
    expect(countOf(window)).toBe(1002)
  })

  test('does not move while someone reads, and counts what is held', () => {
    const window = apply(withHolding(read(long(), 5, 500), true), [order('new1', at(20_000))])
    expect(rowAt(window, 550)?.id).toBe('r550')
    expect(totalRows(window)).toBe(1000)
    expect(countOf(window)).toBe(1001)
  })

  test('counts an order that belongs among rows that were not read, and leaves its place to the next map', () => {
    const window = apply(long(), [order('late', at(5000))])
    expect(ids(window.rows)).not.toContain('late')
    expect(countOf(window)).toBe(1001)
  })

  test('shows an order that the map knew of before its change was told', () => {
    const ahead = withFrame(loaded(many(0, 10), 1000, 'r9'), { total: 1001, head: 0, every: 100, keys: [], seq: 1001 }, 10)
    const mapped = withRead(ahead, 0, { start: 0, rows: [order('new1', at(20_000)), ...many(0, 99)], first: null, last: null })
    expect(rowAt(mapped, 0)?.id).toBe('r0')
    const window = apply(mapped, [order('new1', at(20_000))])
    expect(rowAt(window, 0)?.id).toBe('new1')
    expect(rowAt(window, 50)?.id).toBe('r49')
    expect(totalRows(window)).toBe(1001)
  })

  test('an order that came into an empty table while it was mapped is not lost', () => {
    const mapped = withRead(withFrame(loaded([]), { total: 1, head: 0, every: 1, keys: ['a'], seq: 1 }, null), 0, {
      ...{ start: 0, rows: [order('a')], first: 'a', last: null },
    })
    expect(ids(apply(mapped, [order('a'), order('b')]).rows)).toEqual(['b', 'a'])
  })

  test('is put together exactly where the last live row is found, however wrong the map was', () => {
    const wrong = withFrame(loaded(many(0, 10), 1000, 'r9'), { total: 1004, head: 0, every: 100, keys: [], seq: 1000 }, 9)
    const window = withRead(wrong, 0, { start: 0, rows: [...many(2000, 2004), ...many(0, 96)], first: null, last: null })
    expect(rowAt(window, 9)?.id).toBe('r9')
    expect(rowAt(window, 10)?.id).toBe('r10')
    expect(totalRows(window)).toBe(1000)
  })

  test('can be mapped anew under the eyes of a reader', () => {
    const window = withHolding(read(long(), 5, 500), true)
    const slots = new Map([[5, { start: 500, rows: [...many(3000, 3005), ...many(500, 595)], first: null, last: null }]])
    const again = aroundRow(window, { total: 1005, head: 0, every: 100, keys: [], seq: 1005 }, slots, 550, 555)
    expect(rowAt(again, 550)?.id).toBe('r550')
    expect(totalRows(again)).toBe(1000)
    expect(again.stale).toBe(true)
  })

  test('asked again while nobody reads it keeps the same numbers, and the rows that did not change', () => {
    const before = apply(long(), [order('new1', at(20_000))])
    const after = withPage(before, { rows: [order('new1', at(20_000)), ...many(0, 5)], next: 'r4', previous: 'new1', seq: 1001 }, true)
    expect(after.shift).toBe(before.shift)
    expect(after.rows[1]).toBe(before.rows[1])
    expect(totalRows(after)).toBe(1001)
  })
})
