/** Each rule kind on blocks that the real engine read: it rings for exactly those orders that a plain reading of the stored rows names. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { heightOf } from '#demo/chain/chain.ts'
import { rules } from '#engine/rules/index.ts'
import { fulfils } from '#engine/rules/judge.ts'
import type { TableRow } from '#shared/order.ts'
import { Condition, largeOrders } from '#shared/rules.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { createReader } from '#storage/reader/reader.ts'
import { quietChain } from '../../demo/ask.ts'
import { folder } from '../../storage/sample.ts'
import { fixturesFolder, listBlocks } from '../../support/fixtures.ts'
import { readRanges, storedRows } from '../../support/recordedRun.ts'
import { startReplay } from '../../support/replay.ts'
import { kindsIn, type RuleCase, ruleCases } from '../../support/ruleCases.ts'

type World = { store: Store; dataDir: string; rows: TableRow[]; cases: RuleCase[] }

/** What the window's trial and the announcer's judging make of a case, and what they should. */
async function outcomes({ store, dataDir, rows, cases }: World) {
  const reader = createReader({ dataDir })
  const last = rows.at(-1)?.marks.time ?? 0
  const table = []
  for (const { name, when, expected } of cases) {
    const parsed = Condition.parse(when)
    const judged = rows.filter((row) => row.state !== 'reverted' && fulfils(row, parsed, store.facts)).map(({ id }) => id)
    const question = { rule: { ...largeOrders('1'), when: parsed }, kept: null, window: { hours: 24 * 90 }, now: (last + 1) * 1000 }
    const tried = await reader.ask('rules.dryRun', question)
    table.push({ name, expected: expected(rows), judged, rings: tried.rings, tried: tried.rows.map(({ id }) => id).reverse() })
  }
  await reader.close()
  return table
}

function agree(table: Awaited<ReturnType<typeof outcomes>>, since: number, rows: readonly TableRow[]): void {
  const recent = new Set(rows.filter(({ marks }) => marks.time >= since).map(({ id }) => id))
  for (const { name, expected, judged, rings, tried } of table) {
    expect([name, judged]).toEqual([name, expected])
    const inWindow = expected.filter((id) => recent.has(id))
    expect([name, rings, tried]).toEqual([name, inWindow.length, inWindow.slice(-200)])
  }
}

const places: (() => unknown)[] = []
afterAll(async () => {
  for (const end of places.reverse()) await end()
})

function place(): { store: Store; dataDir: string } {
  const own = folder()
  const store = openStore({ dataDir: own.path })
  places.push(() => {
    store.close()
    own.remove()
  })
  return { store, dataDir: own.path }
}

describe.skipIf(fixturesFolder === null)('rules on recorded mainnet blocks (skipped without recorded blocks)', () => {
  let world: World
  beforeAll(async () => {
    const { store, dataDir } = place()
    const numbers = listBlocks()
      .filter(({ chain, number }) => chain === 'mainnet' && number >= 12_500_000)
      .map(({ number }) => number)
    const folderOf = `${fixturesFolder}/blocks/mainnet`
    const replay = await startReplay({ folder: folderOf, blocks: numbers })
    places.push(() => replay.stop())
    const settings = {
      minUsd: '5000',
      prices: [
        { token: 'native', usd: '2000' },
        { token: 'WBTC', usd: '30000.5' },
      ],
    }
    await readRanges(store, {
      chainId: 1,
      endpoint: replay.http,
      ranges: numbers.map((number) => ({ from: number, to: number })),
      settings,
    })
    const rows = storedRows(store)
    world = { store, dataDir, rows, cases: ruleCases(rows) }
  }, 100_000)

  test('there is something for every kind', () => {
    expect(world.rows.length).toBeGreaterThan(200)
    expect(kindsIn(world.cases).sort()).toEqual(rules.map(({ id }) => id).sort())
    for (const { name, expected } of world.cases) expect([name, expected(world.rows).length > 0]).toEqual([name, true])
  })

  test('each rings for the orders that it should, judged as they came and tried afterwards', async () => {
    const since = (world.rows.at(-1)?.marks.time ?? 0) + 1 - 24 * 90 * 3600
    agree(await outcomes(world), since, world.rows)
  })
})

describe('rules on the demo chain', () => {
  let world: World
  beforeAll(async () => {
    const { store, dataDir } = place()
    const chain = await quietChain({ history: 60 })
    places.push(() => chain.stop())
    const run = { chainId: chain.chainId, endpoint: chain.http, ranges: [{ from: 1, to: heightOf(chain.head()) }] }
    await readRanges(store, { ...run, settings: { minUsd: '1000' } })
    const rows = storedRows(store)
    world = { store, dataDir, rows, cases: ruleCases(rows) }
  }, 60_000)

  test('each rings for the orders that it should, judged as they came and tried afterwards', async () => {
    expect(world.rows.length).toBeGreaterThan(50)
    agree(await outcomes(world), 0, world.rows)
  })
})
