/** Orders by what is known of their accounts: by the names that rows show, and by their roles. */
import type { Database, Value } from './database.ts'
import type { Condition } from './filter.ts'

/** What is asked of the names: SQL over one row of `names`. */
export type NameTest = { readonly test: (name: string) => string; readonly value: string }

/** A part of the name or the owner, folded. */
export const saying = (text: string): NameTest => ({ test: (name) => `instr(${name}.folded, ?) > 0`, value: text })
/** One of these roles. */
export const ofRole = (roles: readonly string[]): NameTest => ({
  test: (name) => `${name}.role IN (SELECT value FROM json_each(?))`,
  value: JSON.stringify(roles),
})

/** As a condition on `orders o`: the accounts in question are looked up once, and only their rows are asked which name they show. */
export function nameCondition({ test, value }: NameTest): Condition {
  const sides = ['from', 'to'].map(
    (side) => `(o.${side}_address IN (SELECT n.address FROM names n WHERE ${test('n')}) AND EXISTS (${shown(side, test)}))`,
  )
  return { sql: `(${sides.join(' OR ')})`, values: [value, value, value, value] }
}

/** The name that a row shows for a side: of its chain, else of all chains unless its chain has one. */
const shown = (side: string, test: NameTest['test']): string =>
  `SELECT 1 FROM names s WHERE s.address = o.${side}_address AND ${isShown('s')} AND ${test('s')}`

const isShown = (name: string): string =>
  `(${name}.chain_id = o.chain_id OR (${name}.chain_id = 0 AND NOT EXISTS (SELECT 1 FROM names h WHERE h.address = ${name}.address AND h.chain_id = o.chain_id)))`

/** So many accounts are followed to their rows. */
const mostAccounts = 20_000

/** Numbers of the rows that show such a name, through the indexes on accounts; null where there are more than `most`. */
export function namedArrivals(database: Database, { test, value }: NameTest, most: number): number[] | null {
  const accounts = `SELECT n.address, n.chain_id FROM names n WHERE ${test('n')} LIMIT ${mostAccounts + 1}`
  if (Number(database.get(`SELECT count(*) AS count FROM (${accounts})`, value)?.count) > mostAccounts) return null
  const found = new Set<number>()
  for (const side of ['from', 'to']) {
    const values: Value[] = [value, most + 1]
    const rows = database.lists(
      `SELECT o.arrival FROM (${accounts}) k CROSS JOIN orders o ON o.${side}_address = k.address WHERE ${isShown('k')} LIMIT ?`,
      ...values,
    )
    for (const [arrival] of rows) found.add(Number(arrival))
    if (found.size > most) return null
  }
  return [...found]
}
