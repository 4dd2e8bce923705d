/** The text form of a filter: read, written, and refused in words. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { filterWordsIn, formatFilter, parseFilter, rewriteFilter } from '#shared/filterText.ts'
import { flows, type OrderFilter, orderStates } from '#shared/order.ts'

const words = {
  chains: [
    { chainId: 1, name: 'Ethereum' },
    { chainId: 8453, name: 'Base' },
    { chainId: 42161, name: 'Arbitrum One' },
  ],
  kinds: ['transfer', 'swap', 'nft-sale'].map((id) => ({ id, label: id === 'nft-sale' ? 'NFT sale' : id })),
  sources: [{ id: 'uniswap-v3', label: 'Uniswap V3' }],
  nowSeconds: 1_800_000_000,
}
const folded = { spam: 'hide', internal: 'hide' } as const
const read = (line: string) => parseFilter(line, words)

describe('parseFilter', () => {
  test.each<[string, OrderFilter]>([
    ['', {}],
    ['usdc', { text: 'usdc' }],
    ['chain:base kind:swap', { chainIds: [8453], kinds: ['swap'] }],
    ['chain:"Arbitrum One",1 kind:"NFT sale"', { chainIds: [42161, 1], kinds: ['nft-sale'] }],
    ['usd:>1.5m', { minUsd: '1500000' }],
    ['usd:250k..$5m', { minUsd: '250000', maxUsd: '5000000' }],
    ['units:<=0.5', { maxUnits: '0.5' }],
    ['token:USDC,native', { assets: ['USDC', 'native'] }],
    ['protocol:"uniswap v3"', { sources: ['uniswap-v3'] }],
    ['account:0x28C6c06298d514Db', { account: '0x28c6c06298d514db' }],
    ['label:"Binance 14" role:exchange flow:inflow,none', { label: 'Binance 14', roles: ['exchange'], flows: ['inflow', 'none'] }],
    ['time:24h', { fromTime: 1_800_000_000 - 86_400 }],
    ['time:2026-11-01..2026-11-02', { fromTime: 1_793_491_200, toTime: 1_793_663_999 }],
    ['evidence:>=L3 state:final', { minEvidence: 3, states: ['final'] }],
    ['some "kind:swap" text', { text: 'some kind:swap text' }],
  ])('reads %s', (line, expected) => {
    const { filter, problems } = read(line)
    expect(problems).toEqual([])
    expect(filter).toEqual({ ...folded, ...expected })
  })

  test('unfolds what the line unfolds', () => {
    expect(read('spam:only internal:show').filter).toEqual({ spam: 'only' })
  })

  test.each([
    ['chain:mars', /No chain is called “mars”/],
    ['usd:lots', /is no amount/],
    ['time:soon', /is no time/],
    ['evidence:9', /is no level/],
    ['kind:', /Say after “kind:”/],
    ['account:bob', /label:bob/],
    ['flow:up', /inflow/],
  ])('says what is wrong with %s, and narrows nothing by it', (line, sentence) => {
    const { filter, problems } = read(line)
    expect(problems.join()).toMatch(sentence)
    expect(filter).toEqual(folded)
  })

  test('takes any text', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (line) => typeof read(line).filter === 'object'))
  })
})

describe('formatFilter', () => {
  const decimal = fc
    .tuple(fc.nat(10_000_000), fc.nat(99))
    .map(([whole, part]) => (part ? `${whole}.${String(part).padStart(2, '0').replace(/0$/, '')}` : String(whole)))
  const name = fc
    .string({ minLength: 1, maxLength: 20 })
    .map((text) => text.replace(/[\s]/g, ' ').trim())
    .filter((text) => text !== '' && !text.includes('"'))
  const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined })
  const some = <T>(...of: T[]) => optional(fc.uniqueArray(fc.constantFrom(...of), { minLength: 1 }))
  const anyFilter = fc.record({
    chainIds: some(1, 8453, 42161, 777),
    kinds: some('transfer', 'swap', 'nft-sale'),
    sources: some('uniswap-v3'),
    flows: some(...flows, 'none' as const),
    states: some(...orderStates),
    minUsd: optional(decimal),
    maxUsd: optional(decimal),
    minUnits: optional(decimal),
    maxUnits: optional(decimal),
    account: optional(fc.constantFrom('0x28c6', '0xabcdef')),
    label: optional(name),
    roles: some('exchange', 'bridge'),
    fromTime: optional(fc.integer({ min: 0, max: 2_000_000_000 })),
    toTime: optional(fc.integer({ min: 0, max: 2_000_000_000 })),
    minEvidence: optional(fc.integer({ min: 0, max: 5 })),
    spam: optional(fc.constantFrom('hide' as const, 'only' as const)),
    internal: optional(fc.constant('hide' as const)),
  })

  test('writes what is read as the same filter', () => {
    fc.assert(
      fc.property(anyFilter, (parts) => {
        const filter = Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined))
        const line = formatFilter(filter as OrderFilter, words)
        expect(read(line)).toEqual({ filter, problems: [] })
      }),
    )
  })
})

describe('filterWordsIn', () => {
  test('joined again, the words are the line', () => {
    const line = 'chain:"Arbitrum One",1 usd:>1m some "two words" time:24h'
    const found = filterWordsIn(line)
    expect(found.map(({ raw }) => raw).join(' ')).toBe(line)
    expect(found.map(({ key }) => key)).toEqual(['chain', 'usd', null, null, 'time'])
    expect(found[3]?.value).toBe('two words')
  })
})

describe('rewriteFilter', () => {
  test.each<[string, Parameters<typeof rewriteFilter>[1], string]>([
    ['time:24h usd:>1m', { minUsd: '5000000' }, 'time:24h usd:>=5000000'],
    ['usd:1m..5m', { maxUsd: undefined }, 'usd:>=1000000'],
    ['usdc chain:base', { chainIds: [1] }, 'usdc chain:ethereum'],
    ['usdc chain:base', { chainIds: undefined }, 'usdc'],
    ['kind:swap', { spam: undefined, internal: undefined }, 'kind:swap spam:show internal:show'],
    ['spam:show internal:show', { spam: 'hide', internal: 'hide' }, ''],
    ['kind:swap whale', { text: 'shrimp' }, 'kind:swap shrimp'],
  ])('%s with %j is %s', (line, parts, expected) => {
    expect(rewriteFilter(line, parts, words)).toBe(expected)
  })
})
