/** One look at the outbox, written whole or not at all: alerts, who rang, who waits, messages for channels, and how far it came. */
import type { AlertStep, Told } from '#ipc/alertStore.ts'
import type { Database } from './database.ts'
import { addDelivery } from './deliveries.ts'
import type { Outbox } from './outbox.ts'

/** Name of the announcer among the consumers of changes. */
const consumer = 'notify'

/** Call inside a transaction. Answers the numbers of the step's alerts. A rule that rang for an order already stays as it was. */
export function commitStep(database: Database, outbox: Outbox, step: AlertStep): number[] {
  for (const { orderId, blockNumber } of step.moved)
    database.run('UPDATE waiting SET block_number = ? WHERE order_id = ?', blockNumber, orderId)
  for (const orderId of step.forgotten) database.run('DELETE FROM waiting WHERE order_id = ?', orderId)
  for (const { ruleId, orderId } of step.done) database.run('DELETE FROM waiting WHERE rule_id = ? AND order_id = ?', ruleId, orderId)
  for (const orderId of step.restored) database.run('UPDATE alerts SET retracted_at = NULL WHERE order_id = ?', orderId)
  for (const wait of step.waits)
    database.run(
      'INSERT INTO waiting VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET block_number = excluded.block_number',
      wait.ruleId,
      wait.orderId,
      wait.chainId,
      wait.blockNumber,
      wait.needs,
      wait.fresh ? 1 : 0,
    )
  const ids = step.alerts.map((alert) => {
    const names = JSON.stringify(alert.rules.map(({ id, name }) => ({ id, name })))
    const id = database.run(
      'INSERT INTO alerts (at, order_id, chain_id, rules, title, body, told) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ...[alert.at, alert.orderId, alert.chainId, names, alert.title, alert.body, alert.told],
    )
    if (alert.orderId === null) return id
    for (const rule of alert.rules) database.run('INSERT INTO rung VALUES (?, ?, ?, ?, ?)', rule.id, alert.orderId, id, alert.at, rule.told)
    return id
  })
  for (const orderId of step.retracted)
    database.run('UPDATE alerts SET retracted_at = ? WHERE order_id = ? AND retracted_at IS NULL', step.at, orderId)
  for (const { channelId, announcement } of step.deliveries) addDelivery(database, channelId, announcement, step.at)
  for (const { ids: told, told: how } of step.retold) retell(database, told, how)
  if (step.seq !== null) outbox.handled(consumer, step.seq)
  return ids
}

export function retell(database: Database, ids: readonly number[], told: Told): void {
  if (ids.length > 0) database.run('UPDATE alerts SET told = ? WHERE id IN (SELECT value FROM json_each(?))', told, JSON.stringify(ids))
}
