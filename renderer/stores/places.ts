/** Reads the rows that the reader scrolls to, wherever in the result they lie, and keeps the map of the result up to date. */
import type { SortPlace } from '#shared/contract/orders.ts'
import type { OrderFilter } from '#shared/order.ts'
import { CallError } from '../bridge/client.ts'
import { client } from '../bridge/host.ts'
import { askedNow, useOrders } from './ordersState.ts'
import { aroundRow, countOf, indexOfRow, type OrderWindow, rowAt, totalRows, withFrame, withRead } from './orderWindow.ts'
import { endOf, type Frame, placeOf, type Slot, type Slots, slotOf, touched } from './slots.ts'

/** Between two maps of a result that changes, in milliseconds. */
const frameMs = 5000
const retryMs = 3000
const readsAtOnce = 2

let generation = 0
/** The filter of which the number of rows is known, or on its way. */
let knownFor: OrderFilter | null = null
let wanted = { first: 0, last: 0 }
/** Keys at the edges of slots of a frame, by which the slots beside them are reached; kept when the slots are let go. */
let edges: { readonly frame: Frame | null; readonly first: Map<number, string>; readonly last: Map<number, string> } = {
  frame: null,
  first: new Map(),
  last: new Map(),
}
const reading = new Set<number>()
let timer: ReturnType<typeof setTimeout> | null = null
let framing = false
let framedAt = Number.NEGATIVE_INFINITY
let isOff = false

/** Another question: nothing that is known of the old result holds for it. */
export function forgetPlaces(): void {
  generation++
  reading.clear()
  framing = false
  isOff = false
  if (timer !== null) clearTimeout(timer)
  timer = null
  framedAt = Number.NEGATIVE_INFINITY
  wanted = { first: 0, last: 0 }
  const { filter } = askedNow()
  useOrders.setState((state) => ({
    ...{ frame: null, shift: 0, slots: new Map(), arrivals: [] },
    guess: filter === knownFor ? (countOf(state) ?? state.guess) : null,
  }))
  knownFor = filter
}

/** Rows of the table that are seen, or about to be. */
export function wantRows(first: number, last: number): void {
  wanted = { first, last }
  pump()
}

/** `now`; `later`: when the last map is old enough; `missing`: where there is none. */
export function framesWanted(when: 'now' | 'later' | 'missing'): void {
  if (when === 'missing' && useOrders.getState().frame !== null) return
  if (framing || (timer !== null && when !== 'now')) return
  if (timer !== null) clearTimeout(timer)
  const wait = when === 'later' ? Math.max(0, framedAt + frameMs - performance.now()) : 0
  timer = setTimeout(() => {
    timer = null
    const { holding, frame } = useOrders.getState()
    if (!holding || frame === null) void readFrame()
    else if (isOff) void readFrameAround()
  }, wait)
}

/** The map of the result: how many rows, and where its pages begin. */
async function readFrame(): Promise<void> {
  const mine = generation
  const { next, loaded, complete } = useOrders.getState()
  if (!loaded || complete) return
  framing = true
  try {
    const [frame, at] = await Promise.all([
      client['orders.samples']({ ...askedNow(), lane: 'table' }),
      next === null ? null : client['orders.locate']({ ...askedNow(), at: next, lane: 'table-end' }),
    ])
    if (mine !== generation) return
    framing = false
    framedAt = performance.now()
    if (next !== useOrders.getState().next) return void framesWanted('now')
    useOrders.setState((state) => withFrame(state, frame, at === null ? null : indexIn(frame, at)))
    isOff = false
    pump()
  } catch (thrown) {
    if (mine === generation) failed(thrown)
  }
}

/** The row that is read stays where it is, and the map is drawn anew around it. */
async function readFrameAround(): Promise<void> {
  const mine = generation
  const before = useOrders.getState()
  const middle = Math.floor((wanted.first + wanted.last) / 2)
  const anchor = anchorNear(before, middle)
  framing = true
  try {
    const [frame, at] = await Promise.all([
      client['orders.samples']({ ...askedNow(), lane: 'table' }),
      anchor === null ? null : client['orders.locate']({ ...askedNow(), at: anchor.key, lane: 'table-end' }),
    ])
    const row = anchor && at ? indexIn(frame, at) + (middle - anchor.index) : middle + before.shift
    const numbers = slotsFor(frame, row - middle, wanted.first, wanted.last)
    let slots: Slots = new Map()
    for (const number of numbers) {
      const read = await readSlot(frame, number)
      if (read) slots = new Map(slots).set(number, read.slot)
    }
    if (mine !== generation) return
    framing = false
    framedAt = performance.now()
    isOff = false
    const id = rowAt(before, middle)?.id ?? null
    const found = indexOfRow({ ...before, rows: [], slots, shift: 0 }, id)
    useOrders.setState((state) => aroundRow(state, frame, slots, middle, found === -1 ? row : found))
    pump()
  } catch (thrown) {
    if (mine === generation) failed(thrown)
  }
}

function failed(thrown: unknown): void {
  framing = false
  if (thrown instanceof CallError && thrown.code === 'SUPERSEDED') return void framesWanted('now')
  timer ??= setTimeout(() => {
    timer = null
    framesWanted('now')
  }, retryMs)
}

