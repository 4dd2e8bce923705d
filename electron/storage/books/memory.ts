/** What the books hold, kept in memory between two steps and written back at the end of each: most events touch what the last ones touched. */
import type { DocumentBook } from '#engine/packs/invariants/defineInvariant.ts'
import type { Database, Row } from '../database.ts'

export type KeptDocument = {
  readonly book: DocumentBook
  readonly done: boolean
  readonly events: number
  readonly first: number
  readonly last: number
}
export type Flow = { readonly amount: bigint; readonly count: number }

/** A value by its key, read from the database when it is first asked for; null: there is none. */
export type Kept<T> = {
  get(key: string): T | null
  set(key: string, value: T | null): void
  /** Writes what was set since the last time. */
  flush(): void
  forget(): void
}

/** More than this is dropped after a flush: what is needed again is read again. */
const most = 100_000

/** Parts of a key are joined by a character that none of them has. */
export const keyOf = (...parts: readonly (string | number)[]): string => parts.join('\n')

export function createKept<T>(
  read: (key: readonly string[]) => T | null,
  write: (key: readonly string[], value: T | null) => void,
): Kept<T> {
  const values = new Map<string, T | null>()
  const dirty = new Set<string>()
  return {
    get(key) {
      const known = values.get(key)
      if (known !== undefined) return known
      const found = read(key.split('\n'))
      values.set(key, found)
      return found
    },
    set(key, value) {
      values.set(key, value)
      dirty.add(key)
    },
    flush() {
      for (const key of dirty) write(key.split('\n'), values.get(key) ?? null)
      dirty.clear()
      if (values.size > most) values.clear()
    },
    forget() {
      values.clear()
      dirty.clear()
    },
  }
}

/** Keys: pack, chain, unit, account. Nothing is held by who is not there. */
export const keptBalances = (database: Database): Kept<bigint> =>
  createKept(
    ([pack = '', chain = '', unit = '', account = '']) => {
      const row = database.get(
        'SELECT held FROM balances WHERE pack = ? AND chain_id = ? AND unit = ? AND account = ?',
        pack,
        Number(chain),
        unit,
        account,
      )
      return row ? BigInt(String(row.held)) : null
    },
    ([pack = '', chain = '', unit = '', account = ''], held) =>
      held === null || held === 0n
        ? database.run(
            'DELETE FROM balances WHERE pack = ? AND chain_id = ? AND unit = ? AND account = ?',
            pack,
            Number(chain),
            unit,
            account,
          )
        : database.run('INSERT OR REPLACE INTO balances VALUES (?, ?, ?, ?, ?)', pack, Number(chain), unit, account, String(held)),
  )

/** Keys: pack, chain, account. Which roles were given (true) and taken (false) on chain. */
export const keptRoles = (database: Database): Kept<ReadonlyMap<string, boolean>> =>
  createKept(
    ([pack = '', chain = '', account = '']) => {
      const rows = database.all(
        'SELECT role, has FROM role_members WHERE pack = ? AND chain_id = ? AND account = ?',
        pack,
        Number(chain),
        account,
      )
      return new Map(rows.map(({ role, has }) => [String(role), has === 1]))
    },
    ([pack = '', chain = '', account = ''], roles) => {
      database.run('DELETE FROM role_members WHERE pack = ? AND chain_id = ? AND account = ?', pack, Number(chain), account)
      for (const [role, has] of roles ?? [])
        database.run('INSERT INTO role_members VALUES (?, ?, ?, ?, ?)', pack, Number(chain), account, role, has ? 1 : 0)
    },
  )

/** Keys: pack, chain, day, role of the giver, of the receiver, verb, unit. */
export const keptFlows = (database: Database): Kept<Flow> => {
  const where = 'WHERE pack = ? AND chain_id = ? AND day = ? AND from_role = ? AND to_role = ? AND key = ? AND unit = ?'
  const values = ([pack = '', chain = '', day = '', from = '', to = '', key = '', unit = '']: readonly string[]) =>
    [pack, Number(chain), Number(day), from, to, key, unit] as const
  return createKept(
    (key) => {
      const row = database.get(`SELECT amount, count FROM flows ${where}`, ...values(key))
      return row ? { amount: BigInt(String(row.amount)), count: Number(row.count) } : null
    },
    (key, flow) =>
      flow === null || flow.count === 0
        ? database.run(`DELETE FROM flows ${where}`, ...values(key))
        : database.run('INSERT OR REPLACE INTO flows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', ...values(key), String(flow.amount), flow.count),
  )
}

/** Keys: pack, chain, type, id. */
export const keptDocuments = (database: Database): Kept<KeptDocument> =>
  createKept(
    ([pack = '', chain = '', type = '', ...id]) => {
      const row = database.get(
        'SELECT * FROM documents WHERE pack = ? AND chain_id = ? AND type = ? AND id = ?',
        pack,
        Number(chain),
        type,
        id.join('\n'),
      )
      return row ? toDocument(row) : null
    },
    ([pack = '', chain = '', type = '', ...id], kept) => {
      if (kept === null || kept.events === 0) {
        database.run(
          'DELETE FROM documents WHERE pack = ? AND chain_id = ? AND type = ? AND id = ?',
          pack,
          Number(chain),
          type,
          id.join('\n'),
        )
        return
      }
      const { book, done, events, first, last } = kept
      database.run(
        'INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        ...[pack, Number(chain), type, id.join('\n'), book.state, done ? 1 : 0, book.issuer, book.holder],
        ...[book.amount === null ? null : String(book.amount), book.unit, book.due, JSON.stringify(book.counts)],
        ...[JSON.stringify(book.sums, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)), events, first, last],
      )
    },
  )

export function toDocument(row: Row): KeptDocument {
  const text = (value: Row[string] | undefined) => (value === null || value === undefined ? null : String(value))
  const sums = Object.entries(JSON.parse(String(row.sums)) as Record<string, string>).map(([key, sum]) => [key, BigInt(sum)])
  return {
    book: {
      type: String(row.type),
      id: String(row.id),
      state: String(row.state),
      issuer: text(row.issuer),
      holder: text(row.holder),
      amount: row.amount === null ? null : BigInt(String(row.amount)),
      unit: text(row.unit),
      due: row.due === null ? null : Number(row.due),
      counts: JSON.parse(String(row.counts)) as Record<string, number>,
      sums: Object.fromEntries(sums) as Record<string, bigint>,
    },
    done: row.done === 1,
    events: Number(row.events),
    first: Number(row.first_at),
    last: Number(row.last_at),
  }
}
