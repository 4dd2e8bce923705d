/** What still has to ring: matches whose block is not deep enough yet, and what rang for an order already. */
import type { Rung, Told, Wait } from '#ipc/alertStore.ts'
import type { Database, Row } from './database.ts'

export const waitsOf = (database: Database, orderId: string): Wait[] =>
  database.all('SELECT * FROM waiting WHERE order_id = ?', orderId).map(toWait)

/**
 * Waits for a number of blocks whose order stands, as the store has it now, in a block with as many after it in the run that is followed, or
 * in a final one. An order that was taken back meanwhile is not among them, whether or not anyone was told of that yet.
 */
export const deepEnough = (database: Database, limit: number): Wait[] =>
  database
    .all(
      `SELECT w.* FROM (SELECT DISTINCT chain_id FROM waiting WHERE needs IS NOT NULL) c
       CROSS JOIN (SELECT chain_id, max(number) AS tip FROM blocks WHERE live = 1 GROUP BY chain_id) b ON b.chain_id = c.chain_id
       CROSS JOIN waiting w ON w.chain_id = c.chain_id AND w.block_number < b.tip
       CROSS JOIN orders o ON o.id = w.order_id
       WHERE w.needs IS NOT NULL AND w.block_number + w.needs <= b.tip
       AND (o.state = 'final' OR (o.state = 'seen' AND o.block_number + w.needs <= b.tip))
       ORDER BY w.block_number, o.arrival, w.rule_id LIMIT ?`,
      limit,
    )
    .map(toWait)

/** Everything that rang for an order, oldest first. */
export function rungFor(database: Database, orderId: string): Rung[] {
  const rows = database.all(
    `SELECT n.id, n.rules, n.title, n.told, n.retracted_at, r.rule_id, r.told AS rule_told
     FROM alerts n LEFT JOIN rung r ON r.alert_id = n.id AND r.order_id = n.order_id WHERE n.order_id = ? ORDER BY n.id`,
    orderId,
  )
  const found = new Map<number, Rung & { rules: { id: string; name: string; told: Told }[] }>()
  for (const row of rows) {
    const id = Number(row.id)
    const names = JSON.parse(String(row.rules)) as { id: string; name: string }[]
    const known = found.get(id) ?? {
      alertId: id,
      rules: [],
      told: row.told as Told,
      title: String(row.title),
      retracted: row.retracted_at !== null,
    }
    const name = names.find((rule) => rule.id === row.rule_id)?.name
    if (name !== undefined) known.rules.push({ id: String(row.rule_id), name, told: row.rule_told as Told })
    found.set(id, known)
  }
  return [...found.values()]
}

const toWait = (row: Row): Wait => ({
  ruleId: String(row.rule_id),
  orderId: String(row.order_id),
  chainId: Number(row.chain_id),
  blockNumber: Number(row.block_number),
  needs: row.needs === null ? null : Number(row.needs),
  fresh: row.fresh === 1,
})
