/** A floor never hides an order: whatever is worth the threshold at a third of the price is above it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chainOf } from '#engine/chains/index.ts'
import { floorsOf } from '#engine/orders/floors.ts'
import { priceOf } from '#engine/pricing/feeds/defineFeed.ts'
import { compare, formatDecimal, multiply, parseDecimal } from '#shared/decimal.ts'

const mainnet = chainOf(1)
const price = (usd: string) => priceOf('chainlink', null, parseDecimal(usd), 'test')

describe('floorsOf', () => {
  test('is the least amount that is worth a third of the threshold, rounded down', () => {
    if (!mainnet) throw new Error('The catalogue has no mainnet.')
    const amount = fc
      .tuple(fc.bigInt(1n, 10n ** 9n), fc.integer({ min: 0, max: 8 }))
      .map(([digits, scale]) => formatDecimal({ digits, scale }))
    fc.assert(
      fc.property(amount, amount, (usd, minUsd) => {
        const floor = floorsOf(mainnet, { minUsd, minUnits: [], prices: [] }, new Map([[null, price(usd)]]), new Map()).get(null) ?? -1n
        const worth = (units: bigint) => multiply(multiply({ digits: units, scale: 18 }, parseDecimal(usd)), parseDecimal('3'))
        expect(compare(worth(floor), parseDecimal(minUsd))).toBeLessThanOrEqual(0)
        expect(compare(worth(floor + 1n), parseDecimal(minUsd))).toBeGreaterThan(0)
      }),
    )
  })

  test('knows none for what has a threshold or price of its own, no price, or an unknown size', () => {
    if (!mainnet) throw new Error('The catalogue has no mainnet.')
    const recent = new Map([
      [null, price('2000')],
      [`0x${'ab'.repeat(20)}` as const, price('1')],
    ])
    expect(floorsOf(mainnet, { minUsd: '5', minUnits: [{ token: 'native', amount: '1' }], prices: [] }, recent, new Map()).size).toBe(0)
    expect(floorsOf(mainnet, { minUsd: '5', minUnits: [], prices: [{ token: 'native', usd: '9' }] }, recent, new Map()).size).toBe(0)
  })
})
