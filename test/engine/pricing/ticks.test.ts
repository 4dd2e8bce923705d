import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { floorDivide, sqrtPriceAt } from '#engine/pricing/ticks.ts'

/** s² / 2^192 against 1.0001^tick, as fractions: how far they are apart in parts of 10^15. */
function error(tick: number): bigint {
  const [above, below] = tick < 0 ? [10_000n, 10_001n] : [10_001n, 10_000n]
  const power = BigInt(Math.abs(tick))
  const exact = (above ** power) << 192n
  const found = sqrtPriceAt(tick) ** 2n * below ** power
  return ((found > exact ? found - exact : exact - found) * 10n ** 15n) / exact
}

describe('sqrtPriceAt', () => {
  test('has the bounds that the contract names', () => {
    expect(sqrtPriceAt(-887_272)).toBe(4_295_128_739n)
    expect(sqrtPriceAt(887_272)).toBe(1_461_446_703_485_210_103_287_273_052_203_988_822_378_723_970_342n)
    expect(sqrtPriceAt(0)).toBe(1n << 96n)
  })

  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18])('is a power of 1.0001 for bit %i', (bit) => {
    expect(error(2 ** bit)).toBe(0n)
    expect(error(-(2 ** bit))).toBeLessThan(2n)
  })

  test('is a power of 1.0001 for any tick, and rises with it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60_000, max: 60_000 }), (tick) => {
        expect(error(tick)).toBe(0n)
        expect(sqrtPriceAt(tick + 1)).toBeGreaterThan(sqrtPriceAt(tick))
      }),
      { numRuns: 40 },
    )
  })

  test.each([887_273, -887_273, 0.5, Number.NaN])('refuses %s', (tick) => {
    expect(() => sqrtPriceAt(tick)).toThrow(RangeError)
  })
})

test.each([
  [7n, 2n, 3n],
  [-7n, 2n, -4n],
  [-8n, 2n, -4n],
  [-1n, 1_800n, -1n],
  [0n, 5n, 0n],
])('floorDivide(%s, %s) is %s', (a, b, result) => expect(floorDivide(a, b)).toBe(result))
