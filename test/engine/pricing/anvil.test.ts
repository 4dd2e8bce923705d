/** Prices and token names as a real node answers for them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Chain } from '#engine/chains/defineChain.ts'
import { ethereum } from '#engine/chains/ethereum.ts'
import { price } from '#engine/pricing/index.ts'
import { readTokens } from '#engine/pricing/tokens.ts'
import type { ReadContracts } from '#engine/rpc/contractReads.ts'
import type { Address, Hex } from '#engine/types.ts'
import { formatDecimal } from '#shared/decimal.ts'
import { type Anvil, anvilMissing, startAnvil } from '../../support/anvil.ts'
import { setRound } from './aggregator.ts'

const proxy: Address = `0x${'0e'.repeat(20)}`
const chain: Chain = { ...ethereum, multicallFrom: null, chainlink: [{ pair: 'ETH/USD', proxy, heartbeat: 3_600, assets: ['native'] }] }
let anvil: Anvil

const readAt =
  (number: number): ReadContracts =>
  (calls) =>
    Promise.all(
      calls.map(
        async ({ to, data }) => (await anvil.ask('eth_call', [{ to, data }, `0x${number.toString(16)}`]).catch(() => null)) as Hex | null,
      ),
    )

const usdAt = async (number: number): Promise<string | null> => {
  const { timestamp, hash, parentHash } = (await anvil.ask('eth_getBlockByNumber', [`0x${number.toString(16)}`, false])) as Record<
    string,
    Hex
  >
  const block = { number, hash: hash ?? '0x', parentHash: parentHash ?? '0x', timestamp: Number(timestamp) }
  const found = (await price([null], { chain, block, read: readAt(number), manual: new Map() })).get(null)
  return found ? `${formatDecimal(found.usd)} ${found.by}` : null
}

describe.skipIf(anvilMissing)('pricing on anvil', () => {
  beforeAll(async () => {
    anvil = await startAnvil()
  })
  afterAll(() => anvil.stop())

  test('reads the price that was true at the block, not the one of today', async () => {
    const { timestamp } = (await anvil.ask('eth_getBlockByNumber', ['latest', false])) as { timestamp: Hex }
    const updatedAt = BigInt(timestamp)
    const round = { startedAt: updatedAt, updatedAt, decimals: 8n }
    expect(await usdAt(0)).toBeNull()
    await setRound(anvil, proxy, { ...round, roundId: 1n, answer: 3_000_50000000n })
    const first = await anvil.head()
    await setRound(anvil, proxy, { ...round, roundId: 2n, answer: 4_000_00000000n })
    const second = await anvil.head()
    expect(await usdAt(first)).toBe(`3000.5 chainlink:ETH/USD round 1 at ${updatedAt}`)
    expect(await usdAt(second)).toBe(`4000 chainlink:ETH/USD round 2 at ${updatedAt}`)
  })

  test('survives tokens that lie about their name and size', async () => {
    const address = (n: number): Address => `0x${n.toString(16).padStart(40, '0')}`
    await anvil.token(address(0x1001), { symbol: 'GULL', decimals: 18 })
    await anvil.token(address(0x1002), { symbol: '\u202e', symbolBytes: 100_000, decimals: 255 })
    await anvil.token(address(0x1003), { symbol: 'US\u200bD\u202eC\u0007', decimals: 6 })
    const head = await anvil.head()
    const tokens = await readTokens([address(0x1001), address(0x1002), address(0x1003), address(0x1004)], readAt(head))
    expect([...tokens.values()]).toEqual([
      { symbol: 'GULL', decimals: 18 },
      { symbol: 'token 0x0000…', decimals: null },
      { symbol: 'USDC', decimals: 6 },
      { symbol: 'token 0x0000…', decimals: null },
    ])
  })
})
