/** CSV lines of the open profiles, most of each joined by SQLite: a cell that never becomes a JavaScript value costs a quarter of one that does. */
import type { Database, Value as Stored } from '../database.ts'
import { areHarmless, csvCell } from './cells.ts'
import type { Cell, Column } from './columns.ts'
import { selectOne } from './rows.ts'

export type CsvLines = {
  /** What `readRows` is to select. */
  readonly select: readonly string[]
  /** The lines of these rows, each with its CRLF, as `csvCell` makes them of every cell. Good until the next call, which writes over them. */
  bytes(rows: readonly (readonly Stored[])[]): Uint8Array
}

/** Lines of these columns, over the connection whose snapshot is being read. */
export function createCsvLines(columns: readonly Column[], database: Database): CsvLines {
  const pieces = piecesOf(columns, database)
  const select = [...pieces.map(({ sql }) => sql), 'o.arrival']
  const plainly = selectOne(columns.map(({ sql }) => sql))

  /** The line of an order with a cell that has to be disarmed or quoted: made cell by cell. */
  const slowly = (arrival: Stored): string => {
    const stored = database.lists(plainly, arrival)[0] ?? []
    return columns.map((column, index) => csvValue(column.read(stored[index] ?? null))).join(',')
  }
  const line = (row: readonly Stored[]): string => {
    let cells = ''
    let index = 1
    for (const { write } of pieces) {
      const text = write(row[index] ?? null)
      if (text === null) return slowly(row.at(-1) ?? null)
      cells += index === 1 ? text : `,${text}`
      index++
    }
    return cells
  }
  const buffer = createBuffer()
  return {
    select,
    bytes(rows) {
      buffer.clear()
      let lines = ''
      for (const row of rows) {
        lines += `${line(row)}\r\n`
        if (lines.length < chunk) continue
        buffer.add(lines)
        lines = ''
      }
      return buffer.add(lines)
    },
  }
}

/** Text that stays among the young objects of V8; longer ones are allocated and given back page by page, at a third of the cost of a row. */
const chunk = 16_384

/** UTF-8 in one piece of memory that is used again and again. */
function createBuffer(): { clear(): void; add(text: string): Uint8Array } {
  let held = Buffer.allocUnsafeSlow(1 << 20)
  let used = 0
  return {
    clear() {
      used = 0
    },
    add(text) {
      const most = used + text.length * 3
      if (most > held.length) held = Buffer.concat([held.subarray(0, used)], most * 2)
      used += held.write(text, used)
      return held.subarray(0, used)
    },
  }
}

/** A cell as CSV has it; what is not known is empty. */
export const csvValue = (cell: Cell): string => (typeof cell === 'string' ? csvCell(cell) : cell === null ? '' : String(cell))

/** Neighbouring columns: one expression, and what is written of its value; null where that has to be made cell by cell. */
type Piece = { readonly sql: string; write(stored: Stored): string | null }

function piecesOf(columns: readonly Column[], database: Database): Piece[] {
  const groups: Column[][] = []
  for (const column of columns) {
    const last = groups.at(-1)
    const joins = column.joins !== undefined && last?.[0]?.joins === column.joins
    if (joins) last?.push(column)
    else groups.push([column])
  }
  return groups.map((group) => {
    const [first] = group
    if (first?.joins === undefined) return read(group)
    return first.joins === 'text' ? joined(group) : ofAsset(first.joins, group, database)
  })
}

/** Texts and integers as they are stored, with their commas: `concat_ws` leaves nulls out, so each is made empty first. */
const joined = (columns: readonly Column[]): Piece => ({
  sql: `concat_ws(',', ${columns.map(({ sql }) => `coalesce(${sql}, '')`).join(', ')})`,
  write: (stored) => (typeof stored === 'string' && areHarmless(stored, columns.length) ? stored : null),
})

/** Columns that follow from an asset: read once an asset, not once an order. */
function ofAsset(key: string, columns: readonly Column[], database: Database): Piece {
  const known = new Map<Stored, string>([[null, ','.repeat(columns.length - 1)]])
  const sql = `SELECT ${columns.map((column) => column.sql).join(', ')} FROM assets a JOIN assets r ON r.key = a.key WHERE a.key = ?`
  return {
    sql: key,
    write(stored) {
      const said = known.get(stored)
      if (said !== undefined) return said
      const values = database.lists(sql, stored)[0] ?? []
      const text = columns.map((column, index) => csvValue(column.read(values[index] ?? null))).join(',')
      if (known.size < mostAssets && text.length < longest) known.set(stored, text)
      return text
    },
  }
}
/** Chains have more tokens than memory should hold; the first ones met in an export are mostly those met again. */
const mostAssets = 20_000
const longest = 400

/** Everything else, value by value. Orders of one block stand together: what was written above is not made again. */
function read(columns: readonly Column[]): Piece {
  const [column] = columns
  let last: Stored | undefined
  let text = ''
  return {
    sql: column?.sql ?? 'NULL',
    write(stored) {
      if (stored !== last) {
        last = stored
        text = csvValue(column?.read(stored) ?? null)
      }
      return text
    },
  }
}
