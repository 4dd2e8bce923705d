/** The inbox of one data folder: everything that rang, read or not, taken back or not, and the snoozes. */
import type { AlertStore } from '#ipc/alertStore.ts'
import type { Alert, Snooze } from '#shared/alerts.ts'
import { commitStep, retell } from './alertsCommit.ts'
import { deepEnough, rungFor, waitsOf } from './alertsWaiting.ts'
import type { Database, Row, Value } from './database.ts'
import type { Outbox } from './outbox.ts'
import { columns, joins, toTableRow } from './row.ts'

/** Over the store's connection; `write` is its transaction. */
export function createAlerts(database: Database, outbox: Outbox, write: <T>(work: () => T) => T): AlertStore {
  let unread: number | null = null
  const changing = <T>(work: () => T): T => {
    unread = null
    return write(work)
  }
  const one = (sql: string, ...values: readonly Value[]): number => Number(database.get(sql, ...values)?.n ?? 0)

  const alerts: AlertStore = {
    commit: (step) => changing(() => commitStep(database, outbox, step)),
    retell: (ids, told) => changing(() => retell(database, ids, told)),

    rungFor: (orderId) => rungFor(database, orderId),
    waitsOf: (orderId) => waitsOf(database, orderId),
    deepEnough: (limit) => deepEnough(database, limit),
    lastRang: () =>
      new Map(
        database
          .all("SELECT rule_id, max(at) AS at FROM rung WHERE told IN ('toast', 'digest', 'inbox', 'off', 'failed') GROUP BY rule_id")
          .map((row): [string, number] => [String(row.rule_id), Number(row.at)]),
      ),
    toastedSince: (at) =>
      database.all("SELECT at FROM alerts WHERE at > ? AND told = 'toast' ORDER BY id", at).map((row) => Number(row.at)),
    quiet: (limit) =>
      database
        .all(
          `SELECT n.id AS alert_id, n.rules, ${columns} FROM alerts n CROSS JOIN orders o ON o.id = n.order_id ${joins}
           WHERE n.told = 'quiet' AND n.retracted_at IS NULL ORDER BY n.id LIMIT ?`,
          limit,
        )
        .map((row) => ({ id: Number(row.alert_id), row: toTableRow(row), rules: rulesOf(row).map(({ id }) => id) })),
    standsUnread: (chainId, title, body) =>
      one(
        'SELECT count(*) AS n FROM alerts WHERE read = 0 AND order_id IS NULL AND chain_id IS ? AND title = ? AND body = ?',
        chainId,
        title,
        body,
      ) > 0,
    row(orderId) {
      const row = database.get(`SELECT ${columns} FROM orders o ${joins} WHERE o.id = ?`, orderId)
      return row ? toTableRow(row) : null
    },

    page({ after, limit, unread: only, rule }) {
      const found = database.all(
        `SELECT * FROM alerts WHERE id < ? ${only ? 'AND read = 0' : ''}
         ${rule === undefined ? '' : 'AND id IN (SELECT alert_id FROM rung WHERE rule_id = ?)'} ORDER BY id DESC LIMIT ?`,
        after ?? Number.MAX_SAFE_INTEGER,
        ...(rule === undefined ? [] : [rule]),
        limit,
      )
      const rows = ordersOf(found)
      const last = found.at(-1)
      return {
        alerts: found.map((row): Alert => ({ ...toAlert(row), row: rows.get(String(row.order_id)) ?? null })),
        next: last && found.length === limit ? Number(last.id) : null,
        unread: alerts.unread(),
        retracted: one('SELECT count(*) AS n FROM alerts WHERE retracted_at IS NOT NULL'),
        total: one('SELECT count(*) AS n FROM alerts'),
      }
    },
    read: (which) =>
      changing(() => {
        if ('upTo' in which) database.run('UPDATE alerts SET read = 1 WHERE read = 0 AND id <= ?', which.upTo)
        else database.run('UPDATE alerts SET read = 1 WHERE id IN (SELECT value FROM json_each(?))', JSON.stringify(which.ids))
      }),
    unread() {
      unread ??= one('SELECT count(*) AS n FROM alerts WHERE read = 0')
      return unread
    },
    newest: () => one('SELECT max(id) AS n FROM alerts'),

    snoozes: (now) =>
      database
        .all('SELECT kind, subject, until FROM snoozes WHERE until > ? ORDER BY until, kind, subject', now)
        .map((row) => ({ kind: row.kind as Snooze['kind'], subject: String(row.subject), until: Number(row.until) })),
    snooze: (kind, subject, until) =>
      write(() => {
        if (until === null) database.run('DELETE FROM snoozes WHERE kind = ? AND subject = ?', kind, subject)
        else database.run('INSERT INTO snoozes VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET until = excluded.until', kind, subject, until)
      }),
    prune: (at) =>
      changing(() => {
        const due = one('SELECT count(*) AS n FROM alerts WHERE at < ?', at)
        if (due > 0) database.run('DELETE FROM alerts WHERE at < ?', at)
        for (const { id } of database.all(rulesThatRang)) database.run('DELETE FROM rung WHERE rule_id = ? AND at < ?', id ?? null, at)
        database.run('DELETE FROM waiting WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = waiting.order_id)')
        database.run('DELETE FROM snoozes WHERE until < ?', at)
        return due
      }),
  }

  /** The orders of alerts as they are now. */
  const ordersOf = (found: readonly Row[]) =>
    new Map(
      database
        .all(
          `SELECT ${columns} FROM json_each(?) j CROSS JOIN orders o ON o.id = j.value ${joins}`,
          JSON.stringify(found.flatMap(({ order_id }) => (order_id === null ? [] : [order_id]))),
        )
        .map((row) => [String(row.id), toTableRow(row)]),
    )
  return alerts
}

/** What the demo chain left, when it goes: it was never real. */
export function forgetAlerts(database: Database, chainId: number): void {
  database.run('DELETE FROM rung WHERE alert_id IN (SELECT id FROM alerts WHERE chain_id = ?)', chainId)
  for (const table of ['alerts', 'waiting']) database.run(`DELETE FROM ${table} WHERE chain_id = ?`, chainId)
}

/** Each rule once, by leaps over the index: there are few rules and many rings. */
const rulesThatRang = `
  WITH RECURSIVE rules (id) AS (
    SELECT min(rule_id) FROM rung
    UNION ALL SELECT (SELECT min(rule_id) FROM rung WHERE rule_id > rules.id) FROM rules WHERE id IS NOT NULL
  ) SELECT id FROM rules WHERE id IS NOT NULL`

const rulesOf = (row: Row): Alert['rules'] => JSON.parse(String(row.rules))

const toAlert = (row: Row): Omit<Alert, 'row'> => ({
  id: Number(row.id),
  at: Number(row.at),
  orderId: row.order_id === null ? null : String(row.order_id),
  chainId: row.chain_id === null ? null : Number(row.chain_id),
  rules: rulesOf(row),
  title: String(row.title),
  body: String(row.body),
  told: row.told as Alert['told'],
  read: row.read === 1,
  retractedAt: row.retracted_at === null ? null : Number(row.retracted_at),
})
