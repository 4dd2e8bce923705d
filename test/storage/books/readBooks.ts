/** What the books of a folder say is broken, read beside the store. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export function booksIn(folder: string, pack: string): { invariant: string; subject: string; state: string }[] {
  const database = new DatabaseSync(join(folder, 'crowsnest.sqlite'), { readOnly: true })
  const rows = database.prepare('SELECT invariant, subject, state FROM violations WHERE pack = ? ORDER BY id').all(pack)
  database.close()
  return rows.map(({ invariant, subject, state }) => ({ invariant: String(invariant), subject: String(subject), state: String(state) }))
}
