/** Where the rows of a result lie that nobody has read yet: the samples of the store, cut into slots of a page each. */
import type { Output } from '#shared/contract/index.ts'
import type { TableRow } from '#shared/order.ts'

/**
 * A result as it was at one change: how many rows, and the keys of every `every`-th. Its rows are counted from the first key on, in the order of
 * the sort: row 0 has `keys[0]`, and the `head` rows that came in before it have numbers below 0.
 */
export type Frame = Output<'orders.samples'>

/** The number after that of the last row. */
export const endOf = ({ total, head }: Frame): number => total - head

/** The rows `start` … of a frame. */
export type Slot = {
  readonly start: number
  readonly rows: readonly TableRow[]
  /** Key of its first row, and of its last. */
  readonly first: string | null
  readonly last: string | null
}
export type Slots = ReadonlyMap<number, Slot>

/** Rows of a slot at most: small enough that one is read and drawn in a frame or two. */
export const slotRows = 250
/** Slots kept at most; with the newest rows they are no more than 5,000. */
const keptSlots = 16

const partsOf = ({ every }: Frame): number => Math.max(1, Math.ceil(every / slotRows))
const partRows = (frame: Frame): number => Math.ceil(frame.every / partsOf(frame))

/** Number of the slot in which a row lies. */
export function slotOf(frame: Frame, row: number): number {
  if (row < 0) return Math.floor(row / slotRows)
  const sample = Math.floor(row / frame.every)
  return sample * partsOf(frame) + Math.floor((row - sample * frame.every) / partRows(frame))
}

export type Place = {
  readonly start: number
  readonly size: number
  /** Key of the row it begins with; null: it stands right after slot `number - 1`, or, below 0, right before slot `number + 1`. */
  readonly at: string | null
  /** Key of the row that must follow it, where one is known: else the store has changed since the frame. */
  readonly follower: string | null
}

/** Where a slot lies and how it is read. */
export function placeOf(frame: Frame, number: number): Place {
  if (number < 0) {
    const from = Math.max(-frame.head, number * slotRows)
    return { start: from, size: Math.max(0, (number + 1) * slotRows - from), at: null, follower: null }
  }
  const parts = partsOf(frame)
  const sample = Math.floor(number / parts)
  const part = number % parts
  const start = sample * frame.every + part * partRows(frame)
  const end = Math.min(part === parts - 1 ? (sample + 1) * frame.every : start + partRows(frame), endOf(frame))
  return {
    start,
    size: Math.max(0, end - start),
    at: part === 0 ? (frame.keys[sample] ?? null) : null,
    follower: part === parts - 1 ? (frame.keys[sample + 1] ?? null) : null,
  }
}

/** Adds a slot, newest last; those that were needed longest ago are let go. */
export function withSlot(slots: Slots, number: number, slot: Slot): Slots {
  const next = new Map(slots)
  next.delete(number)
  next.set(number, slot)
  for (const oldest of next.keys()) {
    if (next.size <= keptSlots) break
    next.delete(oldest)
  }
  return next
}

/** Marks slots as needed now. The same map where they were the newest already. */
export function touched(slots: Slots, numbers: readonly number[]): Slots {
  const newest = [...slots.keys()].slice(-numbers.length)
  if (numbers.every((number) => newest.includes(number) || !slots.has(number))) return slots
  const next = new Map(slots)
  for (const number of numbers) {
    const slot = next.get(number)
    next.delete(number)
    if (slot) next.set(number, slot)
  }
  return next
}

/** Rows changed in place, nothing else: slots that hold none of them stay the same objects. */
export function updatedSlots(slots: Slots, changed: ReadonlyMap<string, TableRow>): Slots {
  let next: Map<number, Slot> | null = null
  for (const [number, slot] of slots) {
    if (!slot.rows.some(({ id }) => changed.has(id))) continue
    next ??= new Map(slots)
    next.set(number, { ...slot, rows: slot.rows.map((row) => changed.get(row.id) ?? row) })
  }
  return next ?? slots
}
