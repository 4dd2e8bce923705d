/** What a reader asks for, as SQL. Statement texts depend only on which parts are present, so few are ever prepared. */
import { likelySpam, type OrderFilter } from '#shared/order.ts'
import type { Database, Value } from './database.ts'
import { nameCondition, namedArrivals, ofRole, saying } from './namedRows.ts'
import { micros } from './row.ts'

export type Condition = { readonly sql: string; readonly values: readonly Value[] }

/** Conditions on `orders o`. An empty list of choices does not narrow, as an absent one does not. */
export const conditionOf = (filter: OrderFilter): Condition =>
  join([...plainParts(filter), ...(filter.roles?.length ? [nameCondition(ofRole(filter.roles))] : []), ...textPart(filter.text)])

/**
 * As `conditionOf`, but looks up a hash or an address in the indexes first: few rows are then named outright, however many there are.
 * `named` tells that the rows are found by number and not by walking through time.
 */
export function narrowed(database: Database, filter: OrderFilter): Condition & { readonly named: boolean } {
  const text = fold(filter.text)
  const parts = [...plainParts(filter), ...roleParts(database, filter.roles)]
  if (text === '') return { ...join(parts), named: false }
  if (!hexStart.test(text)) return byWords(database, text, parts)
  const most = mostNamed(text)
  const arrivals = candidates(database, text, most)
  if (arrivals.length > most) return { ...join([...parts, ...textPart(text)]), named: false }
  return { ...join([amongRows(arrivals), ...parts]), named: true }
}

/** Words are part of a symbol or of a name. Where no symbol has them, the rows that show such a name are all there is. */
function byWords(database: Database, text: string, parts: readonly Condition[]): Condition & { readonly named: boolean } {
  const arrivals = namedArrivals(database, saying(text), mostShown)
  if (arrivals === null) return { ...join([...parts, ...textPart(text)]), named: false }
  if (database.get('SELECT 1 FROM assets WHERE instr(folded, ?) > 0', text) === undefined)
    return { ...join([amongRows(arrivals), ...parts]), named: true }
  return { ...join([...parts, either(bySymbol(text), amongRows(arrivals))]), named: false }
}

function roleParts(database: Database, roles: readonly string[] | undefined): Condition[] {
  if (!roles?.length) return []
  const arrivals = namedArrivals(database, ofRole(roles), mostShown)
  return [arrivals === null ? nameCondition(ofRole(roles)) : amongRows(arrivals)]
}

/** Beyond so many rows of an account it is found soon by walking through time. */
const mostShown = 100_000
const amongRows = (arrivals: readonly number[]): Condition => ({
  sql: 'o.arrival IN (SELECT value FROM json_each(?))',
  values: [JSON.stringify(arrivals)],
})
const either = (a: Condition, b: Condition): Condition => ({ sql: `(${a.sql} OR ${b.sql})`, values: [...a.values, ...b.values] })

/**
 * Beyond this many hits walking through time is the better way: a short beginning is common enough to fill a page soon, while a whole
 * wallet may be rare in what the rest of the filter leaves.
 */
const mostNamed = (text: string): number => (text.length < 10 ? 5_000 : 100_000)
const hexStart = /^0x[0-9a-f]*$/
const fold = (text: string | undefined): string => (text ?? '').trim().toLowerCase()

