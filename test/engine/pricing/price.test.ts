import { describe, expect, test } from 'vitest'
import type { Chain } from '#engine/chains/defineChain.ts'
import { ethereum } from '#engine/chains/ethereum.ts'
import { price } from '#engine/pricing/index.ts'
import { manualPrices } from '#engine/pricing/manualPrices.ts'
import type { ReadContracts } from '#engine/rpc/contractReads.ts'
import type { Address, AssetRef, Hex } from '#engine/types.ts'
import { formatDecimal } from '#shared/decimal.ts'
import { wordOf } from '../sources/recorded.ts'
import { type Round, roundData } from './aggregator.ts'

const [weth, usdc, gull, ethUsd, usdcUsd, sequencer]: readonly [Address, Address, Address, Address, Address, Address] = [
  `0x${'e7'.repeat(20)}`,
  `0x${'dc'.repeat(20)}`,
  `0x${'99'.repeat(20)}`,
  `0x${'0e'.repeat(20)}`,
  `0x${'0d'.repeat(20)}`,
  `0x${'5e'.repeat(20)}`,
]
const now = 1_700_000_000
const chain: Chain = {
  ...ethereum,
  wrappedNative: weth,
  tokens: [
    { address: weth, symbol: 'WETH', decimals: 18 },
    { address: usdc, symbol: 'USDC', decimals: 6, peg: 'USD' },
  ],
  chainlink: [
    { pair: 'ETH/USD', proxy: ethUsd, heartbeat: 3_600, assets: ['native'] },
    { pair: 'USDC/USD', proxy: usdcUsd, heartbeat: 86_400, assets: [usdc] },
  ],
}
const good: Round = { roundId: 77n, answer: 2_345_67890000n, startedAt: BigInt(now), updatedAt: BigInt(now - 60), decimals: 8n }
const dollar: Round = { ...good, answer: 1_00010000n }

type Setting = { readonly chain?: Chain; readonly rounds?: Partial<Record<Address, Round>>; readonly manual?: Record<string, string> }

/** Prices as text, and how many batches of reads it took. */
async function priced(
  assets: readonly AssetRef[],
  { chain: on = chain, rounds = { [ethUsd]: good, [usdcUsd]: dollar }, manual = {} }: Setting = {},
) {
  let batches = 0
  const read: ReadContracts = async (calls) => {
    batches++
    return calls.map(({ to, data }): Hex | null => {
      const round = rounds[to]
      if (!round) return null
      return data === '0x313ce567' ? wordOf(round.decimals) : data === '0xfeaf968c' ? roundData(round) : null
    })
  }
  const block = { number: 1, hash: '0x1', parentHash: '0x0', timestamp: now } as const
  const prices = await price(assets, { chain: on, block, read, manual: new Map(Object.entries(manual)) })
  return { batches, prices: Object.fromEntries([...prices].map(([asset, { usd, by }]) => [asset ?? 'native', [formatDecimal(usd), by]])) }
}
const byEth = `chainlink:ETH/USD round 77 at ${now - 60}`

describe('price', () => {
  test('reads Chainlink, and prices the wrapper as the coin, in one batch', async () => {
    const { prices, batches } = await priced([null, weth, usdc, gull, null])
    expect(prices).toEqual({ native: ['2345.6789', byEth], [weth]: ['2345.6789', byEth], [usdc]: ['1', 'peg:USDC'] })
    expect(batches).toBe(1)
  })

  test('reads nothing for assets that have no feed', async () => {
    expect(await priced([gull])).toEqual({ batches: 0, prices: {} })
  })

  test('takes a price set by hand before any other, for the wrapper too', async () => {
    const { prices, batches } = await priced([null, weth, usdc], { manual: { native: '100.5', [usdc]: '0.5' } })
    expect(prices).toEqual({ native: ['100.5', 'manual'], [weth]: ['100.5', 'manual:ETH'], [usdc]: ['0.5', 'manual'] })
    expect(batches).toBe(0)
  })

  test('takes the wrapper’s own price before that of the coin', async () => {
    expect((await priced([weth], { manual: { native: '100', [weth]: '99' } })).prices).toEqual({ [weth]: ['99', 'manual'] })
  })

  test.each([
    ['0.98', '1', 'peg:USDC'],
    ['1.02', '1', 'peg:USDC'],
    ['0.979999', '0.979999', `chainlink:USDC/USD round 77 at ${now - 60}`],
    ['1.020001', '1.020001', `chainlink:USDC/USD round 77 at ${now - 60}`],
  ])('believes the peg at %s only within two per cent', async (measured, usd, by) => {
    const answer = BigInt(Math.round(Number(measured) * 1e8))
    expect((await priced([usdc], { rounds: { [usdcUsd]: { ...dollar, answer } } })).prices).toEqual({ [usdc]: [usd, by] })
  })

  test('falls back to the peg where its feed cannot be read', async () => {
    expect((await priced([usdc], { rounds: {} })).prices).toEqual({ [usdc]: ['1', 'peg:USDC'] })
    expect((await priced([usdc], { rounds: { [usdcUsd]: { ...dollar, answer: 50000000n, updatedAt: 1n } } })).prices).toEqual({
      [usdc]: ['1', 'peg:USDC'],
    })
  })

  test.each<[string, Partial<Round>]>([
    ['older than its heartbeat and a tenth', { updatedAt: BigInt(now - 3_961) }],
    ['from the future', { updatedAt: BigInt(now + 1) }],
    ['zero', { answer: 0n }],
    ['negative', { answer: -1n }],
    ['never updated', { updatedAt: 0n }],
    ['of impossible decimals', { decimals: 255n }],
  ])('leaves an answer that is %s without a price', async (_, broken) => {
    expect((await priced([null, weth], { rounds: { [ethUsd]: { ...good, ...broken } } })).prices).toEqual({})
  })

  test('takes an answer as old as its heartbeat and a tenth', async () => {
    const { prices } = await priced([null], { rounds: { [ethUsd]: { ...good, updatedAt: BigInt(now - 3_960) } } })
    expect(prices.native?.[0]).toBe('2345.6789')
  })

  test.each<[string, Partial<Round>, boolean]>([
    ['up for more than an hour', { answer: 0n, startedAt: BigInt(now - 3_601) }, true],
    ['up for an hour only', { answer: 0n, startedAt: BigInt(now - 3_600) }, false],
    ['down', { answer: 1n, startedAt: BigInt(now - 90_000) }, false],
    ['of unknown state', { answer: 0n, startedAt: 0n }, false],
  ])('prices by Chainlink only under a sequencer that is up: %s', async (_, state, usable) => {
    const rounds = { [ethUsd]: good, [sequencer]: { ...good, ...state } }
    expect((await priced([null], { chain: { ...chain, sequencer }, rounds })).prices).toEqual(
      usable ? { native: ['2345.6789', byEth] } : {},
    )
  })

  test('has no Chainlink price under a sequencer that cannot be read', async () => {
    expect((await priced([null], { chain: { ...chain, sequencer } })).prices).toEqual({})
  })
})

describe('manualPrices', () => {
  test('turns words into assets', () => {
    const prices = [
      { token: 'ETH', usd: '2' },
      { token: 'usdc', usd: '1.01' },
      { token: 'GULL', usd: '0.1' },
      { token: 'NOBODY', usd: '5' },
    ]
    const found = manualPrices(chain, { prices }, new Map([[gull, { symbol: 'GULL', decimals: 18 }]]))
    expect(Object.fromEntries(found)).toEqual({ native: '2', [usdc]: '1.01', [gull]: '0.1' })
  })
})
