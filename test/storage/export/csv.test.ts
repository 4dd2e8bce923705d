/** The CSV file says what the table says, runs nothing in a spreadsheet, and is there whole or not at all. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fullColumns } from '#shared/export.ts'
import type { OrderRow } from '#shared/order.ts'
import { csvLine, disarm } from '#storage/export/cells.ts'
import { exportOrders } from '#storage/export/exportOrders.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { address, block, ether, folder, order, step, usdc } from '../sample.ts'

/** Reads RFC 4180, and any other separator that a spreadsheet may be set to. */
function parseCsv(text: string, separator = ','): string[][] {
  const lines: string[][] = []
  let line: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ''
    if (quoted) {
      if (char !== '"') cell += char
      else if (text[at + 1] === '"') {
        cell += '"'
        at++
      } else quoted = false
    } else if (char === '"' && cell === '') quoted = true
    else if (char === separator) {
      line.push(cell)
      cell = ''
    } else if (char === '\r' && text[at + 1] === '\n') {
      line.push(cell)
      lines.push(line)
      line = []
      cell = ''
      at++
    } else cell += char
  }
  expect([quoted, cell, line]).toEqual([false, '', []])
  return lines
}

const runs = /^[\s\p{Cc}\p{Cf}"]*[=+\-@＝＋－＠﹢﹣﹦﹫]/u
const isNumber = (cell: string) => /^[+-]?\d+(\.\d+)?$/.test(cell)
const hostile = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  '＝1',
  '＋1',
  '－1',
  '＠1',
  '\u200b=1',
  '\u202e=1',
  '\ufeff=1',
  "=cmd|' /C calc'!A0",
  '"=1"',
  '","=1',
  'a;=1',
  'a\t=cmd',
  'a"\r\n=1,"',
  '=HYPERLINK("http://x","y")',
  '-',
  '',
  '"',
  ',',
  "'",
  '-5',
  '-5.25',
  '+7',
  '1e5',
  '-1e5',
]

let place: ReturnType<typeof folder>
let store: Store
let out: string
beforeEach(() => {
  place = folder()
  store = openStore({ dataDir: join(place.path, 'data') })
  mkdirSync(join(place.path, 'out'))
  out = join(place.path, 'out', 'orders.csv')
})
afterEach(() => {
  store.close()
  place.remove()
})

/** `count` orders in blocks of 100. */
function fill(count: number, change: (index: number) => Partial<OrderRow> = () => ({})): void {
  for (let number = 1; (number - 1) * 100 < count; number++) {
    const b = block(number)
    const size = Math.min(100, count - (number - 1) * 100)
    const orders = Array.from({ length: size }, (_, n) => order(`${number}/${n}`, b, change((number - 1) * 100 + n)))
    store.apply(step({ blocks: [b], orders, from: number === 1 ? 1 : null }))
  }
}
const read = () => parseCsv(readFileSync(out, 'utf8').replace(/^\ufeff/, ''))

describe('cells', () => {
  test('come back as they were, disarmed, whatever they hold', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...hostile),
      fc.string({ unit: fc.constantFrom(...'",;=+-@\t\r\n \'a1') }),
    )
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 }), (lines) => {
        expect(parseCsv(lines.map(csvLine).join(''))).toEqual(lines.map((cells) => cells.map(disarm)))
      }),
      { numRuns: 2_000, seed: 3 },
    )
  })

  test('never begin a formula, also where another separator or line break splits them', () => {
    const text = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: fc.constantFrom(...'",;=+-@＝\t\r\n \u200b\'a1') }))
    fc.assert(
      fc.property(text, (given) => {
        const cell = disarm(given)
        for (const piece of cell.split(/[,;\t\r\n]/)) expect(runs.test(piece) && !isNumber(piece)).toBe(false)
      }),
      { numRuns: 5_000, seed: 5 },
    )
  })

  test('leave numbers, hashes and plain symbols as they are', () => {
    for (const plain of ['-1', '-5.25', '+7', '12400.5', '0xdead', 'USDC', 'stETH-LP', 'a=b', '1:0xab:-1', "O'Neil"])
      expect(disarm(plain)).toBe(plain)
  })
})

