/** One connection to the orders of a data folder: pragmas, cached statements, transactions, errors as sentences. The only file that names the driver. */
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { EngineError } from '#engine/errors.ts'
import { storageError } from './errors.ts'
import { type FolderLock, lockFolder } from './lock.ts'

export type Value = SQLInputValue
export type Row = Record<string, SQLOutputValue>

export type Database = {
  readonly file: string
  readonly readOnly: boolean
  /** Statements are prepared once per text: keep texts constant and few. */
  all(sql: string, ...values: readonly Value[]): Row[]
  /** As `all`, each row as the list of its columns: for many rows of a few fixed columns, where names would cost more than values. */
  lists(sql: string, ...values: readonly Value[]): SQLOutputValue[][]
  get(sql: string, ...values: readonly Value[]): Row | undefined
  /** Runs one statement; answers the row id of the row that it inserted last. */
  run(sql: string, ...values: readonly Value[]): number
  exec(sql: string): void
  /** All of `work` or nothing of it. Nested calls join the outer transaction. */
  transaction<T>(work: () => T): T
  close(): void
}

export const databaseName = 'crowsnest.sqlite'

/**
 * Opens `crowsnest.sqlite` of a data folder. For writing it makes the folder and takes its lock; read-only it needs neither, and
 * sees what is committed while another instance writes. Throws EngineError LOCKED, READ_ONLY, DISK_FULL, CORRUPT, NOT_FOUND or DATABASE.
 */
export function openDatabase(options: { readonly dataDir: string; readonly readOnly?: boolean }): Database {
  const file = join(options.dataDir, databaseName)
  if (options.readOnly) return wrap(openReader(file, options.dataDir), file, true, null)
  try {
    mkdirSync(options.dataDir, { recursive: true })
  } catch (cause) {
    throw storageError(cause, options.dataDir)
  }
  const lock = lockFolder(options.dataDir, connect)
  try {
    return wrap(openWriter(file), file, false, lock)
  } catch (cause) {
    lock.release()
    throw storageError(cause, file)
  }
}

/**
 * Opens a second writer beside the one that holds the folder's lock, for tables that the first never touches and in short transactions only:
 * the two take turns. Makes nothing that is not there. Throws EngineError NOT_FOUND, READ_ONLY, CORRUPT or DATABASE.
 */
export function openBeside(dataDir: string): Database {
  const file = join(dataDir, databaseName)
  requireFile(file, dataDir)
  try {
    return wrap(openWriter(file), file, false, null)
  } catch (cause) {
    throw storageError(cause, file)
  }
}

/**
 * Opens one bare connection: Node's own SQLite where it has one (Node ≥ 22.13, Electron ≥ 39), else the package that mirrors it. `file` may be a
 * `file:` address with parameters.
 */
export function connect(file: string, options: { readonly readOnly?: boolean } = {}): DatabaseSync {
  const { DatabaseSync } = driver()
  return new DatabaseSync(file, { readOnly: options.readOnly ?? false, enableForeignKeyConstraints: true })
}

function openWriter(file: string): DatabaseSync {
  const connection = connect(file)
  try {
    // WAL with synchronous NORMAL: a killed process loses nothing that was committed; a power cut may lose the last commits, never the whole.
    connection.exec(
      'PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000; PRAGMA journal_size_limit = 67108864; PRAGMA temp_store = MEMORY',
    )
    return connection
  } catch (cause) {
    connection.close()
    throw cause
  }
}

function requireFile(file: string, dataDir: string): void {
  if (existsSync(file)) return
  throw new EngineError('NOT_FOUND', `There are no Crowsnest orders in ${dataDir}: name the folder that “watch” or the app was given.`, {
    data: { place: dataDir },
  })
}

function openReader(file: string, dataDir: string): DatabaseSync {
  requireFile(file, dataDir)
  try {
    return openChecked(file)
  } catch (cause) {
    // A folder that cannot be written has no place for the shared memory of WAL. Without a log the file itself is all there is.
    const log = `${file}-wal`
    if (storageError(cause, file).code !== 'READ_ONLY' || (existsSync(log) && statSync(log).size > 0)) throw storageError(cause, file)
    try {
      return openChecked(`${pathToFileURL(file).href}?immutable=1`)
    } catch (second) {
      throw storageError(second, file)
    }
  }
}

function openChecked(file: string): DatabaseSync {
  const connection = connect(file, { readOnly: true })
  try {
    connection.exec('PRAGMA busy_timeout = 5000; PRAGMA temp_store = MEMORY')
    connection.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()
    return connection
  } catch (cause) {
    connection.close()
    throw cause
  }
}

function wrap(connection: DatabaseSync, file: string, readOnly: boolean, lock: FolderLock | null): Database {
  const statements = new Map<string, StatementSync>()
  const listing = new Map<string, StatementSync>()
  let depth = 0
  let open = true

  const guarded = <T>(work: () => T): T => {
    try {
      return work()
    } catch (cause) {
      throw storageError(cause, file)
    }
  }
  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql)
    if (known) return known
    const statement = connection.prepare(sql)
    statements.set(sql, statement)
    return statement
  }

  const preparedForLists = (sql: string): StatementSync => {
    const known = listing.get(sql)
    if (known) return known
    const statement = connection.prepare(sql)
    statement.setReturnArrays(true)
    listing.set(sql, statement)
    return statement
  }

  return {
    file,
    readOnly,
    all: (sql, ...values) => guarded(() => prepared(sql).all(...values)),
    lists: (sql, ...values) => guarded(() => preparedForLists(sql).all(...values) as unknown as SQLOutputValue[][]),
    get: (sql, ...values) => guarded(() => prepared(sql).get(...values)),
    run: (sql, ...values) => guarded(() => Number(prepared(sql).run(...values).lastInsertRowid)),
    exec: (sql) => guarded(() => connection.exec(sql)),
    transaction(work) {
      if (depth > 0) return work()
      guarded(() => connection.exec(readOnly ? 'BEGIN' : 'BEGIN IMMEDIATE'))
      depth = 1
      try {
        const result = work()
        guarded(() => connection.exec('COMMIT'))
        return result
      } catch (error) {
        // SQLite has rolled back already after some errors (a full disk); then there is nothing to end.
        try {
          connection.exec('ROLLBACK')
        } catch {}
        throw error
      } finally {
        depth = 0
      }
    },
    close() {
      if (!open) return
      open = false
      statements.clear()
      listing.clear()
      connection.close()
      lock?.release()
    },
  }
}

type Driver = Pick<typeof import('node:sqlite'), 'DatabaseSync'>
let loaded: Driver | null = null

function driver(): Driver {
  loaded ??= builtIn() ?? fallback()
  return loaded
}

function builtIn(): Driver | null {
  return process.getBuiltinModule?.('node:sqlite') ?? null
}

function fallback(): Driver {
  const name = '@photostructure/sqlite'
  try {
    return createRequire(import.meta.url)(name) as Driver
  } catch (cause) {
    throw new Error(`This runtime (Node ${process.versions.node}) has no SQLite: use Node 24, or install the package ${name}.`, { cause })
  }
}
