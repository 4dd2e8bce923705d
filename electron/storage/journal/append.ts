/** Adds entries to the journal, within the transaction that does what they record. */
import { createHash } from 'node:crypto'
import { type Edge, grow, leafHash, rootOf, type Sha256 } from '#engine/journal/merkle.ts'
import type { Database } from '../database.ts'

/** `body` is anything that JSON can say; `arrival` the number of the order's row that it is about. Unix milliseconds. */
export type NewEntry = {
  readonly at: number
  readonly kind: string
  readonly subject: string
  readonly body: unknown
  readonly arrival?: number
}

/** Perfect subtrees from this height on are kept; what is below is made from at most 256 leaves when somebody asks. */
export const lowestKept = 8

export const sha256: Sha256 = (bytes) => createHash('sha256').update(bytes).digest()

/** The bytes of an entry that its leaf hashes: JSON of index, time, kind, subject and body, so that no two entries have the same. */
export const leafData = (index: number, at: number, kind: string, subject: string, body: string): Uint8Array =>
  Buffer.from(JSON.stringify([index, at, kind, subject, body]))

/** Appends, in order. Another process may have appended since: the edge is read each time. */
export function append(database: Database, entries: readonly NewEntry[]): void {
  if (entries.length === 0) return
  let edge = edgeOf(database)
  for (const { at, kind, subject, body, arrival } of entries) {
    const text = JSON.stringify(body)
    const leaf = leafHash(sha256, leafData(edge.size, at, kind, subject, text))
    database.run(
      'INSERT INTO journal (idx, at, kind, subject, body, leaf, arrival) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ...[edge.size, at, kind, subject, text, leaf, arrival ?? null],
    )
    edge = grow(sha256, edge, leaf, (level, index, hash) => {
      if (level >= lowestKept) database.run('INSERT INTO journal_nodes VALUES (?, ?, ?)', level, index, hash)
    })
  }
  database.run('UPDATE journal_edge SET size = ?, peaks = ?', edge.size, Buffer.concat(edge.peaks))
}

/** The right edge of the tree as it is stored. */
export function edgeOf(database: Database): Edge {
  const row = database.get('SELECT size, peaks FROM journal_edge')
  const bytes = row?.peaks instanceof Uint8Array ? row.peaks : new Uint8Array(0)
  return {
    size: Number(row?.size ?? 0),
    peaks: Array.from({ length: Math.floor(bytes.length / 32) }, (_, i) => bytes.subarray(i * 32, i * 32 + 32)),
  }
}

/** The root of the journal as it stands, in hex. */
export const rootNow = (database: Database): { size: number; root: string } => {
  const edge = edgeOf(database)
  return { size: edge.size, root: Buffer.from(rootOf(sha256, edge)).toString('hex') }
}
