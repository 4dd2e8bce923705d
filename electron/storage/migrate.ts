/** Brings a database file to the newest shape, step by step and forward only. */
import { EngineError } from '#engine/errors.ts'
import type { Database } from './database.ts'
import { migrations as all } from './migrations/index.ts'

export type Migration = { readonly number: number; readonly name: string; readonly sql: string }

/** Applies what is missing, one transaction a migration. Throws EngineError NEWER for a file of a newer Crowsnest. */
export function migrate(database: Database, migrations: readonly Migration[] = all): void {
  const version = versionOf(database)
  refuseNewer(database, version, migrations)
  for (const migration of migrations) {
    if (migration.number <= version) continue
    database.transaction(() => database.exec(`${migration.sql}; PRAGMA user_version = ${migration.number}`))
  }
}

/** For readers, which cannot migrate: throws EngineError NEWER or OLDER unless the file has exactly this shape. */
export function requireCurrent(database: Database): void {
  const version = versionOf(database)
  refuseNewer(database, version, all)
  if (version < newest(all)) {
    throw new EngineError(
      'OLDER',
      `${database.file} was written by an older Crowsnest: open it once with the app or with “watch”, then export.`,
    )
  }
}

const newest = (migrations: readonly Migration[]): number => migrations.at(-1)?.number ?? 0

const versionOf = (database: Database): number => Number(database.get('PRAGMA user_version')?.user_version)

function refuseNewer(database: Database, version: number, migrations: readonly Migration[]): void {
  if (version <= newest(migrations)) return
  throw new EngineError(
    'NEWER',
    `${database.file} was written by a newer Crowsnest (format ${version}, this one knows ${newest(migrations)}): update Crowsnest, or choose another folder with --data.`,
  )
}
