/** Where a price came from, in words. */
import { describe, expect, test } from 'vitest'
import { priceSource } from '../../../renderer/format/priceSource.ts'

describe('priceSource', () => {
  test('says that there is none', () => expect(priceSource(null)).toBe('No honest price was found'))
  test('names the user’s own price', () => expect(priceSource('manual')).toBe('Set by hand in your settings'))
  test('names a peg', () => expect(priceSource('peg:USDC')).toBe('Declared peg of USDC'))
  test('names round and time of a feed’s answer', () => {
    const at = new Date(2026, 10, 22, 22, 26, 29).getTime() / 1000
    expect(priceSource(`chainlink:ETH/USD round 18446744073709551629 at ${at}`)).toBe(
      'Chainlink ETH/USD, round 18446744073709551629 of 22:26:29, read at this block',
    )
  })
  test('shows a feed that it does not know as it names itself', () => expect(priceSource('pool:0xabc')).toBe('pool:0xabc'))
})
