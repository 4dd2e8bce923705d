/** What happens on the demo chain, read with the engine's own sources. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Block } from '#demo/chain/types.ts'
import type { DemoChain } from '#demo/index.ts'
import { isLarge as isLargeTransaction } from '#demo/traffic/survivors.ts'
import { castOfDemo } from '#demo/traffic/wallets.ts'
import { demoContracts as at, demoChain } from '#engine/chains/demo.ts'
import { readBlock } from '#engine/orders/readBlock.ts'
import type { Hex, Leg } from '#engine/types.ts'
import { post, quietChain } from './ask.ts'

const blocksWatched = 300
const cast = castOfDemo()

describe('live traffic', () => {
  let chain: DemoChain
  let blocks: readonly Block[]
  const legs: Leg[] = []

  beforeAll(async () => {
    chain = await quietChain({ history: 0 })
    blocks = await chain.mine(blocksWatched)
    for (const block of blocks) legs.push(...(await legsOf(chain, block.hash)))
  })
  afterAll(() => chain.stop())

  test('fills every block with a few to two dozen transactions, some of which fail', () => {
    const counts = blocks.map(({ transactions }) => transactions.length)
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(3)
    expect(Math.max(...counts)).toBeLessThanOrEqual(25)
    expect(blocks.flatMap(({ receipts }) => receipts.filter(({ succeeded }) => !succeeded)).length).toBeGreaterThan(20)
  })

  test('brings a large order in every block or two, of every kind', () => {
    const large = legs.filter(isLarge)
    expect(large.length).toBeGreaterThan(blocksWatched / 2)
    expect(large.length).toBeLessThan(blocksWatched * 4)
    const kinds = new Set(large.map(({ kind, asset }) => `${kind} ${nameOf(asset)}`))
    for (const kind of [
      'transfer ETH',
      'transfer USDC',
      'transfer USDT',
      'transfer WBTC',
      'mint USDC',
      'mint USDT',
      'wrap ETH',
      'unwrap WETH',
    ]) {
      expect(kinds).toContain(kind)
    }
    expect(large.some(({ kind }) => kind === 'burn')).toBe(true)
  })

  test('trades through the router', () => {
    const logs = blocks.flatMap(({ receipts }) => receipts.flatMap((receipt) => receipt.logs))
    const swaps = logs.filter(({ address, topics }) => address === at.pairUsdc && topics[0] === swapTopic)
    expect(swaps.length).toBeGreaterThan(50)
  })

  test('shows a look-alike token that the chain does not list', () => {
    expect(legs.filter(({ asset }) => asset === at.spoof).length).toBeGreaterThan(5)
    expect(demoChain.tokens.map(({ address }) => address)).not.toContain(at.spoof)
  })

  test('loses a large movement to every fork that drops one', async () => {
    let shown = 0
    for (let round = 0; round < 12; round++) {
      const { dropped, added } = await chain.fork(3)
      const hashes = new Set(added.flatMap(({ transactions }) => transactions.map(({ hash }) => hash)))
      const large = dropped.flatMap(({ transactions }) => transactions.filter((transaction) => isLargeTransaction(transaction, cast)))
      expect(large.filter(({ hash }) => !hashes.has(hash)).length).toBeGreaterThanOrEqual(Math.min(1, large.length))
      if (large.length > 0) shown++
      await chain.mine(3)
    }
    expect(shown).toBeGreaterThan(5)
  })

  test('keeps the base fee alive', () => {
    const fees = blocks.map(({ header }) => Number(header.baseFeePerGas) / 1e9)
    expect(Math.min(...fees)).toBeGreaterThan(0.5)
    expect(Math.max(...fees)).toBeLessThan(60)
  })
})

/** keccak256 of Swap(address,uint256,uint256,uint256,uint256,address), as every Uniswap V2 pair logs it. */
const swapTopic = '0xd78ad95fa46c994b6551d0da85fc275fe613ce37657fb8d5e3d130840159d822'

/** At least 100,000 USD at 3,000 USD an ether and 90,000 USD a bitcoin. */
const worth: Record<string, bigint> = {
  ETH: 34n * 10n ** 18n,
  WETH: 34n * 10n ** 18n,
  USDC: 100_000n * 10n ** 6n,
  USDT: 100_000n * 10n ** 6n,
  DAI: 100_000n * 10n ** 18n,
  WBTC: 112_000_000n,
}
const nameOf = (asset: Hex | null): string =>
  asset === null ? demoChain.native.symbol : (demoChain.tokens.find(({ address }) => address === asset)?.symbol ?? asset)
const isLarge = ({ asset, amount }: Leg): boolean => amount >= (worth[nameOf(asset)] ?? 10n ** 60n)

async function legsOf(chain: DemoChain, hash: Hex): Promise<readonly Leg[]> {
  const answer = async (method: string, ...params: unknown[]): Promise<Uint8Array> =>
    new TextEncoder().encode(JSON.stringify(await post(chain.http, { jsonrpc: '2.0', id: 1, method, params })))
  const reading = readBlock({
    chainId: demoChain.chainId,
    family: demoChain.family,
    wrappedNative: demoChain.wrappedNative,
    expect: { number: null, hash },
    block: await answer('eth_getBlockByHash', hash, true),
    receipts: [await answer('eth_getBlockReceipts', { blockHash: hash })],
    tokens: null,
  })
  expect(reading.evidence).toBe(2)
  return reading.legs
}
