import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { add, compareText, formatDecimal, isDecimal, multiply, parseDecimal, round, toMicros, unitsFromBase } from '#shared/decimal.ts'

const decimals = fc.record({ digits: fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), scale: fc.nat(30) })

describe('decimal strings', () => {
  test('come back as they went, without trailing zeros', () => {
    expect(formatDecimal(parseDecimal('0012.500'))).toBe('12.5')
    expect(formatDecimal(parseDecimal('-0.000'))).toBe('0')
    expect(unitsFromBase(1_500_000n, 6)).toBe('1.5')
    expect(unitsFromBase(5n, 0)).toBe('5')
  })
  test('refuse what is no plain number', () => {
    for (const text of ['', '1e5', ' 1', '1.', '.5', '0x10', 'NaN', '1,000', '9'.repeat(121)]) {
      expect(isDecimal(text)).toBe(false)
      expect(() => parseDecimal(text)).toThrow(RangeError)
    }
  })
  test('round half away from zero', () => {
    expect(formatDecimal(round(parseDecimal('2.0000005'), 6))).toBe('2.000001')
    expect(formatDecimal(round(parseDecimal('-2.0000005'), 6))).toBe('-2.000001')
    expect(toMicros('1.2345678')).toBe(1_234_568n)
  })
  test('survive any round trip', () => {
    fc.assert(fc.property(decimals, (value) => compareText(formatDecimal(value), formatDecimal(parseDecimal(formatDecimal(value)))) === 0))
  })
  test('add and multiply like integers on a common scale', () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        const scale = 30
        const lift = ({ digits, scale: from }: { digits: bigint; scale: number }) => digits * 10n ** BigInt(scale - from)
        const sum = add(a, b)
        expect(sum.digits * 10n ** BigInt(scale - sum.scale)).toBe(lift(a) + lift(b))
        expect(multiply(a, b)).toEqual({ digits: a.digits * b.digits, scale: a.scale + b.scale })
      }),
    )
  })
})
