/** Looks whether the database of a folder is whole, over a connection of its own that writes nothing. Made for a thread: it may take seconds. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { EngineError } from '#engine/errors.ts'
import { type Database, databaseName, openDatabase } from './database.ts'
import { migrations } from './migrations/index.ts'

export type DatabaseReport = {
  /** Why it cannot be read, with the code of the EngineError; null where it can. */
  readonly problem: { readonly code: string; readonly sentence: string } | null
  /** Number of the last migration in the file, and the last that this version knows. */
  readonly format: number
  readonly knownFormat: number
  /** Bytes of the file, of its journal, and of pages in the file that wait to be used again. */
  readonly bytes: number
  readonly journal: number
  readonly spare: number
  readonly orders: number
  /** Unix milliseconds of the first order that was ever stored and is still there. */
  readonly since: number | null
  /** What SQLite found broken, at most ten sentences. */
  readonly damage: readonly string[]
  /** Tables that were looked at, of how many. */
  readonly checked: number
  readonly tables: number
}

/** Never throws. Tables are looked at one by one until `budgetMs` is used up: what was not looked at is told by `checked`. */
export function checkDatabase(dataDir: string, budgetMs: number): DatabaseReport {
  const file = join(dataDir, databaseName)
  const size = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0
  const blank = {
    format: 0,
    knownFormat: migrations.at(-1)?.number ?? 0,
    spare: 0,
    orders: 0,
    since: null,
    damage: [],
    checked: 0,
    tables: 0,
  }
  const sizes = { bytes: size(file), journal: size(`${file}-wal`) }
  let database: Database | null = null
  try {
    database = openDatabase({ dataDir, readOnly: true })
    return { problem: null, ...blank, ...sizes, ...look(database, budgetMs) }
  } catch (error) {
    const known = error instanceof EngineError ? error : new EngineError('DATABASE', `${file} could not be looked at (${String(error)}).`)
    return { ...blank, ...sizes, problem: { code: known.code, sentence: known.message } }
  } finally {
    database?.close()
  }
}

function look(database: Database, budgetMs: number) {
  const started = performance.now()
  const number = (sql: string): number => Number(Object.values(database.get(sql) ?? {})[0] ?? 0)
  const format = number('PRAGMA user_version')
  const spare = number('PRAGMA freelist_count') * number('PRAGMA page_size')
  const names = database.all("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
  const hasOrders = names.some(({ name }) => name === 'orders')
  const damage: string[] = []
  let checked = 0
  for (const { name } of names) {
    if (performance.now() - started > budgetMs) break
    // A table's name comes from the schema, and is written as SQLite wants it.
    const found = database.all(`PRAGMA quick_check("${String(name).replaceAll('"', '""')}")`)
    damage.push(...found.map((row) => String(row.quick_check)).filter((sentence) => sentence !== 'ok'))
    checked += 1
    if (damage.length > 0) break
  }
  const since = hasOrders ? database.get('SELECT first_seen_at AS at FROM orders ORDER BY arrival LIMIT 1')?.at : undefined
  return {
    format,
    spare,
    orders: hasOrders ? number('SELECT count(*) FROM orders') : 0,
    since: since === undefined || since === null ? null : Number(since),
    damage: damage.slice(0, 10),
    checked,
    tables: names.length,
  }
}
