/** Lists of networks and endpoints. */
import { describe, expect, test } from 'vitest'
import type { Network } from '#shared/settings.ts'
import { doubtOf, hostOf, isListed, moved, withEndpoint, withNetwork } from '../../../renderer/features/settings/endpoints.ts'

const catalog = {
  chains: [{ chainId: 10, name: 'OP Mainnet', nativeSymbol: 'ETH', publicEndpoints: [], explorer: null, reach: 2 }],
  sources: [],
  kinds: [],
  feeds: [],
  ruleKinds: [],
  channelKinds: [],
  invariantKinds: [],
}
const base: Network = { chainId: 8453, name: 'My Base', enabled: false, endpoints: ['https://a'] }

describe('hostOf', () => {
  test('leaves the key out', () => expect(hostOf('https://rpc.example.org:8545/v3/secret?key=1')).toBe('rpc.example.org:8545'))
  test('returns what is no URL as it came', () => expect(hostOf('nonsense')).toBe('nonsense'))
})

describe('withEndpoint', () => {
  test('adds a chain under the name that the app knows', () => {
    expect(withEndpoint([], catalog, 10, 'https://x')).toEqual([
      { chainId: 10, name: 'OP Mainnet', enabled: true, endpoints: ['https://x'] },
    ])
  })
  test('names an unknown chain by its id', () => expect(withEndpoint([], catalog, 77, 'https://x')[0]?.name).toBe('Chain 77'))
  test('adds to a listed chain, keeps its name and switches it on', () => {
    expect(withEndpoint([base], catalog, 8453, 'https://b')).toEqual([{ ...base, enabled: true, endpoints: ['https://a', 'https://b'] }])
  })
  test('lists no endpoint twice', () => expect(withEndpoint([base], catalog, 8453, 'https://a')).toEqual([base]))
})

describe('withNetwork', () => {
  test('replaces the network of the same chain in its place', () => {
    const other: Network = { ...base, chainId: 1 }
    expect(withNetwork([base, other], { ...base, enabled: true })).toEqual([{ ...base, enabled: true }, other])
  })
})

describe('moved', () => {
  test('moves by one and stops at the ends', () => {
    expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c'])
    expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b'])
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b'])
  })
})

describe('doubtOf', () => {
  const list = ['https://a.example/v1', 'https://A.example:443/v1/', 'https://a.example/v2', 'wss://b.example']
  test('names an address that is listed twice under two spellings', () => expect(doubtOf(list, 1)).toContain('listed twice'))
  test('names a second endpoint of one host', () => expect(doubtOf(list, 2)).toContain('a.example'))
  test('has nothing to say of the first, of another host, or of none', () => {
    expect([doubtOf(list, 0), doubtOf(list, 3), doubtOf(list, 9)]).toEqual([null, null, null])
  })
})

test('isListed sees through the spelling of an address, and tells its paths apart', () => {
  expect(isListed(['https://a.example/v1'], 'HTTPS://a.example/v1/')).toBe(true)
  expect(isListed(['https://a.example/v1'], 'https://a.example/V1')).toBe(false)
})