function plainParts(filter: OrderFilter): Condition[] {
  const { chainIds, kinds, states, assets, minUsd, flows, spam, internal, fromTime, toTime } = filter
  const parts: Condition[] = []
  const among = (column: string, choices: readonly (string | number)[] | undefined) => {
    if (choices?.length) parts.push({ sql: `${column} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(choices)] })
  }
  among('o.chain_id', chainIds)
  among('o.kind', kinds)
  among('o.state', states)
  if (assets?.length) {
    const keys = "(SELECT key FROM assets WHERE coalesce(address, 'native') IN (SELECT value FROM json_each(?)))"
    const list = JSON.stringify(assets.map((asset) => asset.toLowerCase()))
    parts.push({ sql: `(o.asset IN ${keys} OR o.received_asset IN ${keys})`, values: [list, list] })
  }
  if (minUsd !== undefined) parts.push({ sql: 'o.usd_micros >= ?', values: [micros(minUsd)] })
  if (flows?.length) parts.push({ sql: "coalesce(o.flow, 'none') IN (SELECT value FROM json_each(?))", values: [JSON.stringify(flows)] })
  if (internal === 'hide') parts.push({ sql: "o.flow IS NOT 'internal'", values: [] })
  if (spam !== undefined) parts.push({ sql: `coalesce(o.verdict, o.spam) ${spam === 'hide' ? '<' : '>='} ?`, values: [likelySpam] })
  if (fromTime !== undefined) parts.push({ sql: 'o.block_time >= ?', values: [fromTime] })
  if (toTime !== undefined) parts.push({ sql: 'o.block_time <= ?', values: [toTime] })
  return parts
}

function textPart(given: string | undefined): Condition[] {
  const text = fold(given)
  if (text === '') return []
  if (!hexStart.test(text)) return [either(bySymbol(text), nameCondition(saying(text)))]
  const contracts = '(SELECT key FROM assets WHERE instr(folded, ?) > 0 OR substr(address, 1, ?) = ?)'
  const columns = ['tx_hash', 'from_address', 'to_address', 'block_hash']
  const begins = columns.map((column) => `substr(o.${column}, 1, ?) = ?`)
  return [
    {
      sql: `(${begins.join(' OR ')} OR o.asset IN ${contracts} OR o.received_asset IN ${contracts})`,
      values: [...columns.flatMap(() => [text.length, text]), ...[0, 1].flatMap(() => [text, text.length, text])],
    },
  ]
}

function bySymbol(text: string): Condition {
  const symbols = '(SELECT key FROM assets WHERE instr(folded, ?) > 0)'
  return { sql: `(o.asset IN ${symbols} OR o.received_asset IN ${symbols})`, values: [text, text] }
}

/** Row numbers whose hash, wallet, block or token begins with `text`; stops looking once there are more than `most`. */
function candidates(database: Database, text: string, most: number): number[] {
  const end = `${text}g`
  const chains = database.all('SELECT DISTINCT chain_id FROM assets').map((row) => String(row.chain_id))
  const contracts = '(SELECT key FROM assets WHERE instr(folded, ?) > 0 OR substr(address, 1, ?) = ?)'
  const found = new Set<number>()
  const gather = (sql: string, ...values: Value[]) => {
    if (found.size > most) return
    for (const row of database.all(`${sql} LIMIT ?`, ...values, most + 1)) found.add(Number(row.arrival))
  }
  for (const chain of chains) {
    gather('SELECT arrival FROM orders WHERE id >= ? AND id < ?', `${chain}:${text}`, `${chain}:${end}`)
    gather(
      `SELECT o.arrival FROM blocks b CROSS JOIN orders o ON o.chain_id = b.chain_id AND o.block_number = b.number AND o.block_hash = b.hash
       WHERE b.chain_id = ? AND b.hash >= ? AND b.hash < ?`,
      Number(chain),
      text,
      end,
    )
  }
  gather('SELECT arrival FROM orders WHERE from_address >= ? AND from_address < ?', text, end)
  gather('SELECT arrival FROM orders WHERE to_address >= ? AND to_address < ?', text, end)
  gather(`SELECT arrival FROM orders WHERE asset IN ${contracts}`, text, text.length, text)
  gather(`SELECT arrival FROM orders WHERE received_asset IN ${contracts}`, text, text.length, text)
  return [...found]
}

const join = (parts: readonly Condition[]): Condition => ({
  sql: parts.length === 0 ? '1' : parts.map((part) => part.sql).join(' AND '),
  values: parts.flatMap((part) => part.values),
})
