/** Sorts of the table: which column and index each walks, and the place of a row in it as text. */
import { EngineError } from '#engine/errors.ts'
import type { OrderSort, SortPlace } from '#shared/contract/orders.ts'
import { formatDecimal, parseDecimal } from '#shared/decimal.ts'

/** Place of a row: the value of the sort's column and the row's number; no two alike. */
export type Key = readonly [value: string | number, arrival: number]

/**
 * One stretch of a sort. `only` narrows to it, and `beyond` to its rows strictly beyond (`orAt`: or at) a place, upwards or downwards; SQL over
 * `orders o`, written so that the index of the sort is entered at the place. `beyond` takes the place's two values.
 */
export type Stretch = {
  readonly only: string
  readonly beyond: (ascending: boolean, orAt: boolean) => string
  readonly holds: (key: Key) => boolean
}

export type Sorting = {
  readonly column: 'block_time' | 'usd_key' | 'amount_key'
  readonly index: 'orders_time' | 'orders_usd' | 'orders_amount'
  readonly ascending: boolean
  /** In the order of the table. */
  readonly stretches: readonly Stretch[]
}

const sign = (ascending: boolean, orAt: boolean): string => `${ascending ? '>' : '<'}${orAt ? '=' : ''}`
const whole = (column: string): Stretch => ({
  only: '1',
  beyond: (ascending, orAt) => `(o.${column}, o.arrival) ${sign(ascending, orAt)} (?, ?)`,
  holds: () => true,
})
/**
 * An unpriced order has the key '', which is below every other. Where a place is given, "+" leaves it to the place to enter the index. SQLite enters
 * it by the first of two columns only, which would be the same for all that is unpriced.
 */
const priced: Stretch = {
  only: "o.usd_key > ''",
  beyond: (ascending, orAt) => `(o.usd_key, o.arrival) ${sign(ascending, orAt)} (?, ?) AND +o.usd_key > ''`,
  holds: ([value]) => value !== '',
}
const unpriced: Stretch = {
  only: "o.usd_key = ''",
  beyond: (ascending, orAt) => `o.usd_key = ? AND o.arrival ${sign(ascending, orAt)} ?`,
  holds: ([value]) => value === '',
}

export function sortingOf({ by, direction }: OrderSort): Sorting {
  const ascending = direction === 'asc'
  if (by === 'time') return { column: 'block_time', index: 'orders_time', ascending, stretches: [whole('block_time')] }
  if (by === 'amount') return { column: 'amount_key', index: 'orders_amount', ascending, stretches: [whole('amount_key')] }
  return { column: 'usd_key', index: 'orders_usd', ascending, stretches: [priced, unpriced] }
}

/** A decimal as text that sorts as the number does: how many digits stand before the point, in three digits, then the digits. As the generated columns. */
export function decimalKey(text: string): string {
  const plain = formatDecimal(parseDecimal(text))
  return `${String(`${plain}.`.indexOf('.')).padStart(3, '0')}${plain}`
}

/** The text of a place, for a page, a sample and the window. */
export const keyText = ({ column }: Sorting, [value, arrival]: Key): string =>
  column === 'block_time' ? `${value}.${arrival}` : `${column === 'usd_key' ? 'u' : 'a'}${value}~${arrival}`

/** Reads a place. Throws EngineError BAD_INPUT for a text that is none, or one of another sort. */
export function readKey({ column }: Sorting, text: string): Key {
  const found = column === 'block_time' ? /^(-?\d{1,15})\.(\d{1,15})$/.exec(text) : /^[ua]([\d.]{0,130})~(\d{1,15})$/.exec(text)
  const fits = column === 'block_time' || text[0] === (column === 'usd_key' ? 'u' : 'a')
  if (!found || !fits) throw new EngineError('BAD_INPUT', 'This page cannot be continued: ask for the first page again.')
  return [column === 'block_time' ? Number(found[1]) : (found[1] ?? ''), Number(found[2])]
}

/** The place right before the first row at or beyond a value, in the direction of the sort. Throws EngineError BAD_INPUT for a value of another sort. */
export function placeBefore({ column, ascending }: Sorting, place: SortPlace): Key {
  const arrival = ascending ? -1 : Number.MAX_SAFE_INTEGER
  if (column === 'block_time' && 'time' in place) return [place.time, arrival]
  if (column === 'usd_key' && 'usd' in place) return [decimalKey(place.usd), arrival]
  if (column === 'amount_key' && 'amount' in place) return [decimalKey(place.amount), arrival]
  throw new EngineError('BAD_INPUT', 'This place is of another kind than the table is sorted by: sort by it first.')
}

export const orderBy = ({ column }: Sorting, ascending: boolean, walked: boolean): string => {
  const way = ascending ? 'ASC' : 'DESC'
  // "+" keeps the planner from walking an index where the rows are known by number.
  return `ORDER BY ${walked ? '' : '+'}o.${column} ${way}, o.arrival ${way}`
}
