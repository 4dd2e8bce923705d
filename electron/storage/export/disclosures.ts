/** The log of what was disclosed, and the keys that open it. Written beside the running app: no other code touches these tables. */
import { userInfo } from 'node:os'
import { EngineError } from '#engine/errors.ts'
import type { Disclosure } from '#shared/disclosure.ts'
import { type Database, openBeside, openDatabase, type Row } from '../database.ts'
import { append } from '../journal/append.ts'
import { requireCurrent } from '../migrate.ts'
import type { Told } from './profiles.ts'

/** An entry that is about to be made. */
export type Entry = Omit<Disclosure, 'seq' | 'who'>

export type Disclosures = {
  /** Keeps the key of an export that begins. Keys of exports that never ended go after a week, with all that was kept for them. */
  begin(id: string, key: Uint8Array, at: number): void
  /** Null where there is no export of this id with a key. */
  secret(id: string): Uint8Array | null
  /** Keeps what opens these orders, in one short transaction; a repeat changes nothing. */
  keep(id: string, told: readonly Told[]): void
  /** By the reference in the export; walks through the export's orders. */
  told(id: string, ref: string): Told | null
  /** Forgets an export that did not end. */
  drop(id: string): void
  /** Adds a line to the log, for good. */
  log(entry: Entry): void
  find(id: string): Disclosure | null
  /** The connection, for reading orders. */
  readonly database: Database
  close(): void
}

/** Opens the log of a data folder, also while the app has the folder. Throws EngineError NOT_FOUND, OLDER, NEWER, READ_ONLY … */
export function openDisclosures(dataDir: string): Disclosures {
  const database = openBeside(dataDir)
  try {
    requireCurrent(database)
  } catch (error) {
    database.close()
    throw error
  }
  const numberOf = (id: string): number | null => {
    const row = database.get('SELECT number FROM secrets WHERE id = ?', id)
    return row ? Number(row.number) : null
  }
  const drop = (id: string): void =>
    database.transaction(() => {
      const number = numberOf(id)
      if (number === null || find(database, id) !== null) return
      database.run('DELETE FROM openings WHERE secret = ?', number)
      database.run('DELETE FROM secrets WHERE number = ?', number)
    })

  return {
    database,
    begin(id, key, at) {
      const old = database.all(
        'SELECT id FROM secrets s WHERE begun_at < ? AND NOT EXISTS (SELECT 1 FROM disclosures d WHERE d.id = s.id)',
        at - week,
      )
      for (const row of old) drop(String(row.id))
      database.run('INSERT INTO secrets (id, key, begun_at) VALUES (?, ?, ?)', id, key, at)
    },
    secret(id) {
      const key = database.get('SELECT key FROM secrets WHERE id = ?', id)?.key
      return key instanceof Uint8Array ? key : null
    },
    keep(id, told) {
      const number = numberOf(id)
      if (number === null) throw new EngineError('NOT_FOUND', 'The key of this export is gone: start the export again.')
      database.transaction(() => {
        for (const { ref, arrival, evidence, root, told: values } of told) {
          const bytes = Buffer.from(ref, 'hex')
          database.run('INSERT OR REPLACE INTO openings VALUES (?, ?, ?, ?, ?, ?)', number, arrival, bytes, evidence, root, values)
        }
      })
    },
    told(id, ref) {
      const row = database.get('SELECT * FROM openings WHERE secret = ? AND ref = ?', numberOf(id), Buffer.from(ref, 'hex'))
      if (!row || !(row.root instanceof Uint8Array)) return null
      const { arrival, evidence, root, told } = row
      return { ref, arrival: Number(arrival), evidence: Number(evidence), root, told: told === null ? null : String(told) }
    },
    drop,
    log({ act, id, at, profile, format, filter, columns, rows, file, sha256, order, field }) {
      const who = userName()
      const body = { act, who, profile, format, filter, columns, rows, sha256, order, field }
      database.transaction(() => {
        append(database, [{ at, kind: 'disclosure', subject: id, body }])
        database.run(
          `INSERT INTO disclosures (act, id, at, who, profile, format, filter, columns, rows, file, sha256, order_id, field)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          ...[act, id, at, who, profile, format, filter, JSON.stringify(columns), rows, file, sha256, order, field],
        )
      })
    },
    find: (id) => find(database, id),
    close: () => database.close(),
  }
}

/** The newest lines of the log, newest first. */
export function listDisclosures(dataDir: string, limit: number): Disclosure[] {
  const database = openDatabase({ dataDir, readOnly: true })
  try {
    requireCurrent(database)
    return database.all('SELECT * FROM disclosures ORDER BY seq DESC LIMIT ?', limit).map(toDisclosure)
  } finally {
    database.close()
  }
}

const week = 7 * 86_400_000

function find(database: Database, id: string): Disclosure | null {
  const row = database.get("SELECT * FROM disclosures WHERE id = ? AND act = 'export'", id)
  return row ? toDisclosure(row) : null
}

const toDisclosure = (row: Row): Disclosure => ({
  seq: Number(row.seq),
  act: row.act as Disclosure['act'],
  id: String(row.id),
  at: Number(row.at),
  who: String(row.who),
  profile: row.profile as Disclosure['profile'],
  format: row.format as Disclosure['format'],
  filter: textOrNull(row.filter),
  columns: JSON.parse(String(row.columns)) as string[],
  rows: Number(row.rows),
  file: textOrNull(row.file),
  sha256: textOrNull(row.sha256),
  order: textOrNull(row.order_id),
  field: textOrNull(row.field),
  viewer: viewerIn(textOrNull(row.filter)),
})

/** Whom the rules of packs were applied for: it stands with the filter. */
function viewerIn(filter: string | null): string | null {
  if (filter === null) return null
  const { viewer } = JSON.parse(filter) as { viewer?: unknown }
  return typeof viewer === 'string' ? viewer : null
}

const textOrNull = (value: unknown): string | null => (value === null ? null : String(value))

/** A container may run under a number without a name. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return 'unknown'
  }
}
