/** What a peer is shown says nothing of what is hidden; what is opened later proves itself, and nothing else opens. */

import { createHash, createHmac } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Disclosure, Opening } from '#shared/disclosure.ts'
import { hiddenFields } from '#shared/export.ts'
import { openBeside } from '#storage/database.ts'
import { macWith } from '#storage/export/commitments.ts'
import { listDisclosures } from '#storage/export/disclosures.ts'
import { type ExportOptions, exportOrders } from '#storage/export/exportOrders.ts'
import { checkOpening, openField } from '#storage/export/open.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { address, block, folder, hash, order, step, usdc } from '../sample.ts'

let place: ReturnType<typeof folder>
let store: Store
let dataDir: string
beforeEach(() => {
  place = folder()
  dataDir = join(place.path, 'data')
  store = openStore({ dataDir })
  mkdirSync(join(place.path, 'out'))
})
afterEach(() => {
  store.close()
  place.remove()
})

const at = (name: string) => join(place.path, 'out', name)
const peer = (name: string, options: Partial<ExportOptions> = {}) =>
  exportOrders({ store, filter: {}, path: at(name), profile: 'peer', ...options })
const symbol = 'SECRETCOIN'

function fill(): void {
  const blocks = [block(1), block(2), block(3)]
  const orders = blocks.flatMap((b) =>
    Array.from({ length: 40 }, (_, n) =>
      order(`${b.number}/${n}`, b, {
        asset: n % 2 ? usdc : { address: address('secret'), symbol, decimals: 6 },
        amount: `${7_654_321 + n}.${b.number}09876`,
        usd: n % 5 ? `${3_141_592 + n}.653589` : null,
        from: address(`wallet ${n % 7}`),
        source: 'unusual-exchange',
        kind: n % 3 ? 'transfer' : 'swap',
        received: n % 3 ? null : { asset: usdc, amount: '9876543210.123456' },
      }),
    ),
  )
  store.apply(step({ blocks, orders, from: 1, final: 2 }))
}

