/** Dollars for eyes. */
import { describe, expect, test } from 'vitest'
import { exactUsd, magnitude, readUsd, shortUsd } from '../../../renderer/format/money.ts'

describe('shortUsd', () => {
  test.each([
    ['41234567.891', '$41.2 M'],
    ['1050000', '$1.05 M'],
    ['999499', '$999 K'],
    ['999500', '$1.00 M'],
    ['999950', '$1.00 M'],
    ['100000', '$100 K'],
    ['12345', '$12.3 K'],
    ['999.4', '$999'],
    ['999.6', '$1.00 K'],
    ['12.345', '$12.3'],
    ['1', '$1.00'],
    ['0.415', '$0.42'],
    ['0.004', '<$0.01'],
    ['0', '$0.00'],
    ['1234567890123', '$1.23 T'],
    ['98765432109876543210', '$98,765,432 T'],
  ])('shows %s as %s', (usd, shown) => expect(shortUsd(usd)).toBe(shown))

  test('never shows an unpriced order as $0', () => expect(shortUsd(null)).toBe('unpriced'))
  test('shows what is no number as unpriced instead of throwing', () => expect(shortUsd('NaN')).toBe('unpriced'))
})

describe('exactUsd', () => {
  test('keeps every digit beyond what a float holds', () =>
    expect(exactUsd('123456789012345678.123456')).toBe('$123,456,789,012,345,678.123456'))
  test('fills cents up to two digits', () => expect(exactUsd('1000.5')).toBe('$1,000.50'))
  test('leaves whole dollars without cents', () => expect(exactUsd('100000')).toBe('$100,000'))
})

describe('magnitude', () => {
  test('grows by a quarter with every power of ten', () => {
    expect(magnitude('100000')).toBe(0)
    expect(magnitude('1000000')).toBeCloseTo(0.25)
    expect(magnitude('10000000.55')).toBeCloseTo(0.5)
    expect(magnitude('1000000000')).toBe(1)
  })
  test('is nothing for small and for unpriced orders, and at most one', () => {
    expect(magnitude('0.5')).toBe(0)
    expect(magnitude(null)).toBe(0)
    expect(magnitude('9'.repeat(60))).toBe(1)
  })
})

describe('readUsd', () => {
  test.each([
    ['250000', '250000'],
    ['$1,250,000', '1250000'],
    ['1.5m', '1500000'],
    ['$1.50 M', '1500000'],
    ['.5k', '500'],
    ['3 B', '3000000000'],
    ['0', '0'],
  ])('reads %s as %s', (typed, amount) => expect(readUsd(typed)).toBe(amount))

  test.each(['', 'a lot', '-5', '1e9', '1.2.3', '5x', '9'.repeat(60)])('refuses %s', (typed) => expect(readUsd(typed)).toBeNull())
})
