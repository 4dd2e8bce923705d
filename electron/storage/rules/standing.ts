/** How a rule stands with what is stored: what it names and is not there, and how often it rang. */
import type { Database } from '../database.ts'

/** `last` in Unix milliseconds. */
export type Rang = { readonly count: number; readonly last: number | null }

/** How often a rule rang from a time on (Unix milliseconds), and when last. */
export function rangSince(database: Database, ruleId: string, since: number): Rang {
  const last = database.get('SELECT max(at) AS last FROM rung WHERE rule_id = ?', ruleId)?.last
  const count = database.get('SELECT count(*) AS count FROM rung WHERE rule_id = ? AND at >= ?', ruleId, since)?.count
  return { count: Number(count), last: typeof last === 'number' ? last : null }
}

const lookups = {
  label: 'SELECT 1 FROM names WHERE instr(folded, ?) > 0 LIMIT 1',
  token: "SELECT 1 FROM assets WHERE coalesce(address, 'native') = ?1 OR folded = ?1 LIMIT 1",
  source: 'SELECT 1 FROM orders INDEXED BY orders_what WHERE source = ? LIMIT 1',
} as const

/** Whether rows show a name or an owner with this part, or an order moved this token, or a source told of one. */
export const isStored = (database: Database, what: keyof typeof lookups, name: string): boolean =>
  database.get(lookups[what], name.trim().toLowerCase()) !== undefined
