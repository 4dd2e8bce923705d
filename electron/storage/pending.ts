/** Orders of transactions that are in no block yet, and how each of them ends: mined, replaced or dropped. */
import type { ExpectedTransaction, MinedTransaction, OrderChange } from '#engine/ports.ts'
import type { Database, Row } from './database.ts'
import { columns, joins, noBlock } from './row.ts'
import { type Before, type Desk, note, record, storedRow, writeRow } from './writeRow.ts'

/** States from which an order can (again) become pending. What was ever mined stays what it is. */
const unmined: ReadonlySet<unknown> = new Set(['pending', 'dropped', 'replaced'])

/** Stores pending orders in one transaction; one that is there already only counts as seen again. */
export function expectStep(desk: Desk, chainId: number, transactions: readonly ExpectedTransaction[]): OrderChange[] {
  const before: Before = new Map()
  for (const { hash, sender, nonce, orders } of transactions) {
    const rows = orders.map(({ order, notes }) => ({ order, notes, existing: storedRow(desk.database, order.id) }))
    if (rows.some(({ existing }) => existing && !unmined.has(existing.state))) continue
    for (const { order, notes, existing } of rows) {
      if (existing?.state === 'pending') continue
      const firstSeen = existing ? Number(existing.block_time) : Math.floor(desk.now() / 1000)
      writeRow(
        desk,
        before,
        { ...order, blockNumber: noBlock, blockHash: '', blockTime: firstSeen, evidence: 0, state: 'pending' },
        notes,
        existing,
      )
    }
    desk.database.run(
      `INSERT INTO expected (chain_id, tx_hash, sender, nonce, seen_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET seen_at = excluded.seen_at`,
      chainId,
      hash,
      sender,
      nonce,
      desk.now(),
    )
  }
  return record(desk, before)
}

/**
 * Ends what was pending when its transaction, or another one of the same sender and nonce or a later one, was mined. Rows that the mined
 * transaction made are orders of their block by now; what is still pending did not come true.
 */
export function endPending({ database }: Desk, before: Before, chainId: number, mined: readonly MinedTransaction[]): void {
  if (mined.length === 0 || !database.get('SELECT 1 AS any FROM expected WHERE chain_id = ? LIMIT 1', chainId)) return
  for (const { hash, sender, nonce } of mined) {
    const ended = database.all(
      'SELECT tx_hash, nonce FROM expected WHERE chain_id = ? AND sender = ? AND nonce <= ?',
      chainId,
      sender,
      nonce,
    )
    for (const row of ended) {
      const other = String(row.tx_hash)
      if (other === hash)
        end(database, before, chainId, other, 'dropped', 'It was mined, but did not do this: it failed, or other rows tell what it did.')
      else
        end(
          database,
          before,
          chainId,
          other,
          'replaced',
          row.nonce === nonce
            ? `Transaction ${hash} of the same sender and nonce was mined instead.`
            : 'A later transaction of its sender was mined: another one took its place.',
        )
    }
  }
}

/** Gives up transactions in one transaction; `words` say why. */
export function dropStep(desk: Desk, chainId: number, hashes: readonly string[], words: string): OrderChange[] {
  const before: Before = new Map()
  for (const hash of hashes) end(desk.database, before, chainId, hash, 'dropped', words)
  return record(desk, before)
}

/** Transactions that were last seen before `time` (Unix milliseconds), the longest unseen first. */
export const unseenSince = (database: Database, chainId: number, time: number, limit = 50): { hash: string; seenAt: number }[] =>
  database
    .all('SELECT tx_hash, seen_at FROM expected WHERE chain_id = ? AND seen_at < ? ORDER BY seen_at LIMIT ?', chainId, time, limit)
    .map((row) => ({ hash: String(row.tx_hash), seenAt: Number(row.seen_at) }))

/** Notes that an endpoint still has these transactions. */
export function seenAgain({ database, now }: Desk, chainId: number, hashes: readonly string[]): void {
  for (const hash of hashes) database.run('UPDATE expected SET seen_at = ? WHERE chain_id = ? AND tx_hash = ?', now(), chainId, hash)
}

function end(database: Database, before: Before, chainId: number, hash: string, state: 'dropped' | 'replaced', how: string): void {
  database.run('DELETE FROM expected WHERE chain_id = ? AND tx_hash = ?', chainId, hash)
  for (const row of rowsOf(database, chainId, hash)) {
    note(before, row)
    database.run("UPDATE orders SET state = ?, notes = json_set(notes, '$.how', ?) WHERE arrival = ?", state, how, row.arrival ?? null)
  }
}

/** The pending rows of a transaction: ids begin with its hash. */
const rowsOf = (database: Database, chainId: number, hash: string): Row[] =>
  database.all(
    `SELECT ${columns} FROM orders o ${joins} WHERE o.id >= ? AND o.id < ? AND o.state = 'pending'`,
    `${chainId}:${hash}:`,
    `${chainId}:${hash};`,
  )
