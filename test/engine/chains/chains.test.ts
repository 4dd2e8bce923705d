import { describe, expect, test } from 'vitest'
import { chainOfNetwork } from '#engine/chains/custom.ts'
import { ethereum } from '#engine/chains/ethereum.ts'
import { chainOf, chains } from '#engine/chains/index.ts'
import { assetsNamed, byAsset } from '#engine/chains/named.ts'
import { feedRows } from '#engine/chains/rows.ts'
import { resolveToken } from '#engine/chains/tokens.ts'
import { families } from '#engine/verify/families/index.ts'
import { lightClientChains, Network } from '#shared/settings.ts'

const usdc = '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48'
const fake = '0x00000000000000000000000000000000000fa4ed'

describe('chains', () => {
  test('have a chain id of their own', () => {
    expect(new Set(chains.map(({ chainId }) => chainId)).size).toBe(chains.length)
    expect(chainOf(1)).toBe(ethereum)
    expect(chainOf(999_999)).toBeNull()
  })

  test('with a beacon chain are those that the settings offer a light client for', () => {
    expect(chains.flatMap(({ chainId, beacon }) => (beacon === undefined ? [] : [chainId]))).toEqual(lightClientChains)
  })

  test.each(chains.map((chain) => [chain.name, chain] as const))('%s is written without slips', (_, chain) => {
    const { tokens, chainlink, wrappedNative, sequencer, publicEndpoints } = chain
    const addresses = tokens.map(({ address }) => address)
    const everyAddress = [...addresses, ...chainlink.map(({ proxy }) => proxy), wrappedNative, sequencer].filter((each) => each !== null)
    expect(everyAddress.filter((each) => !/^0x[0-9a-f]{40}$/.test(each))).toEqual([])
    expect(new Set(addresses).size).toBe(addresses.length)
    expect(new Set(tokens.map(({ symbol }) => symbol.toLowerCase())).size).toBe(tokens.length)
    expect(tokens.filter(({ decimals }) => !Number.isInteger(decimals) || decimals < 0 || decimals > 18)).toEqual([])
    expect(tokens.some(({ symbol }) => symbol === chain.native.symbol)).toBe(false)
    if (tokens.length > 0) expect(addresses).toContain(wrappedNative)

    const priced = chainlink.flatMap(({ assets }) => assets)
    expect(new Set(priced).size).toBe(priced.length)
    expect(priced.filter((asset) => asset !== 'native' && !addresses.includes(asset))).toEqual([])
    expect(new Set(chainlink.map(({ proxy }) => proxy)).size).toBe(chainlink.length)

    const pairs = chainlink.map(({ pair }) => pair)
    expect(new Set(pairs).size).toBe(pairs.length)
    expect(pairs.filter((pair) => !pair.endsWith('/USD') && !pairs.includes(`${pair.split('/')[1]}/USD`))).toEqual([])

    const hosts = new Set(publicEndpoints.map((url) => new URL(url).hostname.split('.').slice(-2).join('.')))
    expect(publicEndpoints.length === 0 || hosts.size >= 2).toBe(true)
    expect(families.map(({ id }) => id as string)).toContain(chain.family)
  })

  test('know that dollars on BNB Smart Chain have 18 decimals', () => {
    const bnb = chainOf(56)
    expect(bnb?.tokens.find(({ symbol }) => symbol === 'USDC')?.decimals).toBe(18)
    expect(bnb?.tokens.find(({ symbol }) => symbol === 'USDT')?.decimals).toBe(18)
  })

  test('refuse a feed for a token that is not listed', () => {
    expect(() => feedRows([], [['X/USD', fake, 1, 'X']])).toThrow('names X')
  })
})

describe('resolveToken', () => {
  test.each([
    ['native', null],
    ['NATIVE', null],
    ['ETH', null],
    ['eth', null],
    ['USDC', usdc],
    ['usdc', usdc],
    [usdc, usdc],
    [usdc.toUpperCase().replace('0X', '0x'), usdc],
    [fake, fake],
  ])('%s means %s', (text, asset) => {
    expect(resolveToken(ethereum, text)).toEqual({ listed: true, asset })
  })

  test.each(['USDС', 'USD', 'GULL', '0x1234', 'USDC '])('%s is not listed', (text) => {
    expect(resolveToken(ethereum, text)).toEqual({ listed: false, symbol: text })
  })

  test('prefers the exact spelling', () => {
    const chain = { ...ethereum, tokens: [{ address: fake, symbol: 'usdC', decimals: 6 }, ...ethereum.tokens] } as const
    expect(resolveToken(chain, 'USDC')).toEqual({ listed: true, asset: usdc })
    expect(resolveToken(chain, 'usdC')).toEqual({ listed: true, asset: fake })
  })
})

describe('assetsNamed', () => {
  const tokens = new Map([
    [fake, { symbol: 'USDC', decimals: 6 }],
    [`${fake.slice(0, -1)}e`, { symbol: 'GULL', decimals: 18 }],
  ] as [typeof fake, { symbol: string; decimals: number }][])

  test('never lets another contract answer to a listed symbol', () => {
    expect(assetsNamed(ethereum, 'USDC', tokens)).toEqual([usdc])
  })

  test('finds an unlisted symbol by what contracts call themselves', () => {
    expect(assetsNamed(ethereum, 'GULL', tokens)).toEqual([`${fake.slice(0, -1)}e`])
    expect(assetsNamed(ethereum, 'gull', tokens)).toEqual([])
  })

  test('never lets a listed contract answer to another symbol', () => {
    expect(assetsNamed(ethereum, 'XYZ', new Map([[usdc, { symbol: 'XYZ', decimals: 6 }]]))).toEqual([])
  })

  test('takes the later of two entries for one asset', () => {
    const entries = [
      { token: 'USDC', usd: '1' },
      { token: usdc, usd: '2' },
    ]
    expect(byAsset(ethereum, entries, new Map()).get(usdc)?.usd).toBe('2')
  })
})

describe('chainOfNetwork', () => {
  const network = (part: Partial<Network> = {}) => Network.parse({ chainId: 1, name: 'Mine', enabled: true, endpoints: [], ...part })

  test('lets the network go before what is known', () => {
    const chain = chainOfNetwork(network({ nativeSymbol: 'XETH', finalityDepth: 7, wrappedNative: fake.replace('fa4ed', 'FA4ED') }))
    expect(chain).toMatchObject({ name: 'Mine', native: { symbol: 'XETH', decimals: 18 }, finalityDepth: 7, wrappedNative: fake })
    expect(chain.tokens).toBe(ethereum.tokens)
  })

  test('makes a record for a chain that nobody knows', () => {
    expect(chainOfNetwork(network({ chainId: 4242 }))).toMatchObject({
      chainId: 4242,
      family: 'ethereum',
      native: { symbol: 'ETH', decimals: 18 },
      wrappedNative: null,
      finalityDepth: 64,
      tokens: [],
      chainlink: [],
      explorer: null,
    })
  })
})
