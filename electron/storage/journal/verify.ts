/** Recomputes the whole journal from what is stored, and names the first thing that was altered. */
import { type Edge, emptyEdge, grow, leafHash, rootOf } from '#engine/journal/merkle.ts'
import type { JournalHead } from '#shared/contract/journal.ts'
import type { Database, Row } from '../database.ts'
import { joins } from '../row.ts'
import { adoptionOf } from './adopt.ts'
import { edgeOf, leafData, lowestKept, sha256 } from './append.ts'
import { headsOf, isSigned } from './heads.ts'
import { digestColumns, sortsAsPriced, wholeDigest } from './rowDigest.ts'

export type JournalVerdict = { readonly ok: boolean; readonly checked: number; readonly message: string }

export type VerifyOptions = {
  /** A head that was kept elsewhere: the journal must begin with what it signed. */
  readonly head?: JournalHead
  /** Public key that heads must be signed with; absent: that of the newest signed head. */
  readonly key?: string
}

/** Thrown inside, becomes the verdict. */
class Altered extends Error {}

/** Reads everything once, in one snapshot. Throws EngineError only where the file cannot be read at all. */
export const verifyJournal = (database: Database, options: VerifyOptions): JournalVerdict =>
  database.transaction(() => {
    let checked = 0
    try {
      const heads = checkHeads(database, options)
      const edge = checkLeaves(database, heads, options.head, (index) => {
        checked = index + 1
      })
      checkTree(database, edge)
      const older = checkRows(database)
      return { ok: true, checked, message: goodWords(edge, heads, older) }
    } catch (error) {
      if (!(error instanceof Altered)) throw error
      return { ok: false, checked, message: error.message }
    }
  })

/** Every stored head must be signed by the key that is held to; heads from before there was a key have no signature. */
function checkHeads(database: Database, { key, head }: VerifyOptions): JournalHead[] {
  const heads = headsOf(database)
  const held = key ?? heads.findLast((one) => one.signature !== '')?.key ?? null
  for (const one of head === undefined ? heads : [...heads, head]) {
    const name = `the head of ${timeOf(one.at)} over ${one.size} entries`
    if (one.signature === '') continue
    if (held !== null && one.key !== held)
      throw new Altered(`${upper(name)} is signed with another key than ${held.slice(0, 16)}…: it was replaced, or the key was renewed.`)
    if (!isSigned(one)) throw new Altered(`${upper(name)} was altered: its signature does not hold.`)
  }
  return heads
}

/** Leaf by leaf: no number is missing, each hashes to what is stored, and at each head the tree has the root that was signed. */
function checkLeaves(database: Database, heads: readonly JournalHead[], own: JournalHead | undefined, done: (index: number) => void): Edge {
  const signed = [...heads, ...(own ? [own] : [])].toSorted((a, b) => a.size - b.size)
  let edge = emptyEdge
  let next = 0
  let good = 0
  const atHeads = () => {
    for (let head = signed[next]; head !== undefined && head.size <= edge.size; head = signed[++next]) {
      if (head.size === edge.size && hex(rootOf(sha256, edge)) === head.root) good = head.size
      else throw new Altered(rewritten(head, good))
    }
  }
  atHeads()
  for (;;) {
    const rows = database.all('SELECT idx, at, kind, subject, body, leaf FROM journal WHERE idx >= ? ORDER BY idx LIMIT 2000', edge.size)
    for (const row of rows) {
      const { at, kind, subject, body } = row
      if (Number(row.idx) !== edge.size) throw new Altered(`Entry ${edge.size} of the journal was removed: entry ${row.idx} comes next.`)
      const leaf = leafHash(sha256, leafData(edge.size, Number(at), String(kind), String(subject), String(body)))
      if (!(row.leaf instanceof Uint8Array) || hex(row.leaf) !== hex(leaf))
        throw new Altered(`Entry ${edge.size} of the journal (${kind} ${subject}) was altered: it does not hash to its leaf.`)
      edge = grow(sha256, edge, leaf, (level, index, hash) => checkNode(database, level, index, hash))
      done(edge.size - 1)
      atHeads()
    }
    if (rows.length === 0) break
  }
  const missing = signed[next]
  if (missing)
    throw new Altered(
      `The journal was cut off: it ends before entry ${edge.size}, but a head of ${timeOf(missing.at)} was made over ${missing.size} entries.`,
    )
  return edge
}

