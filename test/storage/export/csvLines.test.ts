/** Lines that SQLite joins are those that are made cell by cell, whatever the cells hold. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { columnsOf, fullColumns } from '#shared/export.ts'
import { connect, type Database, databaseName, openDatabase, type Value } from '#storage/database.ts'
import { areHarmless, csvCell, csvLine } from '#storage/export/cells.ts'
import { columnsFor } from '#storage/export/columns.ts'
import { createCsvLines } from '#storage/export/csvLines.ts'
import { exportOrders } from '#storage/export/exportOrders.ts'
import { readRows, unbound } from '#storage/export/rows.ts'
import { openStore } from '#storage/orders.ts'
import { address, block, ether, folder, order, step, usdc } from '../sample.ts'

let place: ReturnType<typeof folder>
beforeEach(() => {
  place = folder()
  const store = openStore({ dataDir: place.path })
  for (const number of [1, 2, 3]) {
    const rows = Array.from({ length: 8 }, (_, n) =>
      order(`${number}/${n}`, block(number), n % 2 ? { asset: usdc, received: { asset: ether, amount: '3.5' } } : { usd: null }),
    )
    store.apply(step({ blocks: [block(number)], orders: rows, from: number === 1 ? 1 : null }))
  }
  store.close()
})
afterEach(() => place.remove())

const chainName = (chainId: number) => (chainId === 1 ? 'Ethereum, "main"' : '')
const columns = (names: readonly string[]) => columnsFor(names, { timeZone: 'utc', chainName })

async function quick(database: Database, names: readonly string[]): Promise<string> {
  const lines = createCsvLines(columns(names), database)
  let text = ''
  for await (const { rows } of readRows(database, {}, lines.select, unbound, () => {})) text += Buffer.from(lines.bytes(rows)).toString()
  return text
}

async function plain(database: Database, names: readonly string[]): Promise<string> {
  const read = columns(names)
  const select = read.map(({ sql }) => sql)
  let text = ''
  for await (const { rows } of readRows(database, {}, select, unbound, () => {}))
    for (const row of rows) text += csvLine(read.map((column, index) => String(column.read(row[index + 1] ?? null) ?? '')))
  return text
}

/** Puts texts where the schema takes any: in orders and in their assets. */
const places = ['kind', 'source', 'from_address', 'to_address', 'tx_hash', 'block_hash', 'amount', 'received_amount', 'usd', 'priced_by']
function put(texts: readonly string[], at: number): void {
  const connection = connect(join(place.path, databaseName))
  texts.forEach((text, index) => {
    const column = places[(at + index) % places.length] ?? 'kind'
    connection.prepare(`UPDATE orders SET ${column} = ? WHERE arrival = ?`).run(text, 1 + ((at * 7 + index * 5) % 24))
    connection.prepare('UPDATE assets SET symbol = ? WHERE key = (SELECT max(key) FROM assets) - ?').run(text, index % 2)
  })
  connection.close()
}

describe('lines that SQLite joins', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom(...'",;|=+-@＝\t\r\n \u200b\u00ad\'a1._:/0') }),
    fc.constantFrom(
      '-1',
      '-1.5',
      '--1',
      '-1e5',
      '-',
      '1,2',
      'a,b,c',
      'x\r\ny,1',
      '',
      ' ',
      'a ',
      '.5',
      '_x',
      ':',
      '/x',
      'USD₮0',
      '-1,-2',
      '\n',
    ),
  )
  test('are those that are made cell by cell, with hostile cells anywhere and columns in any order', async () => {
    const names = fc.shuffledSubarray([...fullColumns], { minLength: 1 })
    const given = fc.tuple(fc.array(text, { minLength: 1, maxLength: 12 }), fc.nat(20), names)
    await fc.assert(
      fc.asyncProperty(given, async ([texts, at, chosen]) => {
        put(texts, at)
        const database = openDatabase({ dataDir: place.path, readOnly: true })
        try {
          for (const list of [chosen, fullColumns, columnsOf.regulator])
            expect(await quick(database, list)).toBe(await plain(database, list))
        } finally {
          database.close()
        }
      }),
      { numRuns: 150, seed: 11 },
    )
  })

  test('are joined only of cells that need neither quotes nor disarming', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (cells) => {
        if (areHarmless(cells.join(','), cells.length)) expect(cells.map(csvCell)).toEqual(cells)
      }),
      { numRuns: 5_000, seed: 13 },
    )
    expect(areHarmless('1:0xab:-1,1', 2)).toBe(true)
    expect(areHarmless(',-1.5,,-20,', 5)).toBe(true)
    for (const bad of ['-', '--1', '-1.', '-.5', '-1.2.3', '-1e5', '_a', '.5', ':', '/x', 'a b', 'é', 'a,b'])
      expect(areHarmless(bad, 1)).toBe(false)
  })

  test('hold every character, however long the cells are', async () => {
    const store = openStore({ dataDir: place.path })
    const long = (n: number) => `${'长'.repeat(n)}𝒳"=`
    const rows = Array.from({ length: 60 }, (_, n) =>
      order(`long ${n}`, block(4), { asset: { address: address(`long ${n}`), symbol: long(n * 700), decimals: 0 } }),
    )
    store.apply(step({ blocks: [block(4)], orders: rows }))
    store.close()
    const database = openDatabase({ dataDir: place.path, readOnly: true })
    const expected = await plain(database, fullColumns)
    expect(await quick(database, fullColumns)).toBe(expected)
    database.close()
    const path = join(place.path, 'o.csv')
    await exportOrders({ store: { dataDir: place.path }, filter: {}, path, chainName })
    expect(readFileSync(path, 'utf8')).toBe(`\ufeff${csvLine(fullColumns)}${expected}`)
  })

  test('are mostly not made cell by cell: nothing is asked twice about orders without hostile cells', async () => {
    const database = openDatabase({ dataDir: place.path, readOnly: true })
    const asked: Value[][] = []
    const lists: Database['lists'] = (sql, ...values) => {
      if (sql.endsWith('WHERE o.arrival = ?')) asked.push([...values])
      return database.lists(sql, ...values)
    }
    const text = await quick({ ...database, lists }, fullColumns)
    database.close()
    expect(text.split('\r\n')).toHaveLength(25)
    expect(asked).toEqual([])
  })
})
