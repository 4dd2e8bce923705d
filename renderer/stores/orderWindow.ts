/** The part of all orders that this window holds: pure steps from one state to the next, so that they can be tested. */
import type { EventPayload, Output } from '#shared/contract/index.ts'
import type { OrderSort } from '#shared/contract/orders.ts'
import type { OrderFilter, TableRow } from '#shared/order.ts'
import { passes } from './filter.ts'
import { endOf, type Frame, type Slot, type Slots, slotOf, updatedSlots, withSlot } from './slots.ts'

/**
 * A table of `totalRows` rows, counted from 0. The first of them are `rows`, kept up to date live; the others are read into `slots` as they are
 * needed. Row d of the table is row d + shift of the frame: rows that came in on top have made `shift` smaller, rows that are kept from the
 * reader larger. So d + shift names a row that stays where it is while others come in.
 */
export type OrderWindow = {
  /** From the first row of the table on, without a gap. */
  readonly rows: readonly TableRow[]
  /** Arrived while the reader must not be disturbed; newest first, shown on release. */
  readonly held: readonly TableRow[]
  /** Newest change that is contained in `rows` and `held`. */
  readonly seq: number
  /** Key of the last of `rows`; null where nothing follows it. */
  readonly next: string | null
  /** `rows` are all there is. */
  readonly complete: boolean
  /** What lies beyond `rows`; null until it is known. */
  readonly frame: Frame | null
  readonly shift: number
  /** How many rows there may be while no frame is known: the same orders in another sort are as many. */
  readonly guess: number | null
  readonly slots: Slots
  /** How many rows each of the latest changes brought: what a frame of an older change does not count. */
  readonly arrivals: readonly { readonly seq: number; readonly rows: number }[]
  /** Rows that came or went above those that a reader sees, ever; the table moves by the difference. */
  readonly moved: number
  readonly holding: boolean
  /** The window missed changes, or rows moved among each other: it must be asked again on release. */
  readonly stale: boolean
  readonly loaded: boolean
}

export type Changes = EventPayload<'orders.changed'>
export type Page = Output<'orders.page'>
export type Asked = { readonly filter: OrderFilter; readonly sort: OrderSort }

/** Live rows at most; beyond it they are asked again, which costs one page. */
export const mostLive = 1000
/** Held rows at most; beyond it they are counted only. */
const mostHeld = 1000
/** Places shown for rows that are known to follow while their number is not. */
const unknownRows = 40

export const emptyWindow: OrderWindow = {
  rows: [],
  held: [],
  seq: 0,
  next: null,
  complete: false,
  frame: null,
  shift: 0,
  guess: null,
  slots: new Map(),
  arrivals: [],
  moved: 0,
  holding: false,
  stale: false,
  loaded: false,
}

/** Rows of the table, whether they were read or not. */
export function totalRows({ rows, complete, next, frame, shift, guess, loaded }: OrderWindow): number {
  if (complete || (loaded && next === null && frame === null)) return rows.length
  return frame ? Math.max(rows.length, endOf(frame) - shift) : Math.max(rows.length + unknownRows, guess ?? 0)
}

/** All rows that pass, with those that are held; null until they were counted. */
export function countOf(window: OrderWindow): number | null {
  const { rows, held, complete, frame, guess } = window
  if (complete) return rows.length + held.length
  return frame === null ? guess : frame.total + arrivedSince(window, frame.seq)
}

/** The row at a place of the table; null while it is on its way. */
export function rowAt({ rows, frame, shift, slots }: OrderWindow, index: number): TableRow | null {
  const live = rows[index]
  if (live) return live
  if (!frame || index < rows.length) return null
  const slot = slots.get(slotOf(frame, index + shift))
  return slot?.rows[index + shift - slot.start] ?? null
}

/** Place of an order in the table; -1 where it is not among the rows that were read. */
export function indexOfRow({ rows, slots, shift }: OrderWindow, id: string | null): number {
  if (id === null) return -1
  const live = rows.findIndex((row) => row.id === id)
  if (live !== -1) return live
  for (const slot of slots.values()) {
    const at = slot.rows.findIndex((row) => row.id === id)
    if (at !== -1) return slot.start + at - shift
  }
  return -1
}

/** A first page: the window starts anew from it. Rows that did not change stay the same objects, so that they are not drawn again. */
export function withPage(window: OrderWindow, page: Page, keepFrame = false): OrderWindow {
  const before = new Map(window.rows.map((row) => [row.id, row]))
  const rows = page.rows.map((row) => {
    const known = before.get(row.id)
    return known && sameRow(known, row) ? known : row
  })
  const state = { ...window, rows, held: [], seq: page.seq, next: page.next, complete: page.next === null, stale: false, loaded: true }
  const last = rows.at(-1)
  const at = keepFrame && last ? indexOfRow(window, last.id) : -1
  return at === -1
    ? { ...state, frame: keepFrame ? window.frame : null, shift: window.shift, slots: new Map() }
    : { ...state, shift: window.shift + at - (rows.length - 1) }
}

