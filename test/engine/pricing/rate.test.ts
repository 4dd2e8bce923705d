import { describe, expect, test } from 'vitest'
import { ethereum } from '#engine/chains/ethereum.ts'
import { gnosis } from '#engine/chains/gnosis.ts'
import { wantedTokens } from '#engine/orders/wantedTokens.ts'
import { derivativesOf } from '#engine/pricing/derivatives.ts'
import { price } from '#engine/pricing/index.ts'
import type { Address, AssetRef, Hex } from '#engine/types.ts'
import { formatDecimal } from '#shared/decimal.ts'
import { wordOf } from '../sources/recorded.ts'
import { roundData } from './aggregator.ts'

const [rEth, weEth, sDai, dai]: readonly [Address, Address, Address, Address] = [
  '0xae78736cd615f374d3085123a210448e74fc6393',
  '0xcd5fe23c85820f7b72d0926fc9b05b43e359b7ee',
  '0x83f20f44975d03b1b09e64809b757c47f942beea',
  '0x6b175474e89094c44da98b954eedeac495271d0f',
]
const [ethUsd, daiUsd]: readonly [Address, Address] = [
  '0x5f4ec3df9cbd43714fe2740f5e3616155c5b8419',
  '0xaed0c38402a5d19df6e4c03f4e2dced6e29c1ee9',
]
const now = 1_700_000_000

/** Answers of contracts by address: a rate, or a Chainlink answer in eight decimals. */
async function priced(
  assets: readonly AssetRef[],
  answers: Readonly<Record<Address, bigint>>,
  manual: Readonly<Record<string, string>> = {},
) {
  const asked: Hex[] = []
  const read = async (calls: readonly { readonly to: Address; readonly data: Hex }[]): Promise<readonly (Hex | null)[]> =>
    calls.map(({ to, data }) => {
      asked.push(to)
      const answer = answers[to]
      if (answer === undefined) return null
      if (data === '0x313ce567') return wordOf(8n)
      if (data !== '0xfeaf968c') return wordOf(answer)
      return roundData({ roundId: 7n, answer, startedAt: BigInt(now), updatedAt: BigInt(now - 60), decimals: 8n })
    })
  const block = { number: 1, hash: '0x1', parentHash: '0x0', timestamp: now } as const
  const prices = await price(assets, { chain: ethereum, block, read, manual: new Map(Object.entries(manual)) })
  return {
    asked,
    of: (asset: AssetRef) => prices.get(asset),
    text: (asset: AssetRef) => formatDecimal(prices.get(asset)?.usd ?? { digits: -1n, scale: 0 }),
  }
}

describe('rate', () => {
  test('prices a staked token by its own rate times the coin, and names both', async () => {
    const found = await priced([rEth], { [rEth]: 1_125_000_000_000_000_000n, [ethUsd]: 2_000_00000000n })
    expect(found.text(rEth)).toBe('2250')
    expect(found.of(rEth)?.by).toBe(`rate:rETH = 1.125 ETH, chainlink:ETH/USD round 7 at ${now - 60}`)
  })

  test('prices shares of a vault by what one of them is worth', async () => {
    const found = await priced([sDai, weEth], {
      [sDai]: 1_080_000_000_000_000_000n,
      [weEth]: 1_050_000_000_000_000_000n,
      [daiUsd]: 99_990_000n,
      [ethUsd]: 1_000_00000000n,
    })
    expect(found.text(sDai)).toBe('1.08')
    expect(found.of(sDai)?.by).toBe('rate:sDAI = 1.08 DAI, peg:DAI')
    expect(found.text(weEth)).toBe('1050')
  })

  test('follows the base where it has lost its peg', async () => {
    const found = await priced([sDai, dai], { [sDai]: 1_100_000_000_000_000_000n, [daiUsd]: 50_000_000n })
    expect(found.text(dai)).toBe('0.5')
    expect(found.text(sDai)).toBe('0.55')
  })

  test('prices nothing where the coin has no price', async () => {
    const found = await priced([rEth], { [rEth]: 1_125_000_000_000_000_000n })
    expect(found.of(rEth)).toBeUndefined()
  })

  test.each([0n, 1n, 10n ** 17n - 1n, 10n ** 20n + 1n, 2n ** 256n - 1n])('refuses the rate %s', async (rate) => {
    expect((await priced([rEth], { [rEth]: rate, [ethUsd]: 2_000_00000000n })).of(rEth)).toBeUndefined()
  })

  test('refuses a contract that does not answer', async () => {
    expect((await priced([rEth], { [ethUsd]: 2_000_00000000n })).of(rEth)).toBeUndefined()
  })

  test('gives way to a price that the user set', async () => {
    const found = await priced([rEth], { [rEth]: 1_125_000_000_000_000_000n, [ethUsd]: 2_000_00000000n }, { [rEth]: '5' })
    expect(found.of(rEth)?.by).toBe('manual')
  })

  test('derives nothing from something that is derived itself', () => {
    for (const { chainId } of [ethereum, gnosis]) {
      const derived = derivativesOf(chainId).map(({ asset }) => asset)
      expect(derived.length).toBeGreaterThan(0)
      expect(derivativesOf(chainId).filter(({ base }) => base !== null && derived.includes(base))).toEqual([])
    }
  })

  test('makes its tokens wanted where their base has a price', () => {
    const wanted = wantedTokens(ethereum, { prices: [], minUnits: [] })
    expect(derivativesOf(1).filter(({ asset }) => !wanted?.includes(asset))).toEqual([])
  })
})
