/** The part of all orders that this window holds: pure steps from one state to the next, so that they can be tested. */
import type { EventPayload, Output } from '#shared/contract/index.ts'
import type { OrderFilter, TableRow } from '#shared/order.ts'
import { passes } from './filter.ts'

export type OrderWindow = {
  /** Newest first. */
  readonly rows: readonly TableRow[]
  /** Arrived while the reader must not be disturbed; newest first, shown on release. */
  readonly held: readonly TableRow[]
  /** Newest change that is contained in `rows` and `held`. */
  readonly seq: number
  /** Key of the next older page; null at the end, or where `cut` says that the key was lost. */
  readonly next: string | null
  /** Older rows were let go: the next older page is found by the time of the last row. */
  readonly cut: boolean
  /** Rows let go at the newer end, ever; the table moves its scroll position by the difference. */
  readonly dropped: number
  readonly holding: boolean
  /** The window no longer reaches the newest order, or missed a change: the page must be asked again on release. */
  readonly stale: boolean
  readonly loaded: boolean
}

export type Changes = EventPayload<'orders.changed'>
export type Page = Output<'orders.page'>

/** Rows kept at most; older ones are asked for again by key. */
export const windowSize = 5000

export const emptyWindow: OrderWindow = {
  rows: [],
  held: [],
  seq: 0,
  next: null,
  cut: false,
  dropped: 0,
  holding: false,
  stale: false,
  loaded: false,
}

/** A first page: the window starts anew from it. */
export const withPage = (window: OrderWindow, page: Page): OrderWindow => ({
  ...window,
  rows: page.rows,
  held: [],
  seq: page.seq,
  next: page.next,
  cut: false,
  stale: false,
  loaded: true,
})

/** An older page at the end. Beyond the window's size the newest rows are let go, and the window is stale. */
export function withOlder(window: OrderWindow, page: Page): OrderWindow {
  const known = new Set(window.rows.map(({ id }) => id))
  const rows = [...window.rows, ...page.rows.filter(({ id }) => !known.has(id))]
  const over = Math.max(0, rows.length - windowSize)
  return {
    ...window,
    rows: over ? rows.slice(over) : rows,
    next: page.next,
    cut: false,
    dropped: window.dropped + over,
    stale: window.stale || over > 0,
  }
}

/** Whether changes before these were missed. */
export const hasGap = (window: OrderWindow, changes: Changes): boolean => changes.firstSeq > window.seq + 1

/** One batch of changes: known rows are updated in place, new ones go on top, or are held while someone reads. */
export function withChanges(window: OrderWindow, changes: Changes, filter: OrderFilter): OrderWindow {
  if (changes.lastSeq <= window.seq) return window
  const changed = new Map(changes.rows.map((row) => [row.id, row]))
  const update = (rows: readonly TableRow[]) => updated(rows, changed, filter, window.holding)
  const rows = update(window.rows)
  const held = update(window.held)
  const known = new Set([...window.rows, ...window.held].filter(({ id }) => changed.has(id)).map(({ id }) => id))
  const fresh = [...changed.values()].filter((row) => !known.has(row.id) && passes(row, filter))
  const state = { ...window, seq: changes.lastSeq }
  if (window.holding || window.stale) return holdBack({ ...state, rows }, insert(held, fresh))
  return trimmed({ ...state, rows: insert(rows, fresh), held })
}

/** Starts or ends holding. Ending shows what was held; where the window is stale the page must be asked again first. */
export function withHolding(window: OrderWindow, holding: boolean): OrderWindow {
  if (holding === window.holding) return window
  if (holding || window.stale) return { ...window, holding }
  return trimmed({ ...window, holding, rows: insert(window.rows, [...window.held].reverse()), held: [] })
}

/** Marks that a change was missed while someone reads. */
export const withMissed = (window: OrderWindow): OrderWindow => ({ ...window, stale: true })

function holdBack(window: OrderWindow, held: readonly TableRow[]): OrderWindow {
  return held.length > windowSize ? { ...window, held: held.slice(0, windowSize), stale: true } : { ...window, held }
}

function trimmed(window: OrderWindow): OrderWindow {
  if (window.rows.length <= windowSize) return window
  return { ...window, rows: window.rows.slice(0, windowSize), next: null, cut: true }
}

/** Rows that no longer pass the filter leave, but not under the eyes of someone who reads them. */
function updated(
  rows: readonly TableRow[],
  changed: ReadonlyMap<string, TableRow>,
  filter: OrderFilter,
  keep: boolean,
): readonly TableRow[] {
  if (!rows.some(({ id }) => changed.has(id))) return rows
  return rows.map((row) => changed.get(row.id) ?? row).filter((row) => keep || !changed.has(row.id) || passes(row, filter))
}

/** Puts rows, oldest arrival first, before the first row that is not younger: newest block first, then newest arrival. */
function insert(rows: readonly TableRow[], arrived: readonly TableRow[]): readonly TableRow[] {
  if (arrived.length === 0) return rows
  const result = [...rows]
  for (const row of arrived) {
    const at = result.findIndex((other) => (other.blockTime ?? 0) <= (row.blockTime ?? 0))
    result.splice(at === -1 ? result.length : at, 0, row)
  }
  return result
}
