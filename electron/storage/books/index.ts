/** The books of a data folder: packs as their files, the bookkeeper, and who wants to hear of changes. */
import { createHash } from 'node:crypto'
import type { BookStore } from '#ipc/services.ts'
import type { Pack } from '#shared/pack.ts'
import type { Database } from '../database.ts'
import { append } from '../journal/append.ts'
import { entryColumns, toBooked } from './entries.ts'
import { type Bookkeeper, type BookNews, createBookkeeper } from './keep.ts'

export type KeptBooks = {
  readonly keeper: Bookkeeper
  /** Called within a transaction; told on by `tell` when it is committed. */
  readonly gather: (news: BookNews) => void
  readonly tell: () => void
  readonly drop: () => void
  readonly store: BookStore
}

/** Everything of a chain: for the demo, whose rows were never real. Within a transaction. */
export function forgetBooks(database: Database, chainId: number): void {
  for (const table of ['business', 'documents', 'balances', 'role_members', 'flows', 'violations'])
    database.run(`DELETE FROM ${table} WHERE chain_id = ?`, chainId)
}

export function createBooks(database: Database, write: <T>(work: () => T) => T, now: () => number): KeptBooks {
  let watched: ReadonlyMap<string, Pack> = new Map()
  let gathered: BookNews[] = []
  const listeners = new Set<(news: BookNews) => void>()
  const keeper = createBookkeeper(database, () => watched)

  const tell = (): void => {
    const news = gathered
    gathered = []
    for (const one of news) for (const listener of listeners) listener(one)
  }

  /** Everything that follows from the events of a pack is made anew from them: after another revision, or when it watches again. */
  const rebuild = (pack: string): void => {
    for (const table of ['documents', 'balances', 'role_members', 'flows']) database.run(`DELETE FROM ${table} WHERE pack = ?`, pack)
    database.run("UPDATE violations SET state = 'retracted' WHERE pack = ? AND state <> 'retracted'", pack)
    database.run('UPDATE business SET undo = NULL WHERE pack = ?', pack)
    keeper.forget()
    if (!watched.has(pack)) return
    gathered.push(
      keeper.replay(
        pack,
        database
          .all(`SELECT ${entryColumns} FROM business WHERE pack = ? AND live = 1 ORDER BY chain_id, block_number, place`, pack)
          .map(toBooked),
      ),
    )
  }

  return {
    keeper,
    gather: (news) => gathered.push(news),
    tell,
    drop() {
      gathered = []
      keeper.forget()
    },
    store: {
      packs: () =>
        database
          .all('SELECT id, text, enabled FROM packs ORDER BY saved_at, id')
          .map(({ id, text, enabled }) => ({ id: String(id), text: String(text), enabled: enabled === 1 })),
      savePack: (id, text, enabled) =>
        write(() => {
          append(database, [
            {
              at: now(),
              kind: 'pack',
              subject: id,
              body: { act: 'saved', enabled, sha256: createHash('sha256').update(text).digest('hex') },
            },
          ])
          database.run(
            'INSERT INTO packs VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET text = excluded.text, enabled = excluded.enabled',
            id,
            text,
            enabled ? 1 : 0,
            now(),
          )
        }),
      removePack: (id) =>
        write(() => {
          append(database, [{ at: now(), kind: 'pack', subject: id, body: { act: 'removed' } }])
          database.run('DELETE FROM packs WHERE id = ?', id)
        }),
      watch(packs) {
        const before = watched
        watched = packs
        const changed = [...new Set([...before.keys(), ...packs.keys()])].filter(
          (id) => JSON.stringify(before.get(id)) !== JSON.stringify(packs.get(id)),
        )
        const stored = changed.filter((id) => database.get('SELECT 1 AS found FROM business WHERE pack = ? LIMIT 1', id))
        // At the first call nothing has changed since the books were kept: they are rebuilt only where their pack is another.
        for (const id of stored) {
          const key = fingerprint(packs.get(id))
          const kept = database.get('SELECT key FROM book_keys WHERE pack = ?', id)?.key
          if (kept === key) continue
          write(() => {
            rebuild(id)
            database.run('INSERT OR REPLACE INTO book_keys VALUES (?, ?)', id, key)
          })
        }
        for (const id of changed)
          if (!stored.includes(id))
            write(() => void database.run('INSERT OR REPLACE INTO book_keys VALUES (?, ?)', id, fingerprint(packs.get(id))))
        tell()
      },
      onChange(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
  }
}

/** What a pack's books follow from beside its events; empty where it does not watch. */
const fingerprint = (pack: Pack | undefined): string =>
  pack === undefined ? '' : JSON.stringify([pack.revision, pack.verbs, pack.documents, pack.invariants, pack.roles, pack.units])
