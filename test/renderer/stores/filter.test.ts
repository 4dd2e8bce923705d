/** The filter as live rows meet it. */
import { describe, expect, test } from 'vitest'
import { isNarrow, passes } from '../../../renderer/stores/filter.ts'
import { order } from '../support.ts'

const usdc = { address: `0x${'a'.repeat(40)}`, symbol: 'USDC', decimals: 6 }

describe('passes', () => {
  test('lets everything through an empty filter', () => expect(passes(order('a'), {})).toBe(true))

  test.each([
    ['chain', { chainIds: [1] }, { chainIds: [10] }],
    ['kind', { kinds: ['transfer'] }, { kinds: ['swap'] }],
    ['state', { states: ['seen' as const] }, { states: ['reverted' as const] }],
    ['token', { assets: ['native'] }, { assets: [usdc.address] }],
    ['least value', { minUsd: '332000' }, { minUsd: '332000.000001' }],
    ['time', { fromTime: 1000, toTime: 1000 }, { fromTime: 1001 }],
    ['symbol', { text: 'et' }, { text: 'usd' }],
    ['address', { text: '0x1111' }, { text: '0x3' }],
  ])('narrows by %s', (_, taken, refused) => {
    expect(passes(order('a'), taken)).toBe(true)
    expect(passes(order('a'), refused)).toBe(false)
  })

  test('keeps unpriced orders out of a least value, even of 0', () =>
    expect(passes(order('a', { usd: null }), { minUsd: '0' })).toBe(false))
  test('compares values exactly beyond what a float holds', () => {
    expect(passes(order('a', { usd: '90071992547409931' }), { minUsd: '90071992547409932' })).toBe(false)
  })
  test('finds the side that was received', () => {
    const swap = order('a', { received: { asset: usdc, amount: '1' } })
    expect(passes(swap, { text: 'usdc' })).toBe(true)
    expect(passes(swap, { assets: [usdc.address] })).toBe(true)
  })
  test('does not find an address by its middle', () => expect(passes(order('a'), { text: '1111' })).toBe(false))
})

describe('isNarrow', () => {
  test('tells an empty filter from one that narrows', () => {
    expect(isNarrow({})).toBe(false)
    expect(isNarrow({ text: '' })).toBe(false)
    expect(isNarrow({ chainIds: [1] })).toBe(true)
  })
})
