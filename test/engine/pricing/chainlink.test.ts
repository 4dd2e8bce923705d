/** Chainlink's rounds as a real node answers for them: composed prices, circuit breakers, heartbeats, and where each figure is from. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Chain } from '#engine/chains/defineChain.ts'
import { createPriceMemory } from '#engine/pricing/memory.ts'
import type { Address, Hex } from '#engine/types.ts'
import { formatDecimal } from '#shared/decimal.ts'
import { PriceFigure } from '#shared/order.ts'
import { type Anvil, anvilMissing, startAnvil } from '../../support/anvil.ts'
import { answeringCode, words } from './answering.ts'
import { ethUsd, high, low, market, pricedAt, usdc, weth } from './market.ts'

const [lowEth, behind]: readonly [Address, Address] = [`0x${'0a'.repeat(20)}`, `0x${'0b'.repeat(20)}`]
const chain: Chain = {
  ...market,
  pools: null,
  chainlink: [...market.chainlink, { pair: 'LOW/ETH', proxy: lowEth, heartbeat: 86_400, assets: [low] }],
}

describe.skipIf(anvilMissing)('chainlink', () => {
  let anvil: Anvil
  let now: bigint
  let snapshot: unknown

  type Round = {
    readonly id?: bigint
    readonly answer: bigint
    readonly age?: bigint
    readonly answeredIn?: bigint
    readonly decimals?: bigint
  }
  const setFeed = (proxy: Address, { id = 9n, answer, age = 60n, answeredIn = id, decimals = 8n }: Round, aggregator?: Address) =>
    anvil.ask('anvil_setCode', [
      proxy,
      answeringCode({
        '0xfeaf968c': words(id, answer, now - age, now - age, answeredIn),
        '0x313ce567': words(decimals),
        ...(aggregator ? { '0x245a7bfc': words(BigInt(aggregator)) } : {}),
      }),
    ])
  const setClamp = (least: bigint, most: bigint) =>
    anvil.ask('anvil_setCode', [behind, answeringCode({ '0x22adbc78': words(least), '0x70da2f67': words(most) })])
  const usd = async (asset: Address | null, later = 0) => {
    const found = (await pricedAt(anvil, [asset], { chain, later })).of(asset)
    return found ? formatDecimal(found.usd) : null
  }

  beforeAll(async () => {
    anvil = await startAnvil()
    await anvil.mine()
    now = BigInt(((await anvil.ask('eth_getBlockByNumber', ['latest', false])) as { timestamp: Hex }).timestamp)
  })
  beforeEach(async () => {
    if (snapshot) await anvil.ask('evm_revert', [snapshot])
    snapshot = await anvil.ask('evm_snapshot')
    await setFeed(ethUsd, { answer: 2_000_00000000n })
    await setFeed(lowEth, { id: 5n, answer: 15n * 10n ** 14n, age: 4_000n, decimals: 18n })
  })
  afterAll(() => anvil.stop())

  test('turns a price in ether into USD by the price of ether, and the older of both says how old it is', async () => {
    const found = (await pricedAt(anvil, [low], { chain })).of(low)
    expect(found && formatDecimal(found.usd)).toBe('3')
    expect(found?.by).toBe(`chainlink:LOW/ETH round 5 at ${now - 4_000n} × ETH/USD round 9 at ${now - 60n}`)
    expect(found?.figure).toEqual({
      asset: low,
      usd: '3',
      by: found?.by,
      feed: 'chainlink',
      reference: lowEth,
      round: '5',
      at: Number(now) - 4_000,
      age: 4_000,
      via: `ETH/USD round 9 at ${now - 60n} (${ethUsd}), 60 s old; LOW/ETH is 4000 s old`,
    })
    await setFeed(lowEth, { id: 5n, answer: 15n * 10n ** 14n, age: 10n, decimals: 18n })
    expect((await pricedAt(anvil, [low], { chain })).of(low)?.figure).toMatchObject({ at: Number(now) - 60, age: 60 })
  })

  test('prices nothing by ether whose own price is stale', async () => {
    expect(await usd(low, 3_900)).toBe('3')
    expect(await usd(low, 3_901)).toBeNull()
  })

  test.each<[string, Round]>([
    ['older than its own heartbeat and a tenth', { answer: 1n, age: 95_041n }],
    ['carried over from an earlier round', { answer: 1n, id: 5n, answeredIn: 4n }],
    ['zero', { answer: 0n }],
    ['negative', { answer: -1n }],
    ['worth more than anything can be', { answer: 10n ** 30n, decimals: 8n }],
  ])('prices nothing by an answer that is %s', async (_, round) => {
    await setFeed(lowEth, round)
    expect(await usd(low)).toBeNull()
  })

  test.each([
    [1_00000000n, null],
    [1_00000001n, '1.00000001'],
    [9_999_99999999n, '9999.99999999'],
    [10_000_00000000n, null],
  ])('does not believe %s between the clamps 1 and 10,000', async (answer, expected) => {
    await setClamp(1_00000000n, 10_000_00000000n)
    await setFeed(ethUsd, { answer }, behind)
    expect(await usd(null)).toBe(expected)
  })

  test('takes an aggregator without sensible clamps as it is', async () => {
    await setFeed(ethUsd, { answer: 2_000_00000000n }, behind)
    expect(await usd(null)).toBe('2000')
    await setClamp(5_000_00000000n, 5_000_00000000n)
    expect(await usd(null)).toBe('2000')
    await setFeed(ethUsd, { answer: 2_000_00000000n }, `0x${'2'.padStart(40, '0')}`)
    expect(await usd(null)).toBe('2000')
  })

  test('asks for the clamps of an aggregator once', async () => {
    await setClamp(1n, 10n ** 20n)
    await setFeed(ethUsd, { answer: 2_000_00000000n }, behind)
    const memory = createPriceMemory()
    const sizes = async (later: number) => (await pricedAt(anvil, [null], { chain, memory, later })).exchanges.map(({ length }) => length)
    expect(await sizes(1)).toEqual([3, 2])
    expect(await sizes(2)).toEqual([3])
    expect(await sizes(2)).toEqual([])
  })

  test('says of every price where it is from', async () => {
    const { of } = await pricedAt(anvil, [null, weth, usdc, low, high], { chain })
    for (const asset of [null, weth, usdc, low]) {
      const found = of(asset)
      expect(PriceFigure.parse(found?.figure)).toEqual(found?.figure)
      expect(found?.figure).toMatchObject({ asset: asset ?? 'native', by: found?.by, usd: found && formatDecimal(found.usd) })
    }
    expect(of(weth)?.figure).toMatchObject({ reference: ethUsd, round: '9', at: Number(now) - 60, age: 60, via: null })
    expect(of(usdc)?.figure).toMatchObject({
      feed: 'stable',
      reference: null,
      at: null,
      age: null,
      via: 'the peg that its issuer declares',
    })
    expect(of(high)).toBeUndefined()
  })
})
