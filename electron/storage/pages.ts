/** Reading orders: pages by key, counts, one order in full. */
import { EngineError } from '#engine/errors.ts'
import type { OrderDetail, OrderFilter, TableRow } from '#shared/order.ts'
import { blockOf } from './blocks.ts'
import type { Database } from './database.ts'
import { narrowed } from './filter.ts'
import { newestSeq } from './outbox.ts'
import { columns, joins, toNotes, toTableRow } from './row.ts'

/** Newest first by (block time, arrival); `after` is the `next` of the page before. Throws EngineError BAD_INPUT for another text. */
export function pageOf(
  database: Database,
  filter: OrderFilter,
  after: string | null,
  limit: number,
): { rows: TableRow[]; next: string | null; seq: number } {
  const key = after === null ? null : keyOf(after)
  const { sql, values, named } = narrowed(database, filter)
  // "+" keeps the planner from walking through time where the rows are known by number.
  const order = named ? '+o.block_time DESC, o.arrival DESC' : 'o.block_time DESC, o.arrival DESC'
  const rows = database.all(
    `SELECT ${columns} FROM orders o ${named ? '' : 'INDEXED BY orders_time'} ${joins}
     WHERE ${key ? '(o.block_time, o.arrival) < (?, ?) AND' : ''} ${sql} ORDER BY ${order} LIMIT ?`,
    ...(key ?? []),
    ...values,
    limit,
  )
  const last = rows.at(-1)
  const next = last && rows.length === limit ? `${last.block_time}.${last.arrival}` : null
  return { rows: rows.map(toTableRow), next, seq: newestSeq(database) }
}

/** How many orders pass. */
export function countOf(database: Database, filter: OrderFilter): number {
  const { sql, values, named } = narrowed(database, filter)
  const row = database.get(`SELECT count(*) AS count FROM orders o ${named ? '' : 'INDEXED BY orders_time'} WHERE ${sql}`, ...values)
  return Number(row?.count)
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
    },
    firstSeenAt: Number(found.first_seen_at),
    changedAt: Number(found.changed_at),
  }
}

function keyOf(after: string): [number, number] {
  const match = /^(-?\d{1,15})\.(\d{1,15})$/.exec(after)
  if (!match) throw new EngineError('BAD_INPUT', 'This page cannot be continued: ask for the first page again.')
  return [Number(match[1]), Number(match[2])]
}
