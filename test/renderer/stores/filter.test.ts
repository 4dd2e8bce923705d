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
  test.each([
    ['flow', { flows: ['inflow' as const] }, { flows: ['none' as const, 'outflow' as const] }],
    ['movements within an exchange', { internal: 'hide' as const }, { flows: ['internal' as const] }],
    ['spam', { spam: 'only' as const }, { spam: 'hide' as const }],
    ['role', { roles: ['own', 'exchange'] }, { roles: ['fund'] }],
    ['name of an account', { text: 'KÜHL' }, { text: 'kuhl' }],
    ['owner of an account', { text: 'acme inc' }, { text: 'acme incorporated' }],
  ])('narrows by %s', (_, taken, refused) => {
    const label = { name: 'Kühlhaus', entity: 'ACME Inc', role: 'exchange' as const, source: 'user', confidence: 'certain' as const }
    const marked = order('a', { marks: { ...order('a').marks, flow: 'inflow', spam: 60, toLabel: label } })
    expect(passes(marked, taken)).toBe(true)
    expect(passes(marked, refused)).toBe(false)
  })

  test('hides movements within an exchange, and shows what has no flow among “none”', () => {
    const internal = order('a', { marks: { ...order('a').marks, flow: 'internal' } })
    expect(passes(internal, { internal: 'hide' })).toBe(false)
    expect(passes(internal, { flows: ['internal'] })).toBe(true)
    expect(passes(order('a'), { flows: ['none'], internal: 'hide', spam: 'hide' })).toBe(true)
  })

  test('takes an empty list of choices as none', () => expect(passes(order('a'), { chainIds: [], flows: [], roles: [] })).toBe(true))

  test('places a row in no block at the time when it was first seen', () => {
    const pending = order('a', { blockTime: null, marks: { ...order('a').marks, time: 500 } })
    expect(passes(pending, { fromTime: 500, toTime: 500 })).toBe(true)
    expect(passes(pending, { fromTime: 501 })).toBe(false)
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
