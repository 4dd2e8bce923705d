/** Token amounts for eyes. */
import { describe, expect, test } from 'vitest'
import { exactAmount, group, shortAmount } from '../../../renderer/format/amount.ts'

describe('group', () => {
  test('puts commas between thousands', () => {
    expect(['1', '123', '1234', '1234567'].map(group)).toEqual(['1', '123', '1,234', '1,234,567'])
  })
})

describe('exactAmount', () => {
  test('keeps all eighteen decimals', () => expect(exactAmount('12400.000000000000000001')).toBe('12,400.000000000000000001'))
  test('returns what is no decimal as it came', () => expect(exactAmount('many')).toBe('many'))
})

describe('shortAmount', () => {
  test.each([
    ['12400', '12,400'],
    ['9188121.81', '9,188,122'],
    ['1571.338', '1,571.34'],
    ['3.05791234', '3.0579'],
    ['0.123456789', '0.123457'],
    ['0.00000001', '<0.000001'],
    ['0', '0'],
    ['1500000000', '1.5 B'],
    ['2500000000000', '2.5 T'],
  ])('shows %s as %s', (amount, shown) => expect(shortAmount(amount)).toBe(shown))

  test('keeps the largest possible amount short', () => {
    const most = (2n ** 256n - 1n).toString()
    expect(shortAmount(most).length).toBeLessThan(20)
  })
  test('cuts text that is no number', () => expect(shortAmount('x'.repeat(100_000))).toHaveLength(24))
})
