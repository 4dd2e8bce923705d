/** Reading orders: pages by key in every sort and both directions, counts, one order in full. */
import { newestFirst, type OrderSort, type SortPlace } from '#shared/contract/orders.ts'
import type { OrderDetail, OrderFilter, TableRow } from '#shared/order.ts'
import { blockOf } from './blocks.ts'
import type { Database } from './database.ts'
import { fewForAll, type Narrowed, narrowed } from './narrow.ts'
import { newestSeq } from './outbox.ts'
import { type Turn, timeSlices } from './reader/turn.ts'
import { columns, joins, toNotes, toTableRow } from './row.ts'
import { type Key, keyText, orderBy, placeBefore, readKey, type Sorting, sortingOf } from './sort.ts'

/** At most one of `after`, `before`, `at` and `from`, as the contract says it. */
export type PageQuestion = {
  readonly filter: OrderFilter
  readonly sort?: OrderSort | undefined
  readonly after?: string | undefined
  readonly before?: string | undefined
  readonly at?: string | undefined
  readonly from?: SortPlace | undefined
  readonly limit: number
}
export type Page = { readonly rows: TableRow[]; readonly next: string | null; readonly previous: string | null; readonly seq: number }

/** Newest first; `after` is the `next` of the page before. */
export function pageOf(database: Database, filter: OrderFilter, after: string | null, limit: number): Omit<Page, 'previous'> {
  const { rows, next, seq } = rowsAround(database, { filter, after: after ?? undefined, limit })
  return { rows, next, seq }
}

/** Rows around a place of a sort, in its order. Throws EngineError BAD_INPUT for a place that is none of this sort. */
export function rowsAround(database: Database, { filter, sort, after, before, at, from, limit }: PageQuestion): Page {
  const sorting = sortingOf(sort ?? newestFirst)
  const text = after ?? before ?? at
  const place = text !== undefined ? readKey(sorting, text) : from ? placeBefore(sorting, from) : null
  const back = after === undefined && before !== undefined
  const keys = keysFrom(database, narrowed(database, filter), sorting, { place, orAt: at !== undefined, back, limit })
  if (back) keys.reverse()
  const last = keys.at(-1)
  const [first] = keys
  return {
    rows: rowsOf(
      database,
      keys.map(([, arrival]) => arrival),
    ),
    next: last && (back || keys.length === limit) ? keyText(sorting, last) : null,
    previous: first ? keyText(sorting, first) : null,
    seq: newestSeq(database),
  }
}

/** Where to begin (null: at the end that the walk starts from) and which way; `orAt` takes a row at the place as well. */
type Walk = { readonly place: Key | null; readonly orAt: boolean; readonly back: boolean; readonly limit: number }

function keysFrom(database: Database, { sql, values, named }: Narrowed, sorting: Sorting, { place, orAt, back, limit }: Walk): Key[] {
  const ascending = sorting.ascending !== back
  const stretches = back ? sorting.stretches.toReversed() : sorting.stretches
  const first = place ? stretches.findIndex((stretch) => stretch.holds(place)) : 0
  const keys: Key[] = []
  for (const [index, { only, beyond }] of stretches.slice(first).entries()) {
    const start = index === 0 ? place : null
    const found = database.lists(
      `SELECT o.${sorting.column}, o.arrival FROM orders o ${named ? '' : `INDEXED BY ${sorting.index}`}
       WHERE ${start ? beyond(ascending, orAt) : only} AND ${sql} ${orderBy(sorting, ascending, !named)} LIMIT ?`,
      ...(start ?? []),
      ...values,
      limit - keys.length,
    )
    keys.push(...found.map(([value, arrival]): Key => [typeof value === 'string' ? value : Number(value), Number(arrival)]))
    if (keys.length >= limit) break
  }
  return keys
}

/** Whole rows by their numbers, in the order given. */
export function rowsOf(database: Database, arrivals: readonly number[]): TableRow[] {
  return database
    .all(
      `SELECT ${columns} FROM json_each(?) j CROSS JOIN orders o ON o.arrival = j.value ${joins} ORDER BY j.key`,
      JSON.stringify(arrivals),
    )
    .map(toTableRow)
}

/** As `countOf`, letting others in between two slices of what has to be walked. */
export async function countInTurns(database: Database, filter: OrderFilter, turn: Turn): Promise<number> {
  const { sql, values, named } = narrowed(database, filter, fewForAll)
  if (named) return Number(database.get(`SELECT count(*) AS count FROM orders o WHERE ${sql}`, ...values)?.count)
  let total = 0
  for await (const slice of timeSlices(database, filter.fromTime ?? null, filter.toTime ?? null, turn)) {
    const row = database.get(
      `SELECT count(*) AS count FROM orders o INDEXED BY orders_time WHERE ${slice.sql} AND ${sql}`,
      ...slice.values,
      ...values,
    )
    total += Number(row?.count)
  }
  return total
}

/** How many orders pass. */
export function countOf(database: Database, filter: OrderFilter): number {
  const { sql, values, named } = narrowed(database, filter, fewForAll)
  // Everything is counted soonest through the smallest index, which SQLite finds by itself.
  const index = named || sql === '1' ? '' : 'INDEXED BY orders_time'
  return Number(database.get(`SELECT count(*) AS count FROM orders o ${index} WHERE ${sql}`, ...values)?.count)
}

/** All orders, whatever became of them: the kept totals hold those that stand, and the others are few. */
export function totalOf(database: Database): number {
  const row = database.get(
    "SELECT (SELECT coalesce(sum(count), 0) FROM days) + (SELECT count(*) FROM orders WHERE state NOT IN ('seen', 'final')) AS total",
  )
  return Number(row?.total)
}

/** One order with the block that it rests on; null where there is none of this id. */
export function detailOf(database: Database, id: string): OrderDetail | null {
  const found = database.get(`SELECT ${columns}, o.notes FROM orders o ${joins} WHERE o.id = ?`, id)
  if (!found) return null
  const row = toTableRow(found)
  const block = blockOf(database, row.chainId, row.blockHash)
  return {
    row,
    notes: toNotes(found.notes),
    block: block && {
      number: block.number,
      hash: block.hash,
      parentHash: block.parentHash,
      time: block.timestamp,
      evidence: block.evidence,
      notes: [...block.notes],
      endpoint: block.endpoint,
      agreed: [...(block.agreed ?? [])],
      roots: block.roots ?? null,
    },
    firstSeenAt: Number(found.first_seen_at),
    changedAt: Number(found.changed_at),
  }
}
