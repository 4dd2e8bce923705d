/** The journal of a data folder: what is noted in it, its heads, its pages, and proofs of single entries. */
import { inclusionProof, type NodeAt, nodeHash } from '#engine/journal/merkle.ts'
import type { JournalStore } from '#ipc/services.ts'
import type { JournalEntry } from '#shared/contract/journal.ts'
import type { Database, Row } from '../database.ts'
import { adopt } from './adopt.ts'
import { append, edgeOf, lowestKept, sha256 } from './append.ts'
import { keepHead, newestHead } from './heads.ts'
import { digestRow, orderText } from './rowDigest.ts'
import { verifyJournal } from './verify.ts'

/** `write` runs its work as one transaction, or throws a sentence where that cannot be. */
export function createJournal(database: Database, write: <T>(work: () => T) => T, now: () => number): JournalStore {
  let adopted = false
  return {
    note: (kind, subject, body) => write(() => append(database, [{ at: now(), kind, subject, body }])),
    size: () => edgeOf(database).size,
    head: () => newestHead(database),
    keepHead: (signer) => write(() => keepHead(database, now(), signer)),
    adopt(limit) {
      if (!adopted) adopted = !write(() => adopt(database, now(), limit))
      return !adopted
    },
    page({ after, limit, subject }) {
      const arrival = subject === undefined ? undefined : database.get('SELECT arrival FROM orders WHERE id = ?', subject)?.arrival
      const wanted = subject === undefined ? '' : arrival === undefined ? 'AND subject = ?' : 'AND arrival = ?'
      const rows = database.all(
        `SELECT idx, at, kind, subject, body, leaf FROM journal WHERE idx < ? ${wanted} ORDER BY idx DESC LIMIT ${limit}`,
        after ?? Number.MAX_SAFE_INTEGER,
        ...(subject === undefined ? [] : [arrival ?? subject]),
      )
      const last = rows.at(-1)
      return { entries: rows.map(toEntry), next: last && rows.length === limit ? Number(last.idx) : null }
    },
    verify: (options) => verifyJournal(database, options),
    orderEntry(id) {
      const arrival = database.get('SELECT arrival FROM orders WHERE id = ?', id)?.arrival
      const row = typeof arrival === 'number' ? digestRow(database, arrival) : undefined
      if (row === undefined) return null
      const entry = database.get('SELECT * FROM journal WHERE arrival = ? ORDER BY idx DESC LIMIT 1', Number(arrival))
      return { text: orderText(row), entry: entry ? toEntry(entry) : null }
    },
    proof: (index, size) => inclusionProof(sha256, size, index, nodeAt(database)).map(hex),
  }
}

/** Nodes as they are stored, or made from the leaves below them. */
function nodeAt(database: Database): NodeAt {
  const node: NodeAt = (level, index) => {
    if (level === 0) return bytes(database.get('SELECT leaf FROM journal WHERE idx = ?', index)?.leaf)
    if (level >= lowestKept) return bytes(database.get('SELECT hash FROM journal_nodes WHERE level = ? AND idx = ?', level, index)?.hash)
    return nodeHash(sha256, node(level - 1, 2 * index), node(level - 1, 2 * index + 1))
  }
  return node
}

const bytes = (value: unknown): Uint8Array => (value instanceof Uint8Array ? value : new Uint8Array(0))

const toEntry = (row: Row): JournalEntry => ({
  index: Number(row.idx),
  at: Number(row.at),
  kind: String(row.kind),
  subject: String(row.subject),
  body: String(row.body),
  leaf: hex(bytes(row.leaf)),
})

const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex')
