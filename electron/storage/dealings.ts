/** With whom an account dealt before, as far as a look-alike of that counterparty turns up now. */
import type { Dealing } from '#engine/ports.ts'
import type { Address } from '#engine/types.ts'
import type { Database } from './database.ts'

/** How many digits of a shortened address people see at either end. */
const shown = 4
/** So many stored accounts with the same beginning are looked at; chance puts one in 65,536 there. */
const mostAlike = 100
/** So many of a look-alike's newest rows are searched for a dealing with the account. */
const lookBack = 1_000

/**
 * The newest dealing of `account` with each stored account that begins and ends like `other` and is not it, on any chain. Skips along the
 * two indexes from one account to the next, so that it costs the same however many rows an account has.
 */
export function imitatedBy(database: Database, account: Address, other: Address): Dealing[] {
  if (/^0x0+$/.test(other)) return []
  const alike = new Set([...stored(database, 'from', other), ...stored(database, 'to', other)])
  alike.delete(other)
  return [...alike].flatMap((twin) => lastBetween(database, account, twin))
}

/** Accounts on one side of stored orders that begin and end like `other`. */
function stored(database: Database, side: 'from' | 'to', other: Address): string[] {
  const begin = other.slice(0, 2 + shown)
  const next = `(SELECT min(${side}_address) FROM orders WHERE ${side}_address > account AND ${side}_address < ?2)`
  const rows = database.all(
    `WITH RECURSIVE known (account) AS (
       SELECT min(${side}_address) FROM orders WHERE ${side}_address >= ?1 AND ${side}_address < ?2
       UNION ALL SELECT ${next} FROM known WHERE account IS NOT NULL LIMIT ${mostAlike}
     ) SELECT account FROM known WHERE substr(account, -${shown}) = ?3`,
    begin,
    `${begin}g`,
    other.slice(-shown),
  )
  return rows.map(({ account }) => String(account))
}

function lastBetween(database: Database, account: Address, twin: string): Dealing[] {
  const newest = (own: 'from' | 'to', others: 'from' | 'to') =>
    `SELECT * FROM (SELECT arrival, id, asset, amount, ${others}_address AS opposite FROM orders WHERE ${own}_address = ?1 ORDER BY arrival DESC LIMIT ?3)
     WHERE opposite = ?2`
  const row = database.get(
    `SELECT o.id, o.amount, a.symbol FROM (${newest('from', 'to')} UNION ALL ${newest('to', 'from')}) o
     JOIN assets a ON a.key = o.asset ORDER BY o.arrival DESC LIMIT 1`,
    twin,
    account,
    lookBack,
  )
  return row ? [{ orderId: String(row.id), counterparty: twin as Address, amount: `${row.amount} ${row.symbol}` }] : []
}