/** A value as it may stand in a file: as it is, and as bytes in hexadecimal, base64 and both orders. */
function disguises(value: string): string[] {
  const bodies = value.startsWith('0x') ? [value, value.slice(2)] : value.includes(':') ? [value, ...value.split(':')] : [value]
  return bodies
    .filter((body) => body.length >= 8)
    .flatMap((body) => {
      const raw = /^(0x)?([0-9a-f]{2})+$/.test(body) ? Buffer.from(body.replace(/^0x/, ''), 'hex') : Buffer.from(body)
      const backwards = Buffer.from(raw).reverse()
      const encoded = [raw, backwards].flatMap((bytes) => [bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url')])
      const decimal = /^\d+\.\d+$/.test(body) ? [body.replace('.', ''), body.split('.')[0] ?? ''] : []
      return [body, ...encoded, ...decimal]
        .filter((text) => text.length >= 8)
        .flatMap((text) => [text.slice(0, 8), text.slice(-8), text.slice(0, 12), text.slice(-12)])
    })
}

describe('an export for a peer', () => {
  test('shows nature, bands, hours and pseudonyms, and holds no hidden value in any encoding', async () => {
    fill()
    for (const format of ['csv', 'ndjson', 'parquet'] as const) await peer(`o.${format}`, { format })
    const rows = readFileSync(at('o.ndjson'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>)
    expect(rows).toHaveLength(120)
    expect(new Set(rows.map((row) => row.nature))).toEqual(new Set(['N11', 'N21']))
    expect(new Set(rows.map((row) => row.usd_band))).toEqual(new Set(['1M-5M', 'unpriced']))
    expect(new Set(rows.map((row) => row.time_bucket_utc))).toEqual(new Set(['2023-11-14T22:00Z']))
    expect(new Set(rows.map((row) => row.from_pseudonym)).size).toBe(7)
    for (const field of hiddenFields) for (const row of rows) expect(row[field]).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(new Set(rows.flatMap((row) => hiddenFields.map((field) => row[field]))).size).toBe(120 * hiddenFields.length)

    const hidden = new Set<string>()
    for (const row of store.page({}, null, 500).rows) {
      const { id, blockHash, txHash, from, to, asset, amount, received, usd, source, pricedBy } = row
      const values = [id, blockHash, txHash, from, to, asset.address, asset.symbol, amount, received?.amount, usd, source, pricedBy]
      for (const value of values) if (typeof value === 'string') for (const text of disguises(value)) hidden.add(text)
    }
    expect(hidden.size).toBeGreaterThan(2_000)
    for (const name of ['o.csv', 'o.ndjson', 'o.parquet', 'o.csv.coverage.txt', 'o.ndjson.coverage.txt']) {
      const bytes = readFileSync(at(name))
      const text = bytes.toString('latin1').toLowerCase()
      // Eight digits may agree with random ones by chance: they are looked for in what is not random, twelve everywhere.
      const rest = text.replace(/[0-9a-f]{64}|[0-9a-f]{32}/g, '')
      const found = [...hidden].filter((value) => (value.length < 12 ? rest : text).includes(value.toLowerCase()))
      expect([name, found]).toEqual([name, []])
      // Addresses may also lie as plain bytes in a binary format.
      for (const { from, to } of store.page({}, null, 500).rows)
        for (const account of [from, to]) expect(bytes.includes(Buffer.from(account.slice(2), 'hex').subarray(0, 6))).toBe(false)
    }
  })

  test('cannot be linked with another export of the same rows', async () => {
    fill()
    await peer('one.csv', { bom: false })
    await peer('two.csv', { bom: false })
    const tokens = (name: string) =>
      new Set(
        readFileSync(at(name), 'utf8')
          .split(/[\r\n,]+/)
          .filter((cell) => cell.length >= 32),
      )
    const other = tokens('two.csv')
    expect(tokens('one.csv').size).toBeGreaterThan(2_000)
    expect([...tokens('one.csv')].filter((cell) => other.has(cell))).toEqual([])
  })
})

describe('opening', () => {
  test('proves any field of any order against the file alone, also after the order has changed', async () => {
    fill()
    const { disclosure } = await peer('o.csv')
    await peer('o.ndjson', { format: 'ndjson' })
    const asItWas = store.page({}, null, 500).rows
    store.apply(step({ revertFrom: 3 }))
    for (const row of [asItWas[0], asItWas[119]]) {
      for (const field of hiddenFields) {
        const opening = openField({ dataDir, disclosure: disclosure ?? '', order: row?.id ?? '', field, at: 5 })
        expect(Opening.parse(JSON.parse(JSON.stringify(opening)))).toEqual(opening)
        expect(await checkOpening(opening, at('o.csv'))).toMatchObject({ ok: true })
        expect(await checkOpening(opening, at('o.ndjson'))).toMatchObject({ ok: false, sentence: expect.stringContaining('is not in') })
        if (field === 'amount') expect(opening.value).toBe(row?.amount)
        if (field === 'state') expect(opening.value).toBe(row?.state)
        const again = openField({ dataDir, disclosure: disclosure ?? '', order: opening.order, field, at: 6 })
        expect(again).toEqual(opening)
      }
    }
  })

  test('proves nothing when value, salt, field, order or export is another', async () => {
    fill()
    const { disclosure } = await peer('o.csv')
    const [row, other] = store.page({}, null, 2).rows
    const open = (order: string, field: string) => openField({ dataDir, disclosure: disclosure ?? '', order, field, at: 5 })
    const opening = open(row?.id ?? '', 'amount')
    const foreign = open(other?.id ?? '', 'amount')
    const lies: Opening[] = [
      { ...opening, value: '1' },
      { ...opening, value: null },
      { ...opening, salt: foreign.salt },
      { ...opening, field: 'received_amount' },
      { ...opening, order: foreign.order },
      { ...opening, disclosure: '0'.repeat(32) },
      { ...opening, commitment: foreign.commitment },
    ]
    for (const lie of lies)
      expect(await checkOpening(lie, at('o.csv'))).toMatchObject({ ok: false, sentence: expect.stringMatching(/^Not proven/) })
    const saved = readFileSync(at('o.csv'), 'utf8').replaceAll(',', ';').replaceAll('\r\n', '\n')
    writeFileSync(at('saved-again.csv'), saved)
    expect(await checkOpening(opening, at('saved-again.csv'))).toMatchObject({ ok: true })
  })

  test('says in a sentence what cannot be opened or checked', async () => {
    fill()
    const { disclosure } = await peer('o.csv')
    const full = await exportOrders({ store, filter: {}, path: at('full.csv') })
    const [row] = store.page({}, null, 1).rows
    const ask = (change: object) => () =>
      openField({ dataDir, disclosure: disclosure ?? '', order: row?.id ?? '', field: 'amount', at: 1, ...change })
    expect(ask({ field: 'chain' })).toThrow(/no hidden field “chain”; choose from id/)
    expect(ask({ order: `1:${hash('x')}:-1` })).toThrow(/is not in the export/)
    expect(ask({ disclosure: 'f'.repeat(32) })).toThrow(/No export/)
    expect(ask({ disclosure: full.disclosure })).toThrow(/hides nothing/)
    const opening = ask({})()
    await expect(checkOpening(opening, at('full.csv'))).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(checkOpening(opening, at('none.csv'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('the log of disclosures', () => {
  test('has a line for each export and each opening, and only grows', async () => {
    fill()
    const filter = { kinds: ['swap'] }
    const done = await peer('o.csv', { filter, columns: ['order', 'usd_band', 'amount'], now: () => 1234 })
    const [row] = store.page(filter, null, 1).rows
    openField({ dataDir, disclosure: done.disclosure ?? '', order: row?.id ?? '', field: 'amount', at: 2345 })
    const entries = listDisclosures(dataDir, 10)
    for (const entry of entries) Disclosure.parse(entry)
    expect(entries).toMatchObject([
      { act: 'opening', id: done.disclosure, at: 2345, order: row?.id, field: 'amount' },
      {
        ...{ act: 'export', id: done.disclosure, at: 1234, profile: 'peer', format: 'csv', filter: JSON.stringify(filter) },
        ...{
          columns: ['order', 'usd_band', 'amount'],
          rows: done.rows,
          file: 'o.csv',
          sha256: createHash('sha256')
            .update(readFileSync(at('o.csv')))
            .digest('hex'),
        },
      },
    ])
    const database = openBeside(dataDir)
    for (const sql of ['DELETE FROM disclosures', "UPDATE disclosures SET who = 'x'", 'DELETE FROM secrets'])
      expect(() => database.exec(sql)).toThrow(/only grows|stays/)
    database.close()
    expect(listDisclosures(dataDir, 10)).toEqual(entries)
  })

  test('is not told of an export that failed, and keeps no key of it', async () => {
    fill()
    await expect(peer('none/o.csv')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(listDisclosures(dataDir, 10)).toEqual([])
    const database = openBeside(dataDir)
    expect(database.get('SELECT (SELECT count(*) FROM secrets) + (SELECT count(*) FROM openings) AS kept')).toEqual({ kept: 0 })
    database.close()
  })
})

test('macWith is HMAC-SHA256', () => {
  for (const [key, text] of [
    ['', ''],
    ['k'.repeat(32), 'a'],
    ['k'.repeat(64), 'é𝒳'.repeat(2_000)],
    ['\u00ff', 'after a long one'],
  ] as const) {
    const bytes = Buffer.from(key, 'latin1')
    expect(macWith(bytes)(text)).toEqual(createHmac('sha256', bytes).update(text).digest())
  }
})
