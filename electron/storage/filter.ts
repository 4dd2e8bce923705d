/** What a reader asks for, as SQL. Statement texts depend only on which parts are present, so few are ever prepared. */
import { likelySpam, type OrderFilter } from '#shared/order.ts'
import type { Database, Value } from './database.ts'
import { micros } from './row.ts'

export type Condition = { readonly sql: string; readonly values: readonly Value[] }

/** Conditions on `orders o`. An empty list of choices does not narrow, as an absent one does not. */
export function conditionOf(filter: OrderFilter): Condition {
  const parts = [...withoutText(filter), ...textPart(filter.text)]
  return join(parts)
}

/**
 * As `conditionOf`, but looks up a hash or an address in the indexes first: few rows are then named outright, however many there are.
 * `named` tells that the rows are found by number and not by walking through time.
 */
export function narrowed(database: Database, filter: OrderFilter): Condition & { readonly named: boolean } {
  const text = fold(filter.text)
  if (!hexStart.test(text)) return { ...conditionOf(filter), named: false }
  const most = mostNamed(text)
  const arrivals = candidates(database, text, most)
  if (arrivals.length > most) return { ...conditionOf(filter), named: false }
  const named = { sql: 'o.arrival IN (SELECT value FROM json_each(?))', values: [JSON.stringify(arrivals)] }
  return { ...join([named, ...withoutText(filter)]), named: true }
}

/**
 * Beyond this many hits walking through time is the better way: a short beginning is common enough to fill a page soon, while a whole
 * wallet may be rare in what the rest of the filter leaves.
 */
const mostNamed = (text: string): number => (text.length < 10 ? 5_000 : 100_000)
const hexStart = /^0x[0-9a-f]*$/
const fold = (text: string | undefined): string => (text ?? '').trim().toLowerCase()

function withoutText(filter: OrderFilter): Condition[] {
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
  const symbols = '(SELECT key FROM assets WHERE instr(folded, ?) > 0)'
  const bySymbol = { sql: `(o.asset IN ${symbols} OR o.received_asset IN ${symbols})`, values: [text, text] }
  if (!hexStart.test(text)) return [bySymbol]
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
