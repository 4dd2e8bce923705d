/** Rows that are older than the journal get their leaves bit by bit, and until then are said to rest on the file alone. */
import type { Database } from '../database.ts'
import { joins } from '../row.ts'
import { append, edgeOf, type NewEntry } from './append.ts'
import { digestColumns, wholeDigest } from './rowDigest.ts'

/** Up to which row number there were orders before the journal began, and up to which of them have leaves by now. */
export type Adoption = { readonly before: number; readonly upTo: number }

/** Begins the journal of a data folder that has none: its first entry says how many rows there were already. Within a transaction. */
export function begin(database: Database, at: number): void {
  if (edgeOf(database).size > 0) return
  const before = Number(database.get('SELECT coalesce(max(arrival), 0) AS last FROM orders')?.last)
  append(database, [{ at, kind: 'begin', subject: 'journal', body: { before } }])
}

/** Gives at most `limit` older rows their leaves; answers whether there are more. Within a transaction. */
export function adopt(database: Database, at: number, limit: number): boolean {
  const { before, upTo } = adoptionOf(database)
  if (upTo >= before) return false
  const rows = database.all(
    `SELECT ${digestColumns} FROM orders o ${joins} WHERE o.arrival > ? AND o.arrival <= ? ORDER BY o.arrival LIMIT ${limit}`,
    upTo,
    before,
  )
  const last = rows.length < limit ? before : Number(rows.at(-1)?.arrival)
  const entries: NewEntry[] = rows
    .filter(({ arrival = null }) => database.get('SELECT 1 AS found FROM journal WHERE arrival = ? LIMIT 1', arrival) === undefined)
    .map((row) => ({
      at,
      kind: 'order',
      subject: String(row.id),
      arrival: Number(row.arrival),
      body: { digest: wholeDigest(row), state: row.state, was: null, adopted: true },
    }))
  append(database, [...entries, { at, kind: 'adopted', subject: 'journal', body: { upTo: last } }])
  return last < before
}

/** As the journal's own entries say it. */
export function adoptionOf(database: Database): Adoption {
  const before = numberIn(database.get("SELECT body FROM journal WHERE idx = 0 AND kind = 'begin'")?.body, 'before')
  if (before === 0) return { before, upTo: 0 }
  return {
    before,
    upTo: numberIn(database.get("SELECT body FROM journal WHERE kind = 'adopted' ORDER BY idx DESC LIMIT 1")?.body, 'upTo'),
  }
}

function numberIn(body: unknown, name: string): number {
  const value: unknown = typeof body === 'string' ? JSON.parse(body) : null
  const found = typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined
  return typeof found === 'number' ? found : 0
}