describe('exportOrders as CSV', () => {
  test('writes a header and one line an order, newest first, with the byte order mark that Excel needs', async () => {
    const b = block(3)
    const swap = order('a', b, { asset: usdc, kind: 'swap', position: 4, received: { asset: ether, amount: '3.5' } })
    const bare = order('b', b, { usd: null, pricedBy: null, blockTime: null })
    store.apply(step({ blocks: [b], orders: [bare, swap], from: 3, final: 3 }))
    const { rows } = await exportOrders({ store, filter: {}, path: out, chainName: () => 'Ethereum, main' })
    expect(rows).toBe(2)
    expect(readFileSync(out).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    const time = '2023-11-14T22:13:56.000Z'
    const chain = ['1', 'Ethereum, main', '3', b.hash]
    expect(read()).toEqual([
      [...fullColumns],
      [
        swap.id,
        ...chain,
        time,
        swap.txHash,
        '4',
        'swap',
        'native',
        swap.from,
        swap.to,
        usdc.address,
        'USDC',
        '1250.5',
        '',
        'ETH',
        '3.5',
        '4100000.25',
        'chainlink',
        '2',
        'final',
      ],
      [
        bare.id,
        ...chain,
        '',
        bare.txHash,
        '-1',
        'transfer',
        'native',
        bare.from,
        bare.to,
        '',
        'ETH',
        '1250.5',
        '',
        '',
        '',
        '',
        '',
        '2',
        'final',
      ],
    ])
    await exportOrders({ store, filter: {}, path: out, bom: false })
    expect(readFileSync(out, 'utf8').startsWith('id,chain_id')).toBe(true)
  })

  test('writes exactly the rows of the filter, in the order of the table, and reports progress up to the last', async () => {
    fill(2_345, (n) => ({ kind: n % 3 ? 'transfer' : 'swap' }))
    const filters = [
      { kinds: ['swap'], fromTime: block(5).timestamp },
      { text: '0x1' },
      { text: address('from:3/7') },
      { text: 'eth' },
      { minUsd: '5000000' },
    ]
    for (const filter of filters) {
      const expected: string[] = []
      let next: string | null = null
      do {
        const page = store.page(filter, next, 400)
        expected.push(...page.rows.map((row) => row.id))
        next = page.next
      } while (next)
      const progress: [number, number][] = []
      const { rows } = await exportOrders({ store, filter, path: out, onProgress: (...of) => progress.push(of) })
      expect(rows).toBe(expected.length)
      expect(
        read()
          .slice(1)
          .map(([id]) => id),
      ).toEqual(expected)
      expect(progress[0]).toEqual([0, rows])
      expect(progress.at(-1)).toEqual([rows, rows])
    }
  })

  test('is a snapshot: what arrives, changes or is rolled back meanwhile is not half in', async () => {
    fill(1_000)
    let disturbed = false
    const { rows } = await exportOrders({
      store,
      filter: {},
      path: out,
      onProgress() {
        if (disturbed) return
        disturbed = true
        store.apply(step({ revertFrom: 9 }))
        const b = block(9, 'fork', 'main')
        store.apply(step({ blocks: [b], orders: [order('new', b)] }))
      },
    })
    expect(rows).toBe(1_000)
    expect(
      new Set(
        read()
          .slice(1)
          .map((cells) => cells.at(-1)),
      ),
    ).toEqual(new Set(['seen']))
    expect(store.count({ states: ['reverted'] })).toBe(200)
  })

  test('writes hostile symbols so that nothing runs', async () => {
    fill(hostile.length, (n) => ({ asset: { address: address(`h${n}`), symbol: hostile[n] ?? '', decimals: 18 } }))
    await exportOrders({ store, filter: {}, path: out })
    const cells = read().slice(1)
    expect(cells.map((line) => line[13]).toReversed()).toEqual(hostile.map(disarm))
    for (const line of cells) {
      expect(line).toHaveLength(fullColumns.length)
      for (const cell of line) expect(runs.test(cell) && !isNumber(cell)).toBe(false)
    }
  })

  test('leaves nothing behind when it is cancelled, and keeps the file that was there', async () => {
    fill(3_000)
    writeFileSync(out, 'earlier')
    const abort = new AbortController()
    const running = exportOrders({ store, filter: {}, path: out, signal: abort.signal, onProgress: (rows) => rows > 0 && abort.abort() })
    await expect(running).rejects.toMatchObject({ code: 'CANCELLED', message: 'The export was cancelled; no file was written.' })
    expect(readdirSync(join(place.path, 'out'))).toEqual(['orders.csv'])
    expect(readFileSync(out, 'utf8')).toBe('earlier')
  })

  test('says in a sentence where it cannot write', async () => {
    fill(10)
    await expect(exportOrders({ store, filter: {}, path: join(place.path, 'none', 'x.csv') })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('does not exist'),
    })
    writeFileSync(join(place.path, 'file'), '')
    await expect(exportOrders({ store, filter: {}, path: join(place.path, 'file', 'x.csv') })).rejects.toMatchObject({ code: 'READ_ONLY' })
    expect(existsSync(join(place.path, 'none'))).toBe(false)
  })

  test('lets other work in while a filter that finds nothing walks through everything', async () => {
    fill(6_000)
    let turns = 0
    let running = true
    const count = () => {
      turns++
      if (running) setImmediate(count)
    }
    setImmediate(count)
    expect(await exportOrders({ store, filter: { text: '0x00000000000000000000' }, path: out })).toMatchObject({ rows: 0 })
    running = false
    expect(turns).toBeGreaterThan(3)
  })
})

describe('a folder without write permission', () => {
  // Permissions do not bind root.
  test.skipIf(process.getuid?.() === 0)('is named when a user may not write there (not run as root)', async () => {
    const shut = join(place.path, 'shut')
    mkdirSync(shut)
    chmodSync(shut, 0o555)
    await expect(exportOrders({ store, filter: {}, path: join(shut, 'x.csv') })).rejects.toMatchObject({ code: 'READ_ONLY' })
  })
})
