/** Removes orders and alerts that are older than the user wants to keep, a few milliseconds at a time. */
import type { RetentionLimits, RetentionPlace, RetentionSlice } from '#ipc/care.ts'
import { forgetIfEmpty } from './blocks.ts'
import type { Database, Row } from './database.ts'
import { append, type NewEntry } from './journal/append.ts'

/** Rows that are looked at with one question. */
const handful = 50
/** Before every order: -1 stands for a time that is not known. */
const start: RetentionPlace = [-2, 0]

/** Removes alerts before a time (Unix milliseconds) with what is remembered of them; answers how many. */
type PruneAlerts = (before: number) => number

/** What becomes of an order no more. One that is `seen` or `pending` still has a life before it. */
const ended: ReadonlySet<string> = new Set(['final', 'reverted', 'dropped', 'replaced'])

/**
 * Removes for about `budgetMs`, going on after `place`. An order stays where it is still needed: a rule waits for its confirmations, nobody has read
 * its alert, an export promised to open its fields, or a consumer of the outbox was not told of it yet (until `untoldBefore`). With it go its
 * changes, its verdict, what it rang, and its block where no other order names it. Triggers take it out of the kept totals. Called inside a transaction.
 */
export function removeOld(
  database: Database,
  prune: PruneAlerts,
  limits: RetentionLimits,
  place: RetentionPlace | null,
  budgetMs: number,
  now: () => number,
): RetentionSlice {
  const started = performance.now()
  const over = () => performance.now() - started >= budgetMs
  const alerts = limits.alertsBefore === null ? 0 : removeAlerts(database, limits.alertsBefore, prune, over)
  if (limits.ordersBefore === null) return { orders: 0, alerts, place: alerts > 0 ? start : null }
  const slowest = database.get('SELECT min(seq) AS seq FROM consumers')?.seq
  const told = typeof slowest === 'number' ? slowest : Number.POSITIVE_INFINITY
  const rules = ruleIds(database)
  let at: RetentionPlace = place ?? start
  let orders = 0
  const entries: NewEntry[] = []
  const done = (place: RetentionPlace | null): RetentionSlice => {
    append(database, entries)
    return { orders, alerts, place }
  }
  for (;;) {
    const rows = database.all(
      `SELECT o.arrival, o.id, o.chain_id, o.block_number, o.block_hash, o.block_time, o.change_seq, o.state, o.first_seen_at
       FROM orders o INDEXED BY orders_time
       WHERE (o.block_time, o.arrival) > (?, ?) AND o.block_time < ? ORDER BY o.block_time, o.arrival LIMIT ${handful}`,
      ...at,
      limits.ordersBefore,
    )
    for (const row of rows) {
      at = [Number(row.block_time), Number(row.arrival)]
      if (mayGo(database, row, limits, told)) {
        removeOrder(database, row, rules)
        orders += 1
        entries.push({ at: now(), kind: 'removed', subject: String(row.id), arrival: Number(row.arrival), body: { because: 'retention' } })
      }
      if (over()) return done(at)
    }
    if (rows.length < handful) return done(null)
  }
}

/** How many orders and alerts are older than the limits, those that are still needed included. */
export function dueOf(database: Database, { ordersBefore, alertsBefore }: RetentionLimits): number {
  const orders =
    ordersBefore === null
      ? 0
      : database.get(
          `SELECT count(*) AS n FROM orders INDEXED BY orders_time WHERE block_time < ? AND state IN ('final', 'reverted', 'dropped', 'replaced')`,
          ordersBefore,
        )?.n
  const alerts = alertsBefore === null ? 0 : database.get('SELECT count(*) AS n FROM alerts WHERE at < ?', alertsBefore)?.n
  return Number(orders) + Number(alerts)
}

function mayGo(database: Database, row: Row, limits: RetentionLimits, told: number): boolean {
  if (!ended.has(String(row.state)) || limits.ordersBefore === null) return false
  const time = Number(row.block_time) >= 0 ? Number(row.block_time) : Math.floor(Number(row.first_seen_at) / 1000)
  if (time >= limits.ordersBefore) return false
  if (Number(row.change_seq) > told && (limits.untoldBefore === null || time >= limits.untoldBefore)) return false
  const { id = null, chain_id: chainId = null, block_number: number = null, arrival = null } = row
  const needed = database.get(
    `SELECT EXISTS (SELECT 1 FROM waiting WHERE chain_id = ?1 AND block_number = ?2 AND order_id = ?3)
     OR EXISTS (SELECT 1 FROM alerts WHERE order_id = ?3 AND read = 0)
     OR EXISTS (SELECT 1 FROM secrets s JOIN openings p ON p.secret = s.number AND p.arrival = ?4) AS needed`,
    ...[chainId, number, id, arrival],
  )?.needed
  return needed === 0
}

function removeOrder(database: Database, row: Row, rules: readonly string[]): void {
  const { arrival = null, id = null, chain_id: chainId = null, block_time: time = null } = row
  database.run('DELETE FROM carried WHERE consumer IN (SELECT name FROM consumers) AND arrival = ?', arrival)
  database.run('DELETE FROM changes WHERE arrival = ?', arrival)
  database.run('DELETE FROM verdicts WHERE subject = ?', id)
  for (const rule of rules) database.run('DELETE FROM rung WHERE rule_id = ? AND order_id = ?', rule, id)
  database.run('DELETE FROM orders WHERE arrival = ?', arrival)
  forgetIfEmpty(database, Number(chainId), Number(row.block_number), String(row.block_hash))
  database.run(
    `INSERT INTO removed (chain_id, orders, until) VALUES (?1, 1, ?2)
     ON CONFLICT DO UPDATE SET orders = orders + 1, until = max(until, excluded.until)`,
    chainId,
    time,
  )
}

/** The oldest first, a handful at a time. */
function removeAlerts(database: Database, before: number, prune: PruneAlerts, over: () => boolean): number {
  let removed = 0
  for (;;) {
    const next = database.get(`SELECT at FROM alerts WHERE at < ? ORDER BY at LIMIT 1 OFFSET ${handful - 1}`, before)?.at
    removed += prune(typeof next === 'number' ? Math.min(next + 1, before) : before)
    if (next === undefined || over()) return removed
  }
}

/** Every rule that ever rang, by leaps over the index. */
function ruleIds(database: Database): string[] {
  const ids: string[] = []
  for (;;) {
    const next = database.get('SELECT min(rule_id) AS id FROM rung WHERE rule_id > ?', ids.at(-1) ?? '')?.id
    if (typeof next !== 'string') return ids
    ids.push(next)
  }
}
