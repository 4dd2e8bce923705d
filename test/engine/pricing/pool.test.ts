/** Prices from pools, as a real node answers for contracts that say what Uniswap's would. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createPriceMemory, deepTokens } from '#engine/pricing/memory.ts'
import { formatDecimal, parseDecimal } from '#shared/decimal.ts'
import { type Anvil, anvilMissing, startAnvil } from '../../support/anvil.ts'
import { setRound } from './aggregator.ts'
import { answeringCode, words } from './answering.ts'
import { ethUsd, high, low, market, type PoolState, poolOf, pricedAt, setHeld, setPool, usdc, weth } from './market.ts'

const eth = 10n ** 18n
const window = 1_800n
/** 2,000 USD: 10,000 coins are twenty million dollars, a hundredth of which moves the price by 2 %. */
const [usdPerEth, held] = [2_000n, 10_000n * eth]

/** Cumulative values of a pool that stood at `tick` for the whole window with this liquidity, whatever they were before. */
const steady = (tick: bigint, liquidity: bigint): PoolState => ({
  spot: tick,
  ticks: [123_456_789n, 123_456_789n + tick * window],
  seconds: [987_654_321n, 987_654_321n + (window << 128n) / liquidity],
})
/** 1.0001^tick by repeated multiplication of whole numbers, × 10^40: nothing of the engine's arithmetic is used. */
const powered = (tick: number): bigint => (10n ** 40n * 10_001n ** BigInt(tick)) / 10_000n ** BigInt(tick)
/** Liquidity that stands for a virtual reserve of so many base units of token1 (token0) at a tick ≥ 0. */
const root = (square: bigint): bigint => {
  let guess = 1n << BigInt(square.toString(2).length)
  for (let next = guess; ; guess = next) {
    next = (guess + square / guess) >> 1n
    if (next >= guess) return guess
  }
}
const fromReserve1 = (reserve: bigint, tick: number): bigint => (reserve * 10n ** 20n) / root(powered(tick))
const fromReserve0 = (reserve: bigint, tick: number): bigint => (reserve * root(powered(tick))) / 10n ** 20n