/** What lies beyond the live rows, where the last of them is the frame's row `lastIndex` (null: there are none). */
export const withFrame = (window: OrderWindow, frame: Frame, lastIndex: number | null): OrderWindow => ({
  ...window,
  frame,
  shift: lastIndex === null ? -frame.head : lastIndex - (window.rows.length - 1),
  slots: new Map(),
  arrivals: window.arrivals.filter(({ seq }) => seq > frame.seq),
})

/** Another frame under the eyes of a reader: the order that stood at `index` stays there if it can, and is the frame's row `row`. */
export const aroundRow = (window: OrderWindow, frame: Frame, slots: Slots, index: number, row: number): OrderWindow => ({
  ...withFrame(window, frame, null),
  rows: [],
  next: null,
  complete: false,
  shift: Math.max(-frame.head, row - index),
  moved: window.moved + Math.min(0, row - index + frame.head),
  slots,
  stale: true,
})

/** Rows that were read. Where the last live row is among them, the table is put together exactly there. */
export function withRead(window: OrderWindow, number: number, slot: Slot): OrderWindow {
  const last = window.rows.at(-1)
  const at = last ? slot.rows.findIndex(({ id }) => id === last.id) : -1
  const shift = at === -1 ? window.shift : slot.start + at - (window.rows.length - 1)
  return { ...window, shift, slots: withSlot(window.slots, number, slot) }
}

/** Whether changes before these were missed. */
export const hasGap = (window: OrderWindow, changes: Changes): boolean => changes.firstSeq > window.seq + 1

/** One batch of changes: known rows are updated in place, new ones go where they belong, or are held while someone reads. */
export function withChanges(window: OrderWindow, changes: Changes, { filter, sort }: Asked): OrderWindow {
  if (changes.lastSeq <= window.seq) return window
  const changed = new Map(changes.rows.map((row) => [row.id, row]))
  const slots = updatedSlots(window.slots, changed)
  const known = new Set([...window.rows, ...window.held].filter(({ id }) => changed.has(id)).map(({ id }) => id))
  for (const id of readBeyond(window, changed)) known.add(id)
  const rows = updated(window.rows, changed, filter, window.holding)
  const held = updated(window.held, changed, filter, false)
  const fresh = [...changed.values()].filter((row) => !known.has(row.id) && passes(row, filter))
  const state = {
    ...window,
    seq: changes.lastSeq,
    slots,
    rows,
    shift: window.shift + window.rows.length - rows.length,
    arrivals: fresh.length > 0 ? [...window.arrivals.slice(-2000), { seq: changes.lastSeq, rows: fresh.length }] : window.arrivals,
  }
  if (window.holding || window.stale || !isLive(sort))
    return holdBack({ ...state, stale: window.stale || (fresh.length > 0 && !isLive(sort)) }, insert(held, fresh))
  return putIn({ ...state, held }, fresh)
}

/** Those that were read beyond the live rows. What a slot has above or among them is told by the live rows alone. */
function readBeyond({ complete, slots, shift, rows: live }: OrderWindow, changed: ReadonlyMap<string, TableRow>): string[] {
  if (complete) return []
  return [...slots.values()].flatMap(({ start, rows }) =>
    rows.flatMap(({ id }, at) => (changed.has(id) && start + at - shift >= live.length ? [id] : [])),
  )
}

/** Whether new orders stand on top, so that they can be put in as they come. */
export const isLive = ({ by, direction }: OrderSort): boolean => by === 'time' && direction === 'desc'

/** Starts or ends holding. Ending shows what was held; where the window is stale the page must be asked again first. */
export function withHolding(window: OrderWindow, holding: boolean): OrderWindow {
  if (holding === window.holding) return window
  if (holding || window.stale) return { ...window, holding }
  return putIn({ ...window, holding, held: [] }, [...window.held].reverse())
}

/** Marks that a change was missed while someone reads. */
export const withMissed = (window: OrderWindow): OrderWindow => ({ ...window, stale: true })

export const arrivedSince = ({ arrivals }: OrderWindow, since: number): number =>
  arrivals.reduce((sum, { seq, rows }) => (seq > since ? sum + rows : sum), 0)

function holdBack(window: OrderWindow, held: readonly TableRow[]): OrderWindow {
  return held.length > mostHeld ? { ...window, held: held.slice(0, mostHeld), stale: true } : { ...window, held }
}

/** New rows among the live ones. One that belongs beyond them is counted; the next frame has it. */
function putIn(window: OrderWindow, fresh: readonly TableRow[]): OrderWindow {
  if (fresh.length === 0) return window
  const last = window.rows.at(-1)
  const within = window.complete || !last ? fresh : fresh.filter(({ marks }) => marks.time >= last.marks.time)
  return { ...window, rows: insert(window.rows, within), shift: window.shift - within.length }
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

/** Puts rows, oldest arrival first, before the first row that is not younger: newest time first, then newest arrival. */
function insert(rows: readonly TableRow[], arrived: readonly TableRow[]): readonly TableRow[] {
  if (arrived.length === 0) return rows
  const result = [...rows]
  for (const row of arrived) {
    const at = result.findIndex((other) => other.marks.time <= row.marks.time)
    result.splice(at === -1 ? result.length : at, 0, row)
  }
  return result
}

const sameRow = (a: TableRow, b: TableRow): boolean => JSON.stringify(a) === JSON.stringify(b)
