/** What each named consumer has still to be told: at least once across a kill, and never the same thing twice otherwise. */
import type { OrderChange } from '#engine/ports.ts'
import type { OrderState } from '#shared/order.ts'
import type { Database } from './database.ts'
import { columns, digest, joins, toTableRow } from './row.ts'

export type Outbox = {
  /** Oldest first by newest change; several changes of one order come as one, `was` being what the consumer was told last. */
  pending(consumer: string, limit: number): OrderChange[]
  handled(consumer: string, seq: number): void
  /** A consumer that was never seen begins with what comes from now on; one that was stays where it is. */
  beginNow(consumer: string): void
  /** Removes changes that no known consumer can ask for any more. Cheap; called after commits. */
  prune(): void
}

/** Changes kept for consumers that are slow to appear, and the bound that no consumer can stretch. */
export type Retention = { readonly spare: number; readonly most: number }

type Known = { readonly was: OrderState | null; readonly digest: string | null }

export function createOutbox(database: Database, retention: Retention = { spare: 20_000, most: 1_000_000 }): Outbox {
  /** For each consumer, the newest change of each order that `pending` has handed out since the last `handled`. */
  const handedOut = new Map<string, Map<number, number>>()
  let prunedAt = 0

  const positionOf = (consumer: string): number | null => {
    const row = database.get('SELECT seq FROM consumers WHERE name = ?', consumer)
    return row ? Number(row.seq) : null
  }

  /** What the consumer knows of an order: what was carried over, else what it was before the first change not handled yet. */
  const knownBy = (consumer: string, position: number, arrival: number): Known => {
    const row =
      database.get('SELECT was, digest FROM carried WHERE consumer = ? AND arrival = ?', consumer, arrival) ??
      database.get('SELECT was, digest FROM changes WHERE arrival = ? AND seq > ? ORDER BY seq LIMIT 1', arrival, position)
    return { was: (row?.was ?? null) as OrderState | null, digest: row?.digest ? String(row.digest) : null }
  }

  /** An order whose older change is passed over because a newer one is on its way: what the consumer knows of it must outlive the step. */
  const carry = (consumer: string, position: number, seq: number): void => {
    const told = handedOut.get(consumer) ?? new Map<number, number>()
    for (const [arrival, at] of told) {
      if (at <= seq) database.run('DELETE FROM carried WHERE consumer = ? AND arrival = ?', consumer, arrival)
    }
    const passed = database.all(
      `SELECT c.arrival, c.was, c.digest FROM changes c JOIN orders o ON o.arrival = c.arrival
       WHERE c.seq > ? AND c.seq <= ? AND o.change_seq > ? ORDER BY c.seq`,
      position,
      seq,
      seq,
    )
    for (const { arrival, was, digest: before } of passed) {
      if ((told.get(Number(arrival)) ?? Number.POSITIVE_INFINITY) <= seq) continue
      database.run('INSERT OR IGNORE INTO carried VALUES (?, ?, ?, ?)', consumer, arrival ?? null, was ?? null, before ?? null)
    }
  }

  /** A new consumer was told of nothing beyond `seq`; where old changes were pruned, only a note of each order can say so. */
  const carryUntold = (consumer: string, seq: number): void => {
    const oldest = Number(database.get('SELECT min(seq) AS seq FROM changes')?.seq ?? 1)
    if (oldest <= 1) return
    database.run('INSERT OR IGNORE INTO carried SELECT ?, arrival, NULL, NULL FROM orders WHERE change_seq > ?', consumer, seq)
  }

  const advance = (consumer: string, seq: number): void => {
    const position = positionOf(consumer)
    if (position !== null && seq <= position) return
    database.transaction(() => {
      if (handedOut.has(consumer)) carry(consumer, position ?? 0, seq)
      if (position === null) carryUntold(consumer, seq)
      database.run('INSERT INTO consumers VALUES (?, ?) ON CONFLICT DO UPDATE SET seq = excluded.seq', consumer, seq)
    })
    handedOut.delete(consumer)
  }

  return {
    pending(consumer, limit) {
      const position = positionOf(consumer)
      const told = new Map<number, number>()
      const changes: OrderChange[] = []
      let cursor = position ?? 0
      while (changes.length < limit) {
        const rows = database.all(
          `SELECT ${columns} FROM orders o ${joins} WHERE o.change_seq > ? ORDER BY o.change_seq LIMIT ?`,
          cursor,
          limit - changes.length,
        )
        for (const found of rows) {
          const seq = Number(found.change_seq)
          const arrival = Number(found.arrival)
          const row = toTableRow(found)
          // A consumer that was never seen knows nothing, whatever became of the order before.
          const known: Known = position === null ? { was: null, digest: null } : knownBy(consumer, position, arrival)
          told.set(arrival, seq)
          cursor = seq
          // Rolled back and come back while the consumer was away: to it, nothing happened.
          if (known.digest !== digest(row)) changes.push({ seq, row, was: known.was })
        }
        if (rows.length === 0) break
      }
      handedOut.set(consumer, told)
      if (changes.length === 0 && told.size > 0 && !database.readOnly) advance(consumer, cursor)
      return changes
    },
    handled: advance,
    beginNow: (consumer) => void database.run('INSERT OR IGNORE INTO consumers VALUES (?, ?)', consumer, newestSeq(database)),
    prune() {
      const newest = newestSeq(database)
      if (newest - prunedAt < 1_000) return
      prunedAt = newest
      const slowest = database.get('SELECT min(seq) AS seq FROM consumers')?.seq
      const spare = newest - retention.spare
      const floor = Math.max(typeof slowest === 'number' ? Math.min(slowest, spare) : spare, newest - retention.most)
      if (floor > 0) database.run('DELETE FROM changes WHERE seq <= ?', floor)
    },
  }
}

/** Newest change number ever given; 0 in an empty store. */
export const newestSeq = (database: Database): number =>
  Number(database.get("SELECT seq FROM sqlite_sequence WHERE name = 'changes'")?.seq ?? 0)
