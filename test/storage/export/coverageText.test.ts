/** Every export says what it covers, and says it whole or not at all. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { coverageLine } from '#storage/export/coverageText.ts'
import { coverageFileOf, exportOrders } from '#storage/export/exportOrders.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { block, folder, order, step } from '../sample.ts'

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

const chainName = (chainId: number) => (chainId === 1 ? 'Ethereum' : '')
const statement = () => readFileSync(coverageFileOf(out), 'utf8')

/** Chain 1: blocks 1–3 final, 10–11 followed, 4–9 missing. Chain 7: one block at level 1. */
function fill(): void {
  const [first, second, third] = [block(1), block(2), block(3)]
  store.apply(step({ blocks: [first, second, third], orders: [order('a', second)], final: 3, from: 1 }))
  store.restartChain(1)
  store.apply(step({ blocks: [block(10), block(11)], orders: [order('b', block(11))], from: 10 }))
  const other = block(500, 'other', 'other', 1)
  store.apply(step({ chainId: 7, blocks: [other], orders: [order('c', other, { chainId: 7 })], from: 500 }))
}

describe('the statement beside an export', () => {
  test('names ranges, levels, gaps, rows and filter of every chain', async () => {
    fill()
    const { rows, coverage } = await exportOrders({ store, filter: {}, path: out, chainName, now: () => Date.UTC(2026, 10, 22, 22, 0, 5) })
    expect(rows).toBe(3)
    expect(statement().split('\n').slice(0, 25)).toEqual([
      'What orders.csv covers',
      '',
      'Written 2026-11-22T22:00:05.000Z by Crowsnest. All times, here and in the file, are UTC.',
      'Rows: 3',
      'Filter: none; every stored order is in the file',
      'Filter as JSON: {}',
      'An order below the thresholds that were set when its block was read was not stored, and so is not in the file.',
      '',
      'Ethereum (chain 1): 2 rows',
      '  Read without a hole (5 blocks):',
      '    blocks 1 to 3 proven complete at L2 (3 blocks)',
      '    blocks 10 to 11 proven complete at L2 (2 blocks)',
      '  Known to be incomplete (6 blocks, not read yet):',
      '    blocks 4 to 9 (6 blocks)',
      '  Everything else of this chain was never read.',
      '',
      'Chain (chain 7): 1 row',
      '  Read without a hole (1 block):',
      '    block 500 read at L1 (1 block)',
      '  Known to be incomplete: nothing.',
      '  Everything else of this chain was never read.',
      '',
      expect.stringMatching(/^L1 Linked: /),
      expect.stringMatching(/^L2 Recomputed: /),
      '',
    ])
    expect(coverage.map(coverageLine)).toEqual([
      'Ethereum (chain 1): 2 rows · blocks 1 to 3 proven complete at L2, blocks 10 to 11 proven complete at L2 · 6 blocks in between known to be missing',
      'Chain (chain 7): 1 row · block 500 read at L1',
    ])
  })

  test('speaks only of the chains that were asked for, and repeats the filter in words and as JSON', async () => {
    fill()
    const filter = { chainIds: [1, 137], minUsd: '100000', text: ' us"d\n', fromTime: 1_700_000_000 }
    await exportOrders({ store, filter, path: out, chainName })
    expect(statement()).toContain(
      'Filter: chain 1 or 137; at least 100000 USD (orders without a price are left out); symbol, address or hash with "us\\"d"; block time from 2023-11-14T22:13:20.000Z\n',
    )
    expect(statement()).toContain(`Filter as JSON: ${JSON.stringify(filter)}\n`)
    expect(statement()).toContain('Chain (chain 137): 0 rows\n  No block of this chain is covered.')
    expect(statement()).not.toContain('chain 7')
  })

  test('says that nothing was read where nothing was', async () => {
    await exportOrders({ store, filter: {}, path: out })
    expect(statement()).toContain('Rows: 0\n')
    expect(statement()).toContain('No block of any chain was read yet.')
  })

  test('is there with its file or not at all', async () => {
    fill()
    const abort = new AbortController()
    const running = exportOrders({ store, filter: {}, path: out, signal: abort.signal, onProgress: () => abort.abort() })
    await expect(running).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(readdirSync(join(place.path, 'out'))).toEqual([])

    // A folder of the file's name: the last rename fails, after the statement has got its own.
    mkdirSync(out)
    writeFileSync(join(out, 'kept'), '')
    await expect(exportOrders({ store, filter: {}, path: out })).rejects.toMatchObject({ name: 'EngineError' })
    expect(existsSync(coverageFileOf(out))).toBe(false)
    expect(readdirSync(join(place.path, 'out'))).toEqual(['orders.csv'])
  })
})