describe.skipIf(anvilMissing)('pool', () => {
  let anvil: Anvil
  let snapshot: unknown

  beforeAll(async () => {
    anvil = await startAnvil()
    const { timestamp } = (await anvil.ask('eth_getBlockByNumber', ['latest', false])) as { timestamp: string }
    const now = BigInt(timestamp)
    await setRound(anvil, ethUsd, { roundId: 7n, answer: usdPerEth * 10n ** 8n, startedAt: now, updatedAt: now, decimals: 8n })
    await setHeld(anvil, weth, held)
  })
  beforeEach(async () => {
    if (snapshot) await anvil.ask('evm_revert', [snapshot])
    snapshot = await anvil.ask('evm_snapshot')
  })
  afterAll(() => anvil.stop())

  test('prices the first token of a pool by the mean tick, rounded down, times the price of the other', async () => {
    // LOW has 8 decimals, WETH 18: a tick of 250,000 is some 72,000,000,000 wei for a base unit, or 7.2 WETH for one LOW.
    const tick = 250_000
    const pool = poolOf(low)
    const whole = steady(250_000n, fromReserve1(held, tick))
    await setPool(anvil, pool, { ...whole, ticks: [0n, 250_000n * window + 1_799n] })
    const found = await pricedAt(anvil, [low])
    const expected = (powered(tick) * usdPerEth) / 10n ** 10n
    expect(digits(found.of(low)?.usd)).toBe(expected.toString().slice(0, 15))
    expect(Number(formatDecimal(found.of(low)?.usd ?? parseDecimal('0')))).toBeCloseTo(Number(expected / 10n ** 35n) / 1e5, 3)
    expect(found.of(low)?.figure).toMatchObject({ asset: low, feed: 'pool', reference: pool, round: null })
    expect(found.of(low)?.by).toMatch(new RegExp(`^pool:LOW = 7\\.\\d+ WETH by ${pool} over 1800 s, chainlink:ETH/USD round 7 at \\d+$`))
  })

  test('prices the second token of a pool by the inverse, and rounds a negative mean down as well', async () => {
    const tick = 20_000
    await setPool(anvil, poolOf(high), { ...steady(20_000n, fromReserve0(held, tick)), ticks: [0n, 20_000n * window + 900n] })
    expect(digits((await pricedAt(anvil, [high])).of(high)?.usd)).toBe(((10n ** 80n * usdPerEth) / powered(tick)).toString().slice(0, 15))

    await setPool(anvil, poolOf(high), { ...steady(-20_000n, fromReserve1(held, tick) * 20n), ticks: [0n, -20_000n * window + 1n] })
    expect(digits((await pricedAt(anvil, [high])).of(high)?.usd)).toBe((powered(20_000) * usdPerEth).toString().slice(0, 15))
  })

  test('takes sums that wrapped around the width of their types', async () => {
    const liquidity = fromReserve0(held, 20_000)
    const [step, most] = [(window << 128n) / liquidity, 1n << 160n]
    const ticks = [(1n << 55n) - 5n, 20_000n * window - (1n << 55n) - 5n] as const
    await setPool(anvil, poolOf(high), { spot: 20_000n, ticks, seconds: [most - 3n, step - 3n] })
    expect(digits((await pricedAt(anvil, [high])).of(high)?.usd)).toBe(((10n ** 80n * usdPerEth) / powered(20_000)).toString().slice(0, 15))
  })

  const deep = steady(20_000n, fromReserve0(held, 20_000))
  const shallow = (share: bigint) => steady(20_000n, (fromReserve0(held, 20_000) * share) / 1_000n)
  // The floor of $50,000 within 2 % is a virtual reserve of $5,076,142 (÷ 0.00985), of 2,538.07 coins.
  test.each<[string, PoolState, boolean]>([
    ['is deep', deep, true],
    ['is just deep enough', shallow(254n), true],
    ['was not deep enough on average', shallow(253n), false],
    ['has a spot price 2 % above its mean', { ...deep, spot: 20_198n }, true],
    ['has a spot price that is pushed up further', { ...deep, spot: 20_199n }, false],
    ['has a spot price that is pushed down further', { ...deep, spot: 19_801n }, false],
    ['cannot look back half an hour', { ...deep, ticks: null }, false],
    ['had no liquidity', { ...deep, seconds: [0n, window << 128n] }, false],
    ['did not count its liquidity', { ...deep, seconds: [5n, 5n] }, false],
    ['has a mean that no pool can have', { ...deep, spot: 887_273n, ticks: [0n, 887_273n * window] }, false],
  ])('of a pool that %s', async (_, state, priced) => {
    await setPool(anvil, poolOf(high), state)
    expect((await pricedAt(anvil, [high])).of(high) !== undefined).toBe(priced)
  })

  test('refuses a pool that looks deep but holds little', async () => {
    await setPool(anvil, poolOf(high), deep)
    await setHeld(anvil, weth, 500n * eth)
    expect((await pricedAt(anvil, [high])).of(high)).toBeDefined()
    await setHeld(anvil, weth, 500n * eth - 1n)
    expect((await pricedAt(anvil, [high])).of(high)).toBeUndefined()
  })

  test('refuses a pool that was made but never given a price', async () => {
    await anvil.ask('anvil_setCode', [
      poolOf(high),
      answeringCode({ '0x3850c7bd': words(0n, 0n), '0x883bdbfd': words(64n, 160n, 2n, 0n, 0n, 2n, 0n, 1n) }),
    ])
    expect((await pricedAt(anvil, [high])).of(high)).toBeUndefined()
  })

  test('takes the deepest of several pools', async () => {
    await setPool(anvil, poolOf(high, weth, 500), steady(30_000n, fromReserve0(held * 3n, 30_000)))
    await setPool(anvil, poolOf(high, weth, 3_000), deep)
    await setPool(anvil, poolOf(high, weth, 10_000), steady(10_000n, fromReserve0(held * 2n, 10_000)))
    expect((await pricedAt(anvil, [high])).of(high)?.figure.reference).toBe(poolOf(high, weth, 500))
  })

  test('prices nothing by something that has no price, or whose price is stale', async () => {
    await setPool(anvil, poolOf(high), deep)
    expect((await pricedAt(anvil, [high], { chain: { ...market, chainlink: [] } })).of(high)).toBeUndefined()
    expect((await pricedAt(anvil, [high], { later: 3_900 })).of(high)).toBeDefined()
    expect((await pricedAt(anvil, [high], { later: 4_100 })).of(high)).toBeUndefined()
  })

  test('prices nothing in a circle', async () => {
    const pools = { deployers: market.pools?.deployers ?? [], against: [low, high] }
    await setPool(anvil, poolOf(low, high), deep)
    await setHeld(anvil, low, held)
    await setHeld(anvil, high, held)
    const found = await pricedAt(anvil, [low, high], { chain: { ...market, pools } })
    expect([found.of(low), found.of(high)]).toEqual([undefined, undefined])
  })

  test('prices nothing by what a pool prices itself', async () => {
    await setPool(anvil, poolOf(high), deep)
    await setPool(anvil, poolOf(low, high), deep)
    await setHeld(anvil, high, held)
    const found = await pricedAt(anvil, [low, high])
    expect(found.of(high)).toBeDefined()
    expect(found.of(low)).toBeUndefined()
  })

  test.each([
    [0n, 3_601n, true],
    [0n, 3_600n, false],
    [1n, 90_000n, false],
  ])('under a sequencer that answers %s since %s seconds', async (answer, since, priced) => {
    const sequencer = `0x${'5e'.repeat(20)}` as const
    await setPool(anvil, poolOf(high, usdc), steady(330_000n, fromReserve0(10n ** 13n, 330_000)))
    await setHeld(anvil, usdc, 10n ** 13n)
    const { timestamp } = (await anvil.ask('eth_getBlockByNumber', ['latest', false])) as { timestamp: string }
    await anvil.ask('anvil_setCode', [sequencer, answeringCode({ '0xfeaf968c': words(1n, answer, BigInt(timestamp) - since, 0n, 1n) })])
    expect((await pricedAt(anvil, [high], { chain: { ...market, sequencer } })).of(high) !== undefined).toBe(priced)
  })

  test('asks a feed before any pool, and a pool before it believes a bare peg', async () => {
    const chain = {
      ...market,
      tokens: market.tokens.map((token) => (token.address === high ? { ...token, peg: 'USD' as const } : token)),
      chainlink: [...market.chainlink, { pair: 'LOW/USD', proxy: ethUsd, heartbeat: 3_600, assets: [low] }],
    }
    await setPool(anvil, poolOf(high), deep)
    await setPool(anvil, poolOf(low), steady(250_000n, fromReserve1(held, 250_000)))
    const found = await pricedAt(anvil, [low, high], { chain })
    expect(found.of(low)?.figure.feed).toBe('chainlink')
    expect(found.of(high)?.figure.feed).toBe('pool')
  })

  test('asks pools where a token’s own feed is stale, in the same block and with one more exchange once', async () => {
    const dead = `0x${'0d'.repeat(20)}` as const
    const chain = { ...market, chainlink: [...market.chainlink, { pair: 'HIGH/USD', proxy: dead, heartbeat: 3_600, assets: [high] }] }
    await setPool(anvil, poolOf(high), deep)
    const stale = words(1n, 5n, 1n, 1n, 1n)
    await anvil.ask('anvil_setCode', [dead, answeringCode({ '0xfeaf968c': stale, '0x313ce567': words(8n) })])
    const memory = createPriceMemory()
    const first = await pricedAt(anvil, [high], { chain, memory, later: 1 })
    expect([first.of(high)?.figure.feed, first.exchanges.length]).toEqual(['pool', 2])
    const second = await pricedAt(anvil, [high], { chain, memory, later: 2 })
    expect([second.of(high)?.figure.feed, second.exchanges.length]).toEqual(['pool', 1])
    const { timestamp } = (await anvil.ask('eth_getBlockByNumber', ['latest', false])) as { timestamp: string }
    const alive = words(2n, 5n * 10n ** 8n, BigInt(timestamp), BigInt(timestamp), 2n)
    await anvil.ask('anvil_setCode', [dead, answeringCode({ '0xfeaf968c': alive, '0x313ce567': words(8n) })])
    expect((await pricedAt(anvil, [high], { chain, memory, later: 3 })).of(high)?.figure.feed).toBe('chainlink')
  })

  test('looks for the pools of a few unlisted tokens a block, and knows the deep ones from then on', async () => {
    const address = (n: number) => `0x${n.toString(16).padStart(40, '0')}` as const
    const unlisted = [1, 2, 3, 4, 5, 6].map((n) => address(n + 0xaaaa))
    const tokens = new Map(unlisted.map((token) => [token, { symbol: 'X', decimals: 18 }]))
    for (const token of [unlisted[1], unlisted[5]]) {
      if (!token) continue
      await setPool(anvil, poolOf(token), steady(20_000n, fromReserve1(held, 20_000)))
    }
    const memory = createPriceMemory()
    const priced = async (later: number) => {
      const found = await pricedAt(anvil, unlisted, { memory, tokens, later })
      return { priced: unlisted.filter((token) => found.of(token)), calls: found.exchanges.flat().length }
    }
    // Eight pools a token, three calls each, and three for the coin's feed.
    expect(await priced(1)).toEqual({ priced: [unlisted[1]], calls: 4 * 24 + 3 })
    expect(deepTokens(memory)).toEqual([unlisted[1]])
    expect(await priced(2)).toEqual({ priced: [unlisted[1], unlisted[5]], calls: 3 + 2 * 24 + 3 })
    expect(deepTokens(memory)).toEqual([unlisted[1], unlisted[5]])
    expect(await priced(3)).toEqual({ priced: [unlisted[1], unlisted[5]], calls: 3 + 3 + 3 })
  })

  test('looks for pools once an hour, asks only deep ones in between, and keeps off tokens that have none', async () => {
    await setPool(anvil, poolOf(high), deep)
    const memory = createPriceMemory()
    const asked = async (later: number) => {
      const { exchanges, of } = await pricedAt(anvil, [low, high], { memory, later })
      const calls = exchanges.flat()
      const about = (pool: string) => calls.filter(({ to, data }) => to === pool || data.includes(pool.slice(2))).length
      return {
        exchanges: exchanges.length,
        calls: calls.length,
        high: about(poolOf(high)),
        low: about(poolOf(low)),
        priced: of(high) !== undefined,
      }
    }
    // Two tokens, two counterparts, four fees, three calls each; three for the coin's feed.
    expect(await asked(1)).toEqual({ exchanges: 1, calls: 51, high: 3, low: 3, priced: true })
    expect(await asked(2)).toEqual({ exchanges: 1, calls: 6, high: 3, low: 0, priced: true })
    expect(await asked(2)).toEqual({ exchanges: 0, calls: 0, high: 0, low: 0, priced: true })
    expect(await asked(3_601)).toEqual({ exchanges: 1, calls: 51, high: 3, low: 3, priced: true })
  })
})

/** The first 15 digits of a price. */
const digits = (usd: { readonly digits: bigint } | undefined): string => (usd?.digits ?? 0n).toString().slice(0, 15)