/** A row near the one that is read whose key is known. */
function anchorNear({ rows, next, frame, shift, slots }: OrderWindow, index: number): { index: number; key: string } | null {
  if (index < rows.length) return next === null ? null : { index: rows.length - 1, key: next }
  const slot = frame && slots.get(slotOf(frame, index + shift))
  return slot?.first ? { index: slot.start - shift, key: slot.first } : null
}

/** Both were counted a moment apart: what came between them came on top. */
const indexIn = (frame: Frame, at: { readonly index: number; readonly total: number }): number =>
  Math.max(0, at.index - (at.total - frame.total)) - frame.head

function slotsFor(frame: Frame, shift: number, first: number, last: number): number[] {
  const from = Math.max(-frame.head, first + shift)
  const to = Math.min(endOf(frame) - 1, last + shift)
  if (to < from) return []
  const [begin, end] = [slotOf(frame, from), slotOf(frame, to)]
  return Array.from({ length: end - begin + 1 }, (_, index) => begin + index)
}

/** Reads what is wanted and missing, what is seen before what is near. */
function pump(): void {
  const state = useOrders.getState()
  const { frame, rows, shift, slots } = state
  if (state.complete) return
  if (wanted.last < rows.length || wanted.first >= totalRows(state)) return
  if (frame === null) return void framesWanted('missing')
  // The last live row is read too: it is the seam.
  const numbers = slotsFor(frame, shift, Math.max(wanted.first, rows.length - 1), wanted.last)
  const kept = touched(slots, numbers)
  if (kept !== slots) useOrders.setState({ slots: kept })
  for (const number of numbers) {
    if (slots.has(number) || reading.has(number) || reading.size >= readsAtOnce) continue
    void readInto(frame, number)
  }
}

async function readInto(frame: Frame, number: number): Promise<void> {
  const mine = generation
  reading.add(number)
  try {
    const read = await readSlot(frame, number)
    if (mine !== generation || useOrders.getState().frame !== frame) return
    if (read) {
      useOrders.setState((state) => withRead(state, number, read.slot))
      if (!read.whole) isOff = true
      if (isOff) framesWanted('later')
    }
  } catch {
    // The host says on its own when it is gone; what is wanted still is asked for again.
    if (mine === generation) setTimeout(pump, retryMs)
    return
  } finally {
    if (mine === generation) reading.delete(number)
  }
  pump()
}

/** `whole`: the rows are the very ones that the frame has there. */
async function readSlot(frame: Frame, number: number): Promise<{ readonly slot: Slot; readonly whole: boolean } | null> {
  const place = placeOf(frame, number)
  if (place.size === 0) return null
  const start =
    place.at !== null
      ? { at: place.at }
      : number < 0
        ? { before: await keyBeside(frame, number, 'first') }
        : { after: await keyBeside(frame, number, 'last') }
  const page = await client['orders.page']({ ...askedNow(), ...start, limit: place.size + (place.follower === null ? 0 : 1) })
  const whole =
    place.follower === null ? page.rows.length === place.size : page.next === place.follower && page.rows.length === place.size + 1
  const slot: Slot = {
    start: place.start,
    rows: page.rows.slice(0, place.size),
    first: page.previous,
    last: place.follower === null ? page.next : null,
  }
  remember(frame, number, slot)
  return { slot, whole }
}

/** Key of the row that stands right before a slot (`last` of the one before), or right after it (`first` of the one after). */
async function keyBeside(frame: Frame, number: number, side: 'first' | 'last'): Promise<string> {
  const beside = side === 'last' ? number - 1 : number + 1
  const known = edges.frame === frame ? edges[side].get(beside) : undefined
  if (known !== undefined) return known
  const sample = beside === 0 && side === 'first' ? frame.keys[0] : undefined
  if (sample !== undefined) return sample
  const read = await readSlot(frame, beside)
  if (read && useOrders.getState().frame === frame) useOrders.setState((state) => withRead(state, beside, read.slot))
  const key = read?.slot[side]
  if (!key) throw new Error('The result has changed.')
  return key
}

function remember(frame: Frame, number: number, { first, last }: Slot): void {
  if (edges.frame !== frame) edges = { frame, first: new Map(), last: new Map() }
  if (first !== null) edges.first.set(number, first)
  if (last !== null) edges.last.set(number, last)
}

/** Which row of the table stands first at or beyond a place; the last one where none does. */
export async function indexOfPlace(from: SortPlace): Promise<number> {
  const at = await client['orders.locate']({ ...askedNow(), from, lane: 'go-to' })
  const state = useOrders.getState()
  const index = state.frame ? indexIn(state.frame, at) - state.shift : at.index
  return Math.min(Math.max(0, index), Math.max(0, totalRows(state) - 1))
}

/** Reads the order from the store and finds its place; -1 where it is not in this table. */
export async function placeOfOrder(id: string): Promise<number> {
  const detail = await client['orders.get']({ id })
  if (!detail) return -1
  const { by } = askedNow().sort
  const { marks, usd, amount } = detail.row
  if (by === 'usd' && usd === null) return -1
  return indexOfPlace(by === 'time' ? { time: marks.time } : by === 'usd' ? { usd: usd ?? '0' } : { amount })
}
