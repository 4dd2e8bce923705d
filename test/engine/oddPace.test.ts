/** Chains of an unusual pace and price: ten blocks a second without fees, and silences between bursts. */
import { afterEach, describe, expect, test } from 'vitest'
import { anvilMissing, startAnvil } from '../support/anvil.ts'
import { engineOn, until } from '../support/engineOn.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** Seconds at ten blocks a second; a longer run is asked for by the environment. */
const seconds = Number(process.env.CROWSNEST_PACE_SECONDS ?? 5)

describe.skipIf(anvilMissing !== null)(`a chain of an unusual pace (${anvilMissing ?? 'on anvil'})`, () => {
  test.each(['http', 'ws'] as const)(
    'is followed over %s at ten blocks a second, each block once and none left out',
    async (carrier) => {
      const anvil = await startAnvil({ automine: false })
      ends.push(() => anvil.stop())
      await anvil.ask('anvil_setNextBlockBaseFeePerGas', ['0x0'])
      await anvil.mine(1)
      const watching = await engineOn([anvil[carrier]], ends, { network: { blockMs: 100, finalityDepth: 20, pollMs: 50 } })
      await until('the first block is stored', () => watching.status()?.stored === 1)
      const tenths = seconds * 10
      for (let block = 0; block < tenths; block++) {
        const next = new Promise((resolve) => setTimeout(resolve, 100))
        if (block % 10 === 0) await anvil.sendEth(500n)
        await anvil.mine(1)
        await next
      }
      await until('all is stored', () => watching.status()?.stored === tenths + 1)
      expect(watching.status()).toMatchObject({ phase: 'live', problem: null, reorgs: 0, blocks: tenths + 1 })
      expect(watching.store.coverage(31337)).toMatchObject([{ from: 1, to: tenths + 1 }])
      expect(watching.rows().length).toBe(tenths / 10)
      expect(watching.log.filter((line) => line.startsWith('error'))).toEqual([])
    },
    120_000,
  )

  test('is not called late where its blocks are half a minute apart by its settings or by its habit', async () => {
    const anvil = await startAnvil({ automine: false })
    ends.push(() => anvil.stop())
    const start = Math.floor(Date.now() / 1000)
    let ahead = 0
    const watching = await engineOn([anvil.http], ends, { network: { finalityDepth: 20 }, now: () => Date.now() + ahead * 1000 })
    for (let block = 1; block <= 8; block++) {
      ahead = 30 * block
      await anvil.ask('evm_setNextBlockTimestamp', [start + ahead])
      await anvil.mine(1)
      await until(`block ${block} is stored`, () => watching.status()?.stored === block)
    }
    ahead += 29
    expect(watching.status()).toMatchObject({ phase: 'live', problem: null })
    ahead += 120
    expect(watching.status()?.phase).toBe('late')
  }, 60_000)
})
