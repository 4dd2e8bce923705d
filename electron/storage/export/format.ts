/** Rows as bytes: CSV and NDJSON as text; Parquet in a file of its own. */
import type { ExportFormat } from '#shared/export.ts'
import { csvLine } from './cells.ts'
import type { Cell, Head } from './columns.ts'
import { csvValue } from './csvLines.ts'
import { createParquet } from './parquet.ts'

/** Takes rows in order and answers the bytes that are ready; null where there are none yet. */
export type Encoder = {
  begin(): Bytes | null
  rows(rows: readonly (readonly Cell[])[]): Bytes | null
  end(): Bytes | null
}
export type Bytes = string | Uint8Array

/** Formats whose file can be continued: each line stands by itself. */
export const isLines = (format: ExportFormat): boolean => format !== 'parquet'

export function createEncoder(format: ExportFormat, heads: readonly Head[], options: { readonly bom: boolean }): Encoder {
  if (format === 'parquet') return createParquet(heads)
  return format === 'csv' ? csv(heads, options.bom) : ndjson(heads)
}

/** RFC 4180, CRLF, a header line; what is not known is an empty cell. */
function csv(heads: readonly Head[], bom: boolean): Encoder {
  const written = repeated(csvValue)
  return {
    begin: () => (bom ? '\ufeff' : '') + csvLine(heads.map(({ name }) => name)),
    rows(rows) {
      let lines = ''
      for (const row of rows) {
        lines += written(row, 0)
        for (let index = 1; index < row.length; index++) lines += `,${written(row, index)}`
        lines += '\r\n'
      }
      return lines
    },
    end: () => null,
  }
}

/** Orders of one block stand together and share most of their cells: what was written above in a column is not made again. */
function repeated(write: (cell: Cell) => string): (row: readonly Cell[], index: number) => string {
  const cells: (Cell | undefined)[] = []
  const texts: string[] = []
  return (row, index) => {
    const cell = row[index] ?? null
    const above = texts[index]
    if (above !== undefined && cells[index] === cell) return above
    cells[index] = cell
    const text = write(cell)
    texts[index] = text
    return text
  }
}

/** One JSON object a line (https://github.com/ndjson/ndjson-spec): every column in every line, `null` for what is not known, money as text. */
function ndjson(heads: readonly Head[]): Encoder {
  const written = repeated(jsonValue)
  const keys = heads.map(({ name }, index) => `${index === 0 ? '{' : ','}${JSON.stringify(name)}:`)
  return {
    begin: () => null,
    rows(rows) {
      let lines = ''
      for (const row of rows) {
        for (let index = 0; index < row.length; index++) lines += (keys[index] ?? '') + written(row, index)
        lines += '}\n'
      }
      return lines
    },
    end: () => null,
  }
}

const jsonValue = (cell: Cell): string =>
  typeof cell === 'string' ? (plain.test(cell) ? `"${cell}"` : JSON.stringify(cell)) : String(cell)
/** Nothing in it that JSON escapes. */
const plain = /^[\w.:+ -]*$/
