/** Lines for people. */
import { describe, expect, test } from 'vitest'
import { grouped } from '../../electron/headless/print.ts'

describe('grouped', () => {
  test.each<[string, number, string]>([
    ['1234567.891', 2, '1,234,567.89'],
    ['999', 4, '999'],
    ['0.00001', 4, '0'],
    ['1000.5000', 4, '1,000.5'],
    ['123456789012345678901234567890', 0, '123,456,789,012,345,678,901,234,567,890'],
  ])('writes %s with %i decimals as %s', (decimal, places, written) => {
    expect(grouped(decimal, places)).toBe(written)
  })
})
