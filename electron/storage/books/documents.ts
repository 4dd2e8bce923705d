/** Documents of a business: pages by last change or due date, the board, one life in full. Read beside the store. */
import { EngineError } from '#engine/errors.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import type { BusinessEvent, DocumentRow } from '#shared/contract/packs.ts'
import { formatDecimal } from '#shared/decimal.ts'
import type { Database, Row, Value } from '../database.ts'
import { rowsOf } from '../pages.ts'
import { entryColumns, toBooked } from './entries.ts'
import { toDocument } from './memory.ts'
import { toViolation } from './violations.ts'

/** Decimals of the pack's units, by name: books count in base units. */
export type Units = Readonly<Record<string, { readonly symbol: string; readonly decimals: number }>>

const columns = `d.*, (SELECT count(*) FROM violations v WHERE v.pack = d.pack AND v.chain_id = d.chain_id AND v.doc_type = d.type AND v.doc_id = d.id AND v.state = 'open') AS broken,
  (SELECT min(o.evidence) FROM business b JOIN orders o ON o.arrival = b.arrival WHERE b.pack = d.pack AND b.chain_id = d.chain_id AND b.doc_type = d.type AND b.doc_id = d.id AND b.live = 1) AS evidence`

export const unitsOf = (amount: bigint, units: Units, unit: string | null): string =>
  formatDecimal({ digits: amount, scale: unit === null ? 0 : (units[unit]?.decimals ?? 0) })

function toRow(row: Row, units: Units, now: number): DocumentRow {
  const { book, done, events, first, last } = toDocument(row)
  return {
    pack: String(row.pack),
    chainId: Number(row.chain_id),
    type: book.type,
    id: book.id,
    state: book.state,
    issuer: book.issuer,
    holder: book.holder,
    amount: book.amount === null ? null : unitsOf(book.amount, units, book.unit),
    unit: book.unit,
    due: book.due,
    overdue: !done && book.due !== null && book.due < now,
    events,
    first,
    last,
    violations: Number(row.broken),
    evidence: Number(row.evidence ?? 0),
  }
}

type Question = Input<'business.documents'> & { readonly units: Units /** Unix seconds. */; readonly now: number }

/** `after` is a key of this page's sort: a number, the chain, the type and the id. */
export function documentsOf(database: Database, question: Question): Output<'business.documents'> {
  const { pack, type, states, account, overdue, text, sort = 'last', after, limit, units, now } = question
  const by = sort === 'due' ? 'coalesce(d.due, 9007199254740991)' : '-d.last_at'
  const where: string[] = ['d.pack = ?']
  const values: Value[] = [pack]
  const add = (sql: string, ...more: Value[]) => {
    where.push(sql)
    values.push(...more)
  }
  if (type !== undefined) add('d.type = ?', type)
  if (states !== undefined) add('d.state IN (SELECT value FROM json_each(?))', JSON.stringify(states))
  if (account !== undefined) add('(d.issuer = ? OR d.holder = ?)', account.toLowerCase(), account.toLowerCase())
  if (overdue) add('d.done = 0 AND d.due < ?', now)
  // Contracts write names into bytes32: what is typed is looked for as it would stand there, too.
  if (text !== undefined && text !== '')
    add('(instr(lower(d.id), lower(?)) > 0 OR instr(d.id, ?) > 0 OR instr(d.id, ?) > 0)', text, hexOf(text), hexOf(text.toUpperCase()))
  if (after !== undefined) {
    const [place, chain, kind, id] = readKey(after)
    add(`(${by}, d.chain_id, d.type, d.id) > (?, ?, ?, ?)`, place, chain, kind, id)
  }
  const rows = database.all(
    // What is counted beside each is counted for these rows alone: within one query SQLite would do so for every row that it sorts.
    `SELECT ${columns} FROM (SELECT d.*, ${by} AS place FROM documents d WHERE ${where.join(' AND ')} ORDER BY ${by}, d.chain_id, d.type, d.id LIMIT ?) d
     ORDER BY d.place, d.chain_id, d.type, d.id`,
    ...values,
    limit,
  )
  const last = rows.at(-1)
  const board = database.all(
    `SELECT type, state, count(*) AS count, sum(done = 0 AND due IS NOT NULL AND due < ?) AS overdue FROM documents WHERE pack = ? GROUP BY type, state`,
    now,
    pack,
  )
  return {
    documents: rows.map((row) => toRow(row, units, now)),
    next:
      last && rows.length === limit
        ? JSON.stringify([Number(last.place), Number(last.chain_id), String(last.type), String(last.id)])
        : null,
    board: board.map((row) => ({
      type: String(row.type),
      state: String(row.state),
      count: Number(row.count),
      overdue: Number(row.overdue),
    })),
  }
}

const hexOf = (text: string): string => Buffer.from(text).toString('hex')

function readKey(text: string): [number, number, string, string] {
  try {
    const [place, chain, type, id] = JSON.parse(text) as unknown[]
    if (typeof place === 'number' && typeof chain === 'number' && typeof type === 'string' && typeof id === 'string')
      return [place, chain, type, id]
  } catch {}
  throw new EngineError('BAD_INPUT', 'This is no place in a list of documents: ask from its beginning.')
}

/** At most the newest 1,000 events of a document are told. */
const mostEvents = 1_000

export function documentOf(
  database: Database,
  question: Input<'business.document'> & { readonly units: Units; readonly now: number },
): Output<'business.document'> {
  const { pack, chainId, type, id, units, now } = question
  const which = [pack, chainId, type, id] as const
  const row = database.get(`SELECT ${columns} FROM documents d WHERE d.pack = ? AND d.chain_id = ? AND d.type = ? AND d.id = ?`, ...which)
  if (!row) return null
  const events = database
    .all(
      `SELECT ${entryColumns}, undo FROM business WHERE pack = ? AND chain_id = ? AND doc_type = ? AND doc_id = ? AND live = 1 AND undo IS NOT NULL
       ORDER BY block_number DESC, place DESC LIMIT ${mostEvents}`,
      ...which,
    )
    .reverse()
  const violations = database.all(
    'SELECT * FROM violations WHERE pack = ? AND chain_id = ? AND doc_type = ? AND doc_id = ? ORDER BY at, id',
    ...which,
  )
  const document = toRow(row, units, now)
  return { document, events: told(database, events, document.state), violations: violations.map(toViolation) }
}

/** Each with its row, and the states around it: what it led to is what the next one found. */
function told(database: Database, rows: readonly Row[], state: string): BusinessEvent[] {
  const orders = new Map(
    rowsOf(
      database,
      rows.map(({ arrival }) => Number(arrival)),
    ).map((row) => [row.id, row]),
  )
  const found = rows.map((row) => (JSON.parse(String(row.undo)) as { d?: { s: string } }).d?.s ?? null)
  return rows.flatMap((row, index): BusinessEvent[] => {
    const { entry } = toBooked(row)
    const { orderId, chainId: _, from: __, to: ___, amount: ____, time: _____, ...business } = entry
    const order = orders.get(orderId)
    return order ? [{ row: order, business, before: found[index] ?? null, after: found[index + 1] ?? state }] : []
  })
}
