/** The chaos kit with small numbers: forks, faults, lies and kills, and nothing missed, doubled, invented or believed. */
import { describe, expect, test } from 'vitest'
import { anvilMissing, startAnvil } from '../support/anvil.ts'
import { startAnvilWorld } from '../support/chaos/anvilWorld.ts'
import { injectLies, type Sample, samplesOf } from '../support/chaos/inject.ts'
import { startDemoWorld } from '../support/chaos/world.ts'
import { familyOfChain, fixturesFolder, listBlocks, loadBlock } from '../support/fixtures.ts'
import { lagging, usual } from './casts.ts'
import { type ChaosOptions, runChaos } from './drive.ts'
import { verdictOf } from './table.ts'

const times = 1_000

/** Runs, prints the table, and wants every figure 0 that has to be. */
async function survive(options: ChaosOptions): Promise<void> {
  const result = await runChaos(options)
  const { text, failures } = verdictOf(result, [])
  console.info(text)
  expect(failures).toEqual([])
  expect(result.kills).toBe(options.kills)
  expect(result.orders.expected).toBeGreaterThan(0)
  expect(result.forks).toBeGreaterThan(0)
}

function refuseAll(samples: readonly Sample[]): void {
  const injected = injectLies(samples, times, 11)
  expect(injected.flatMap(({ accepted }) => accepted)).toEqual([])
  expect(injected.map(({ injected: told }) => told)).toEqual(injected.map(() => times))
}

describe('lies by the thousand', () => {
  test('are refused on blocks of the demo chain', async () => {
    const world = await startDemoWorld({ seed: 'lies', now: Date.now })
    try {
      await world.mine(40)
      refuseAll(await samplesOf(world.main.http, [...Array(41).keys()].slice(1)))
    } finally {
      await world.stop()
    }
  })

  test.skipIf(anvilMissing)(`are refused on blocks of anvil${anvilMissing ? ` (${anvilMissing})` : ''}`, async () => {
    const anvil = await startAnvil({ automine: false })
    try {
      const token = await anvil.token('0x00000000000000000000000000000000000c4a05', { symbol: 'NOISE', decimals: 18 })
      for (let block = 0; block < 8; block++) {
        await anvil.sendEth(100n)
        for (let index = 0; index <= block % 3; index++) await token.transfer('0x00000000000000000000000000000000000000aa', 5n)
        await anvil.mine()
      }
      refuseAll(await samplesOf(anvil.http, [1, 2, 3, 4, 5, 6, 7, 8]))
    } finally {
      await anvil.stop()
    }
  })

  test.skipIf(fixturesFolder === null)('are refused on recorded blocks of mainnet (skipped without them)', () => {
    const recorded = listBlocks()
      .filter(({ chain }) => chain === 'mainnet')
      .map(({ path, chain }) => ({ ...loadBlock(path), family: familyOfChain(chain) }))
      .flatMap(({ block, receipts, family }) => (receipts ? [{ block, receipts, family }] : []))
      .filter(({ receipts }) => receipts.some(({ logs }) => Array.isArray(logs) && logs.length > 0))
      .sort((a, b) => a.receipts.length - b.receipts.length)
    refuseAll(recorded.slice(0, 6))
  })
})

describe('a watch under forks, faults, lies and kills', () => {
  test('ends with exactly the orders of the chain', () => survive({ seed: 1, blocks: 150, kills: 5, cast: usual }))

  test('takes nothing back for an endpoint that lags', () => survive({ seed: 2, blocks: 80, kills: 1, forkRate: 0.2, cast: lagging }))

  test.skipIf(anvilMissing)(`ends with exactly the orders of anvil’s chain${anvilMissing ? ` (${anvilMissing})` : ''}`, () =>
    survive({ seed: 3, blocks: 80, kills: 3, forkRate: 0.1, cast: usual, world: startAnvilWorld }),
  )
})
