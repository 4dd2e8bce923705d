/** With whom an account dealt lately, as the stored orders tell. */
import type { Dealing } from '#engine/ports.ts'
import type { Address } from '#engine/types.ts'
import type { Database } from './database.ts'

/**
 * The newest dealings of an account on any chain, at most `limit` in each direction, newest first. Two index lookups: the index on an address holds its
 * rows in the order of their arrival.
 */
export function dealingsOf(database: Database, account: Address, limit: number): Dealing[] {
  const side = (own: 'from' | 'to', other: 'from' | 'to') =>
    database.all(
      `SELECT o.arrival, o.id, o.${other}_address AS counterparty, o.amount, a.symbol FROM orders o CROSS JOIN assets a ON a.key = o.asset
       WHERE o.${own}_address = ? ORDER BY o.arrival DESC LIMIT ?`,
      account,
      limit,
    )
  return [...side('from', 'to'), ...side('to', 'from')]
    .sort((a, b) => Number(b.arrival) - Number(a.arrival))
    .map((row) => ({
      orderId: String(row.id),
      counterparty: String(row.counterparty) as Address,
      amount: `${row.amount} ${row.symbol}`,
    }))
}
