/** The demo chain as a whole: repeatable from its seed, bounded in memory, and forked on demand. */
import { afterEach, describe, expect, test } from 'vitest'
import { heightOf } from '#demo/chain/chain.ts'
import type { DemoChain, DemoOptions } from '#demo/index.ts'
import { ask, quietChain, until } from './ask.ts'

const running: DemoChain[] = []
const start = async (options?: DemoOptions): Promise<DemoChain> => {
  const chain = await quietChain(options)
  running.push(chain)
  return chain
}
afterEach(async () => {
  for (const chain of running.splice(0)) await chain.stop()
})

const hashes = async (chain: DemoChain): Promise<unknown[]> =>
  Promise.all(
    Array.from({ length: heightOf(chain.head()) + 1 }, async (_, number) => {
      const block = (await ask(chain.http, 'eth_getBlockByNumber', `0x${number.toString(16)}`, false)) as { hash: string }
      return block.hash
    }),
  )

describe('startDemoChain', () => {
  test('makes the same blocks from the same seed and clock, forks included', async () => {
    const [first, second, other] = [await start({ seed: 'a' }), await start({ seed: 'a' }), await start({ seed: 'b' })]
    for (const chain of [first, second, other]) {
      await chain.mine(5)
      await chain.fork(2)
      await chain.mine(2)
    }
    expect(await hashes(first)).toEqual(await hashes(second))
    expect(new Set([...(await hashes(first)), ...(await hashes(other))]).size).toBe(2 * 49)
  })

  test('starts with a history whose timestamps reach back to now', async () => {
    const chain = await start({ history: 40 })
    expect(heightOf(chain.head())).toBe(40)
    expect(Number(chain.head().header.timestamp)).toBe(1_800_000_000)
    const first = (await ask(chain.http, 'eth_getBlockByNumber', '0x0', false)) as { timestamp: string }
    expect(Number(first.timestamp)).toBe(1_800_000_000 - 80)
  })

  test('mines two hundred blocks at 50 ms and keeps only what it was told to keep', async () => {
    const chain = await start({ autoMine: true, blockMs: 50, reorgEveryMs: 1500, keep: 60 })
    await until(() => heightOf(chain.head()) >= 240)
    const { blocks, transactions, dropped } = chain.held()
    expect(blocks).toBe(61)
    expect(transactions).toBeLessThan(61 * 30)
    expect(dropped).toBeLessThan(64)
    expect(await ask(chain.http, 'eth_getBlockByNumber', '0x5', true)).toBeNull()
    await chain.stop()
    const height = heightOf(chain.head())
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(heightOf(chain.head())).toBe(height)
    await expect(ask(chain.http, 'eth_blockNumber')).rejects.toThrow()
  })

  test('says so when its port is taken', async () => {
    const chain = await start({ history: 1 })
    await expect(start({ history: 1, port: Number(new URL(chain.http).port) })).rejects.toThrow(/EADDRINUSE/)
  })
})

describe('fork', () => {
  test('replaces the last blocks by one more, mines most transactions again and drops some for good', async () => {
    const chain = await start({ history: 40 })
    const before = chain.head()
    const { dropped, added } = await chain.fork(3)
    expect(dropped.map(heightOf)).toEqual([40, 39, 38])
    expect(added.map(heightOf)).toEqual([38, 39, 40, 41])
    expect(dropped[0]).toBe(before)
    expect(added[0]?.header.parentHash).toBe(dropped[2]?.header.parentHash)

    const old = dropped.flatMap(({ transactions }) => transactions.map(({ hash }) => hash))
    const fresh = new Set(added.flatMap(({ transactions }) => transactions.map(({ hash }) => hash)))
    const again = old.filter((hash) => fresh.has(hash))
    const gone = old.filter((hash) => !fresh.has(hash))
    expect(again.length).toBeGreaterThan(0)
    expect(gone.length).toBeGreaterThan(0)

    for (const hash of again) {
      const receipt = (await ask(chain.http, 'eth_getTransactionReceipt', hash)) as { blockHash: string }
      expect(added.map((block) => block.hash)).toContain(receipt.blockHash)
    }
    for (const hash of gone) expect(await ask(chain.http, 'eth_getTransactionReceipt', hash)).toBeNull()
  })

  test('leaves dropped blocks answerable by their hash for a while, and by nothing else', async () => {
    const chain = await start({ history: 30 })
    const { dropped } = await chain.fork(1)
    const [lost] = dropped
    expect(await ask(chain.http, 'eth_getBlockByHash', lost?.hash, false)).toMatchObject({ hash: lost?.hash, number: '0x1e' })
    expect(await ask(chain.http, 'eth_getBlockReceipts', { blockHash: lost?.hash })).toHaveLength(lost?.transactions.length ?? -1)
    expect(await ask(chain.http, 'eth_getBlockByNumber', '0x1e', false)).not.toMatchObject({ hash: lost?.hash })
    await chain.mine(70)
    expect(await ask(chain.http, 'eth_getBlockByHash', lost?.hash, false)).toBeNull()
  })

  test('refuses depths that reach beyond what there is', async () => {
    const chain = await start({ history: 4 })
    for (const depth of [0, -1, 1.5, 5]) await expect(chain.fork(depth)).rejects.toThrow(RangeError)
    expect((await chain.fork(4)).added).toHaveLength(5)
  })
})
