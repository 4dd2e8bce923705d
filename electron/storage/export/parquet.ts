/** Rows as Parquet: row groups of bounded size, written one after the other, so that memory does not grow with the file. */

import type { SchemaElement } from 'hyparquet'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import { toMicros } from '#shared/decimal.ts'
import type { Cell, Head } from './columns.ts'
import type { Encoder } from './format.ts'

/** Rows of one group: what is held in memory at once. */
const groupRows = 20_000

/** Name of the exact decimal beside a column of money. */
export const decimalName = (name: string): string => `${name}_decimal`

/**
 * Integers are INT64, texts UTF-8; amounts stay texts, since no decimal of Parquet holds 2^256. Money is there twice: as the exact text, and
 * as DECIMAL(38, 6), which readers can sum. Every column may be null. https://parquet.apache.org/docs/file-format/
 */
export function createParquet(heads: readonly Head[]): Encoder {
  const bytes = new ByteWriter(1 << 20)
  const fields = heads.flatMap((head, index) => fieldsOf(head, index))
  const schema: SchemaElement[] = [{ name: 'orders', num_children: fields.length }, ...fields.map(({ element }) => element)]
  const writer = new ParquetWriter({ writer: bytes, schema, createdBy: 'Crowsnest' })
  let group: (readonly Cell[])[] = []

  const writeGroup = (): void => {
    const columnData = fields.map(({ element, index, read }) => ({
      name: element.name,
      data: group.map((row) => read(row[index] ?? null)),
    }))
    writer.write({ columnData, rowGroupSize: groupRows })
    group = []
  }
  /** What was written since the last time; the offsets in the footer go on counting. */
  const taken = (): Uint8Array => {
    const ready = bytes.getBytes().slice()
    bytes.index = 0
    return ready
  }

  return {
    begin: taken,
    rows(rows) {
      for (const row of rows) {
        group.push(row)
        if (group.length === groupRows) writeGroup()
      }
      return taken()
    },
    end() {
      if (group.length > 0) writeGroup()
      writer.finish()
      return taken()
    },
  }
}

type Field = { readonly element: SchemaElement; readonly index: number; read(cell: Cell): string | bigint | null }

function fieldsOf({ name, kind }: Head, index: number): Field[] {
  const optional = { name, repetition_type: 'OPTIONAL' } as const
  if (kind === 'integer')
    return [{ element: { ...optional, type: 'INT64' }, index, read: (cell) => (typeof cell === 'number' ? BigInt(cell) : null) }]
  const text: Field = {
    element: { ...optional, type: 'BYTE_ARRAY', converted_type: 'UTF8' },
    index,
    read: (cell) => (cell === null ? null : String(cell)),
  }
  return kind === 'usd' ? [text, decimal(name, index)] : [text]
}

const decimal = (name: string, index: number): Field => ({
  element: {
    name: decimalName(name),
    repetition_type: 'OPTIONAL',
    type: 'FIXED_LEN_BYTE_ARRAY',
    type_length: 16,
    converted_type: 'DECIMAL',
    precision: 38,
    scale: 6,
  },
  index,
  read(cell) {
    const micros = typeof cell === 'string' ? toMicros(cell) : null
    return micros !== null && micros < largest && micros > -largest ? micros : null
  },
})
/** 38 digits; the text beside it holds what is larger. */
const largest = 10n ** 38n
