/** Writing one row inside a step, and telling of all that a step changed. */
import type { OrderChange } from '#engine/ports.ts'
import type { OrderNotes, OrderRow, OrderState } from '#shared/order.ts'
import type { Assets } from './assets.ts'
import type { Bookkeeper, BookNews } from './books/keep.ts'
import type { Database, Row } from './database.ts'
import { flowBetween } from './flows.ts'
import { append, type NewEntry } from './journal/append.ts'
import { digestColumns, wholeDigest } from './journal/rowDigest.ts'
import { learnFrom } from './learning.ts'
import { columns, digest, joins, stored, toOrder, toTableRow, values } from './row.ts'
import { judgeRow } from './verdicts.ts'

/** What an order was before the transaction: null for one that was not there. Noted at the first touch, so a step makes one change an order. */
export type Before = Map<number, { readonly state: OrderState; readonly digest: string } | null>

/** What apply works with; `now` answers Unix milliseconds. `onLearnt` hears, before the commit, that a deposit address was learnt or unlearnt. */
export type Desk = {
  readonly database: Database
  readonly assets: Assets
  readonly now: () => number
  readonly onLearnt?: () => void /** The books of businesses, and who hears, before the commit, what changed in them. */
  readonly books?: Bookkeeper
  readonly onBooks?: (news: BookNews) => void
}

/** The row of an id, whatever its state. */
export const storedRow = (database: Database, id: string): Row | undefined =>
  database.get(`SELECT ${columns} FROM orders o ${joins} WHERE o.id = ?`, id)

/** Notes what a row is before it is changed for the first time in this step. */
export function note(before: Before, row: Row): void {
  const arrival = Number(row.arrival)
  if (before.has(arrival)) return
  const order = toOrder(row)
  before.set(arrival, { state: order.state, digest: digest(order) })
}

/** Stores an order as it is given: over `existing`, or as a new row; answers its arrival. */
export function writeRow(
  { database, assets, now }: Desk,
  before: Before,
  order: OrderRow,
  notes: OrderNotes | null,
  existing: Row | undefined,
): number {
  const assetKey = assets.key(order.chainId, order.asset)
  const receivedKey = order.received ? assets.key(order.chainId, order.received.asset) : null
  const flow = flowBetween(database, order.chainId, order.from, order.to)
  const columnValues = [...values(order, notes, assetKey, receivedKey), flow]
  if (existing) {
    note(before, existing)
    database.run(updateOrder, ...columnValues, existing.arrival ?? null)
    judgeRow(database, Number(existing.arrival))
    return Number(existing.arrival)
  }
  const at = now()
  const arrival = database.run(insertOrder, ...columnValues, order.id, order.chainId, order.txHash, order.position, at, at)
  before.set(arrival, null)
  judgeRow(database, arrival)
  return arrival
}

const identity = ['id', 'chain_id', 'tx_hash', 'position', 'first_seen_at', 'changed_at']
const written = [...stored, 'flow']
const insertOrder = `INSERT INTO orders (${[...written, ...identity].join(', ')}) VALUES (${[...written, ...identity].map(() => '?').join(', ')})`
const updateOrder = `UPDATE orders SET ${written.map((name) => `${name} = ?`).join(', ')} WHERE arrival = ?`

/** Numbers the changes of everything that was touched and is not what it was, and enters them in the journal. What is learnt from it stands in its rows already. */
export function record({ database, now, onLearnt }: Desk, before: Before): OrderChange[] {
  const at = now()
  if (learnFrom(database, before, at)) onLearnt?.()
  const changes: OrderChange[] = []
  const entries: NewEntry[] = []
  for (const [arrival, was] of before) {
    const whole = database.get(`SELECT ${digestColumns} FROM orders o ${joins} WHERE o.arrival = ?`, arrival) ?? {}
    const row = toTableRow(whole)
    const unchanged = was !== null && was.digest === digest(row)
    const body = { digest: wholeDigest(whole), state: row.state, was: was?.state ?? null }
    // What is said beside an order may be new where the order is not: no consumer is told of it, the journal is.
    if (!unchanged || !isNewest(database, arrival, body.digest)) entries.push({ at, kind: 'order', subject: row.id, arrival, body })
    if (unchanged) continue
    const seq = database.run(
      'INSERT INTO changes (arrival, was, digest) VALUES (?, ?, ?)',
      arrival,
      was?.state ?? null,
      was?.digest ?? null,
    )
    database.run('UPDATE orders SET change_seq = ?, changed_at = ? WHERE arrival = ?', seq, at, arrival)
    changes.push({ seq, row, was: was?.state ?? null })
  }
  append(database, entries)
  return changes
}

/** Whether the newest entry of a row has this digest already. */
function isNewest(database: Database, arrival: number, digest: string): boolean {
  const body = database.get('SELECT body FROM journal WHERE arrival = ? ORDER BY idx DESC LIMIT 1', arrival)?.body
  return typeof body === 'string' && body.includes(`"digest":"${digest}"`)
}
