/** The user's verdicts on spam, and the rows that they are about. They are marks beside the orders: no consumer is told of them. */
import type { Verdict } from '#shared/contract/spam.ts'
import type { Database, Value } from './database.ts'

/**
 * What the verdicts say of the order `o`: its own first; else spam where one of its accounts or tokens is, and none where one of them was
 * called good; else nothing.
 */
const verdictOf = `coalesce(
  (SELECT 100 * spam FROM verdicts WHERE subject = o.id),
  (SELECT 100 * max(spam) FROM verdicts WHERE subject IN (
    o.chain_id || ':' || o.from_address,
    o.chain_id || ':' || o.to_address,
    o.chain_id || ':' || (SELECT address FROM assets WHERE key = o.asset),
    o.chain_id || ':' || (SELECT address FROM assets WHERE key = o.received_asset))))`

/** Gives a row that was just stored the verdict that there is on it. */
export function judgeRow(database: Database, arrival: number): void {
  if (database.get('SELECT 1 AS any FROM verdicts LIMIT 1') === undefined) return
  database.run(`UPDATE orders AS o SET verdict = ${verdictOf} WHERE o.arrival = ?`, arrival)
}

/**
 * Keeps a verdict (null takes it back) and brings the stored rows in line; answers how many changed. `subject` is an order's id or
 * `chainId:address`, in lower case. Called inside a transaction.
 */
export function setVerdict(database: Database, subject: string, spam: boolean | null, at: number): number {
  if (spam === null) database.run('DELETE FROM verdicts WHERE subject = ?', subject)
  else
    database.run(
      'INSERT INTO verdicts (subject, spam, at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET spam = excluded.spam, at = excluded.at',
      subject,
      spam ? 1 : 0,
      at,
    )
  const [chainId = '', address = '', position] = subject.split(':')
  if (position !== undefined) return judge(database, 'SELECT arrival FROM orders WHERE id = ?', [subject])
  const chain = Number(chainId)
  const key = database.get('SELECT key FROM assets WHERE chain_id = ? AND address = ?', chain, address)?.key ?? null
  return judge(
    database,
    `SELECT arrival FROM orders WHERE from_address = ?1 AND chain_id = ?2 UNION SELECT arrival FROM orders WHERE to_address = ?1 AND chain_id = ?2
     UNION SELECT arrival FROM orders WHERE asset = ?3 UNION SELECT arrival FROM orders WHERE received_asset = ?3`,
    [address, chain, key],
  )
}

function judge(database: Database, arrivals: string, values: readonly Value[]): number {
  database.run(
    `UPDATE orders AS o SET verdict = ${verdictOf} WHERE o.arrival IN (${arrivals}) AND o.verdict IS NOT ${verdictOf}`,
    ...values,
  )
  return Number(database.get('SELECT changes() AS changed')?.changed)
}

/** The newest `limit` verdicts, newest first. */
export const verdictsOf = (database: Database, limit = 1_000): Verdict[] =>
  database.all('SELECT subject, spam, at FROM verdicts ORDER BY at DESC, subject LIMIT ?', limit).map((row) => ({
    subject: String(row.subject),
    spam: row.spam === 1,
    at: Number(row.at),
  }))

/** Forgets the verdicts on a chain whose rows were never real. */
export const forgetVerdicts = (database: Database, chainId: number): void =>
  void database.run('DELETE FROM verdicts WHERE subject >= ? AND subject < ?', `${chainId}:`, `${chainId};`)
