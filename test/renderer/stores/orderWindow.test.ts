/** The window of orders: what is shown, what is held, what was missed. */
import { describe, expect, test } from 'vitest'
import type { TableRow } from '#shared/order.ts'
import {
  emptyWindow,
  hasGap,
  type OrderWindow,
  windowSize,
  withChanges,
  withHolding,
  withMissed,
  withOlder,
  withPage,
} from '../../../renderer/stores/orderWindow.ts'
import { order } from '../support.ts'

const ids = (rows: readonly TableRow[]) => rows.map(({ id }) => id)
const loaded = (rows: TableRow[], seq = rows.length): OrderWindow => withPage(emptyWindow, { rows, next: 'older', seq })
const batch = (window: OrderWindow, rows: TableRow[]) => ({ firstSeq: window.seq + 1, lastSeq: window.seq + rows.length, rows })
const apply = (window: OrderWindow, rows: TableRow[], filter = {}) => withChanges(window, batch(window, rows), filter)

describe('withChanges', () => {
  test('puts new orders on top, the newest arrival first', () => {
    const window = apply(loaded([order('a')]), [order('b', { blockTime: 1012 }), order('c', { blockTime: 1012 })])
    expect(ids(window.rows)).toEqual(['c', 'b', 'a'])
    expect(window.seq).toBe(3)
  })

  test('sorts an order of a slower chain below newer blocks', () => {
    const window = apply(loaded([order('a', { blockTime: 1100 }), order('b', { blockTime: 900 })]), [order('late', { blockTime: 1000 })])
    expect(ids(window.rows)).toEqual(['a', 'late', 'b'])
  })

  test('updates a known order in its place', () => {
    const window = apply(loaded([order('a'), order('b')]), [order('b', { state: 'reverted' })])
    expect(ids(window.rows)).toEqual(['a', 'b'])
    expect(window.rows[1]?.state).toBe('reverted')
  })

  test('keeps untouched rows the same objects, so that they are not drawn again', () => {
    const before = loaded([order('a'), order('b')])
    const after = apply(before, [order('b', { evidence: 5 })])
    expect(after.rows[0]).toBe(before.rows[0])
  })

  test('ignores changes that the page contained already', () => {
    const window = loaded([order('a')], 10)
    expect(withChanges(window, { firstSeq: 8, lastSeq: 10, rows: [order('b')] }, {})).toBe(window)
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

  test('never grows beyond its size and remembers that older rows must be asked for by time', () => {
    const many = Array.from({ length: windowSize }, (_, index) => order(`r${index}`))
    const window = apply(loaded(many), [order('new', { blockTime: 2000 })])
    expect(window.rows).toHaveLength(windowSize)
    expect(window.rows[0]?.id).toBe('new')
    expect(window.cut).toBe(true)
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
    const holding = apply(apply(withHolding(loaded([order('a')]), true), [order('b')]), [order('c', { blockTime: 1012 })])
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
    expect(after.held[0]?.state).toBe('reverted')
    expect(after.held).toHaveLength(1)
  })

  test('keeps holding rows of a window that missed changes until the page is asked again', () => {
    const stale = withMissed(apply(withHolding(loaded([order('a')]), true), [order('b')]))
    expect(ids(withHolding(stale, false).rows)).toEqual(['a'])
    expect(withPage(withHolding(stale, false), { rows: [order('c')], next: null, seq: 9 })).toMatchObject({
      stale: false,
      held: [],
      seq: 9,
    })
  })

  test('holds no more than its size, and says that it did', () => {
    const flood = Array.from({ length: windowSize + 10 }, (_, index) => order(`r${index}`))
    const window = apply(withHolding(loaded([]), true), flood)
    expect(window.held).toHaveLength(windowSize)
    expect(window.stale).toBe(true)
  })
})

describe('withOlder', () => {
  test('appends a page without repeating a row', () => {
    const window = withOlder(loaded([order('a'), order('b')]), { rows: [order('b'), order('c')], next: null, seq: 9 })
    expect(ids(window.rows)).toEqual(['a', 'b', 'c'])
    expect(window.next).toBeNull()
  })

  test('keeps the sequence of the newest page: an older one says nothing about newer changes', () => {
    expect(withOlder(loaded([order('a')], 3), { rows: [], next: null, seq: 9 }).seq).toBe(3)
  })

  test('lets the newest rows go beyond its size and says by how many', () => {
    const many = Array.from({ length: windowSize }, (_, index) => order(`r${index}`))
    const window = withOlder(loaded(many), { rows: [order('old1'), order('old2')], next: 'more', seq: 0 })
    expect(window.rows).toHaveLength(windowSize)
    expect(window.rows.at(-1)?.id).toBe('old2')
    expect(window).toMatchObject({ dropped: 2, stale: true, next: 'more' })
  })
})