function checkNode(database: Database, level: number, index: number, hash: Uint8Array): void {
  if (level < lowestKept) return
  const stored = database.get('SELECT hash FROM journal_nodes WHERE level = ? AND idx = ?', level, index)?.hash
  if (!(stored instanceof Uint8Array) || hex(stored) !== hex(hash))
    throw new Altered(`Node ${index} of level ${level} of the journal’s tree was altered: entries below it hash to something else.`)
}

function checkTree(database: Database, edge: Edge): void {
  const stored = edgeOf(database)
  if (stored.size === edge.size && hex(rootOf(sha256, stored)) === hex(rootOf(sha256, edge))) return
  throw new Altered(
    stored.size > edge.size
      ? `The journal was cut off: it has ${edge.size} entries and had ${stored.size}.`
      : `The stored edge of the journal’s tree (${stored.size} entries) is not that of its ${edge.size} entries: entries were added or altered.`,
  )
}

/** Rows beside their newest entries, both by row number. Answers how many rows are older than the journal and have no entry yet. */
function checkRows(database: Database): number {
  const { before, upTo } = adoptionOf(database)
  let older = 0
  let at = -1
  for (;;) {
    const arrivals = database.lists(
      `SELECT arrival FROM orders WHERE arrival > ?1 UNION SELECT arrival FROM journal WHERE arrival > ?1 ORDER BY 1 LIMIT 1000`,
      at,
    )
    const last = Number(arrivals.at(-1)?.[0] ?? at)
    const rows = new Map(
      database
        .all(`SELECT ${digestColumns} FROM orders o ${joins} WHERE o.arrival > ? AND o.arrival <= ?`, at, last)
        .map((row) => [Number(row.arrival), row]),
    )
    for (const [arrival] of arrivals) if (isOlder(database, Number(arrival), rows.get(Number(arrival)), before, upTo)) older++
    if (arrivals.length === 0) return older
    at = last
  }
}

function isOlder(database: Database, arrival: number, row: Row | undefined, before: number, upTo: number): boolean {
  const entry = database.get('SELECT idx, kind, subject, body FROM journal WHERE arrival = ? ORDER BY idx DESC LIMIT 1', arrival)
  if (entry === undefined) {
    if (arrival > upTo && arrival <= before) return row !== undefined
    // An order whose asset is gone has no row to be read, and one that was put in has no entry.
    const id = database.get('SELECT id FROM orders WHERE arrival = ?', arrival)?.id
    throw new Altered(`Order ${id} (row ${arrival}) was added: the journal has no entry of it.`)
  }
  const { kind, subject } = entry
  if (row === undefined) {
    if (kind === 'removed') return false
    const chain = String(subject).split(':')[0] ?? ''
    const forgotten = database.get(
      "SELECT 1 AS found FROM journal WHERE idx > ? AND kind = 'forgotten' AND subject = ? LIMIT 1",
      entry.idx ?? null,
      chain,
    )
    if (forgotten !== undefined) return false
    throw new Altered(`Order ${subject} (row ${arrival}) was removed: entry ${entry.idx} of the journal is the last that is known of it.`)
  }
  const said: unknown = JSON.parse(String(entry.body))
  const digest = typeof said === 'object' && said !== null && 'digest' in said ? said.digest : null
  if (kind === 'order' && subject === row.id && digest === wholeDigest(row) && sortsAsPriced(row)) return false
  throw new Altered(
    kind === 'removed'
      ? `Order ${row.id} (row ${arrival}) was added: entry ${entry.idx} of the journal says that it was removed.`
      : `Order ${subject} (row ${arrival}) was altered: it is not what entry ${entry.idx} of the journal recorded.`,
  )
}

function goodWords({ size }: Edge, heads: readonly JournalHead[], older: number): string {
  const signed = heads.findLast(({ signature }) => signature !== '')
  const rest = size - (signed?.size ?? 0)
  const parts = [`All ${size} entries of the journal hold, and every stored order is as the newest of its entries says.`]
  if (!signed) parts.push('No head of it is signed: it rests on this file alone.')
  else if (rest > 0) parts.push(`The last ${rest} came after the newest signed head (${timeOf(signed.at)}) and rest on this file alone.`)
  if (older > 0) parts.push(`${older} orders are older than the journal and have no entry yet.`)
  return parts.join(' ')
}

const rewritten = (head: JournalHead, good: number): string =>
  `The journal was rewritten between entries ${good} and ${head.size - 1}: the head of ${timeOf(head.at)} over ${head.size} entries has another root.`

const timeOf = (at: number): string => (Number.isFinite(at) && Math.abs(at) < 8e15 ? new Date(at).toISOString() : String(at))
const upper = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
