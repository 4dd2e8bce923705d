/** Prices of the demo chain, whose Multicall3 is not ours to please: through it and call by call they are the same. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DemoChain } from '#demo/index.ts'
import { demoChain } from '#engine/chains/demo.ts'
import { price } from '#engine/pricing/index.ts'
import type { ReadContracts } from '#engine/rpc/contractReads.ts'
import type { Hex } from '#engine/types.ts'
import { ask, quietChain } from '../../demo/ask.ts'

let demo: DemoChain
beforeAll(async () => {
  demo = await quietChain({ history: 20 })
})
afterAll(() => demo.stop())

test('one call reads what many calls read', async () => {
  const { number, hash, parentHash, timestamp } = (await ask(demo.http, 'eth_getBlockByNumber', '0x10', false)) as Record<string, Hex>
  const block = { number: Number(number), hash: hash ?? '0x', parentHash: parentHash ?? '0x', timestamp: Number(timestamp) }
  const pricedWith = async (multicallFrom: number | null) => {
    const sizes: number[] = []
    const read: ReadContracts = (calls) => {
      sizes.push(calls.length)
      return Promise.all(calls.map(async (call) => (await ask(demo.http, 'eth_call', call, number).catch(() => null)) as Hex | null))
    }
    const assets = [null, ...demoChain.tokens.map(({ address }) => address)]
    return { sizes, prices: await price(assets, { chain: { ...demoChain, multicallFrom }, block, read, manual: new Map() }) }
  }
  const [together, singly] = [await pricedWith(0), await pricedWith(null)]
  expect(together.prices.size).toBe(6)
  expect(together.prices).toEqual(singly.prices)
  expect(together.sizes).toEqual([1])
  expect(singly.sizes).toEqual([15])
})
