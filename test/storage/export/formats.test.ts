/** Every format says the same of the same rows: what one reader finds in CSV, another finds in NDJSON and Parquet. */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { columnsOf, fullColumns } from '#shared/export.ts'
import { type ExportOptions, exportOrders } from '#storage/export/exportOrders.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { address, block, ether, folder, order, step, usdc } from '../sample.ts'

let place: ReturnType<typeof folder>
let store: Store
beforeEach(() => {
  place = folder()
  store = openStore({ dataDir: join(place.path, 'data') })
  mkdirSync(join(place.path, 'out'))
})
afterEach(() => {
  store.close()
  place.remove()
})

const at = (name: string) => join(place.path, 'out', name)
const write = (name: string, options: Partial<ExportOptions> = {}) =>
  exportOrders({ store, filter: {}, path: at(name), chainName: () => 'Ethereum', ...options })
const lines = (name: string) => readFileSync(at(name), 'utf8').trimEnd().split('\n')
const objects = (name: string) => lines(name).map((line) => JSON.parse(line) as Record<string, string | number | null>)

const huge = '9'.repeat(60)
function fill(count = 3): void {
  const b = block(1)
  const rows = [
    order('plain', b),
    order('swap', b, { kind: 'swap', asset: usdc, received: { asset: ether, amount: '0.000000000000000001' }, amount: huge }),
    order('bare', b, { usd: null, pricedBy: null, asset: { address: address('x'), symbol: '=HYPERLINK("http://x","y")', decimals: null } }),
    ...Array.from({ length: Math.max(0, count - 3) }, (_, n) => order(`more ${n}`, b, { usd: `${n}.000001` })),
  ]
  store.apply(step({ blocks: [b], orders: rows, from: 1 }))
}

describe('NDJSON', () => {
  test('has one object a line, every column in each, money and amounts as exact text', async () => {
    fill()
    await write('o.ndjson', { format: 'ndjson' })
    const [bare, swap, plain] = objects('o.ndjson')
    expect(Object.keys(plain ?? {})).toEqual([...fullColumns])
    expect(plain).toMatchObject({ chain_id: 1, chain: 'Ethereum', amount: '1250.5', usd: '4100000.25', asset_address: null, position: -1 })
    expect(swap).toMatchObject({ amount: huge, received_amount: '0.000000000000000001', received_symbol: 'ETH' })
    expect(bare).toMatchObject({ usd: null, priced_by: null, asset_symbol: '=HYPERLINK("http://x","y")' })
  })
})

describe('Parquet', () => {
  test('is read by another reader as the same rows, in groups of bounded size, with exact decimals', async () => {
    fill(45_000)
    const { rows } = await write('o.parquet', { format: 'parquet' })
    await write('o.ndjson', { format: 'ndjson' })
    const file = await asyncBufferFromFile(at('o.parquet'))
    const metadata = await parquetMetadataAsync(file)
    expect(rows).toBe(45_000)
    expect(Number(metadata.num_rows)).toBe(rows)
    expect(metadata.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([20_000, 20_000, 5_000])
    expect(metadata.schema.find(({ name }) => name === 'usd_decimal')).toMatchObject({ precision: 38, scale: 6, converted_type: 'DECIMAL' })
    const read = await parquetReadObjects({ file })
    const same = read.map(({ usd_decimal: _, ...row }) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : (value ?? null)])),
    )
    expect(same).toEqual(objects('o.ndjson'))
    const plain = read.at(-1)
    expect([plain?.usd, plain?.usd_decimal]).toEqual(['4100000.25', 4100000.25])
    expect(read.at(-3)?.usd_decimal ?? null).toBeNull()
  })

  test('of no rows is a file that readers open', async () => {
    await write('none.parquet', { format: 'parquet' })
    expect(await parquetReadObjects({ file: await asyncBufferFromFile(at('none.parquet')) })).toEqual([])
  })
})

describe('choices', () => {
  test('write the named columns in the named order', async () => {
    fill()
    await write('o.csv', { columns: ['usd', 'id', 'block_time_utc'], bom: false })
    const [head, ...rest] = readFileSync(at('o.csv'), 'utf8').split('\r\n')
    expect(head).toBe('usd,id,block_time_utc')
    expect(rest[2]).toBe(`4100000.25,${order('plain', block(1)).id},2023-11-14T22:13:32.000Z`)
  })

  test('name what is wrong with a column, before any file is made', async () => {
    await expect(write('o.csv', { columns: ['usd', 'price'] })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringMatching(/^There is no column “price”; choose from id, chain_id/),
    })
    await expect(write('o.csv', { columns: ['usd', 'usd'] })).rejects.toMatchObject({ message: expect.stringContaining('twice') })
    await expect(write('o.csv', { columns: ['order'] })).rejects.toMatchObject({ code: 'BAD_INPUT' })
    expect(() => readFileSync(at('o.csv'))).toThrow(/ENOENT/)
  })

  test('state the zone in the name of the column, in every time and in the statement', async () => {
    fill(1)
    const before = process.env.TZ
    process.env.TZ = 'Asia/Kolkata'
    try {
      await write('o.ndjson', { format: 'ndjson', timeZone: 'local', columns: ['block_time_utc', 'usd'] })
    } finally {
      process.env.TZ = before
      if (before === undefined) delete process.env.TZ
    }
    const told = objects('o.ndjson')
    expect(told.map((row) => row.block_time_local)).toEqual(Array(3).fill('2023-11-15T03:43:32.000+05:30'))
    expect(readFileSync(at('o.ndjson.coverage.txt'), 'utf8')).toMatch(/those in the file are of the zone Asia\/(Kolkata|Calcutta)/)
  })

  test('survive symbols of ten thousand characters in every format', async () => {
    const b = block(1)
    const symbol = '=é"\n,𝒳'.repeat(2_000).slice(0, 10_000)
    store.apply(step({ blocks: [b], orders: [order('long', b, { asset: { address: address('x'), symbol, decimals: 6 } })], from: 1 }))
    for (const format of ['csv', 'ndjson', 'parquet'] as const) await write(`o.${format}`, { format, columns: ['asset_symbol'] })
    expect(objects('o.ndjson')).toEqual([{ asset_symbol: symbol }])
    expect(await parquetReadObjects({ file: await asyncBufferFromFile(at('o.parquet')) })).toEqual([{ asset_symbol: symbol }])
    expect(readFileSync(at('o.csv'), 'utf8')).toMatch(/^\ufeffasset_symbol\r\n"'=é""\n,𝒳=é/u)
    for (const profile of ['peer', 'regulator'] as const) expect((await write(`${profile}.csv`, { profile })).rows).toBe(1)
  })
})

describe('the regulator’s profile', () => {
  test('has every field of the full one, and how each fact is known', async () => {
    const b = block(7)
    store.apply(step({ blocks: [block(6), b, block(8)], orders: [order('a', b)], from: 6, final: 7 }))
    await write('o.ndjson', { format: 'ndjson', profile: 'regulator' })
    const [row] = objects('o.ndjson')
    expect(Object.keys(row ?? {})).toEqual(columnsOf.regulator)
    expect(row).toMatchObject({
      evidence_label: 'Recomputed',
      block_parent_hash: b.parentHash,
      block_endpoint: 'node.example',
      covered_from: 6,
      covered_to: 8,
      coverage_evidence: 2,
      priced_by: 'chainlink',
    })
  })
})
