import { describe, expect, test } from 'vitest'
import { chains } from '#engine/chains/index.ts'
import { pancakeV3, uniswapV3, uniswapV3OnBase } from '#engine/chains/poolDeployers.ts'
import { candidatesOf, poolAddress } from '#engine/pricing/pools.ts'

const weth = '0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2'

describe('poolAddress', () => {
  test.each([
    ['USDC/WETH 0.05 %', uniswapV3, '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48', weth, 500, '0x88e6a0c2ddd26feeb64f039a2c41296fcb3f5640'],
    ['WBTC/WETH 0.3 %', uniswapV3, weth, '0x2260fac5e5542a773aa44fbcfedf7c193bc2c599', 3_000, '0xcbcdf9626bc03e24f779434178a73a0b4bad62ed'],
    [
      'WETH/USDC 0.05 % on Base',
      uniswapV3OnBase,
      '0x4200000000000000000000000000000000000006',
      '0x833589fcd6edb6e08f4c7c32d4f71b54bda02913',
      500,
      '0xd0b53d9277642d899df5c87a3966a349a798f224',
    ],
    [
      'USDT/WBNB 0.05 % of PancakeSwap',
      pancakeV3,
      '0xbb4cdb9cbd36b01bd1cbaebf2de08d9173bc095c',
      '0x55d398326f99059ff775485246999027b3197955',
      500,
      '0x36696169c63e42cd08ce11f5deebbcebae652050',
    ],
  ] as const)('is where %s stands', (_, deployer, a, b, fee, expected) => {
    expect(poolAddress(deployer, a, b, fee)).toBe(expected)
    expect(poolAddress(deployer, b, a, fee)).toBe(expected)
  })
})

describe('candidatesOf', () => {
  test('are all pools of a token at all fees', () => {
    const chain = { pools: { deployers: [uniswapV3, pancakeV3], against: [weth] } } as const
    const found = candidatesOf('0x6982508145454ce325ddbe47a25d4ec3d2311933', chain)
    expect(new Set(found.map(({ pool }) => pool)).size).toBe(8)
    expect(found[2]).toMatchObject({ against: weth, fee: 3_000, dex: 'Uniswap V3' })
    expect(candidatesOf(weth, chain)).toEqual([])
    expect(candidatesOf(weth, { pools: null })).toEqual([])
  })

  test.each(chains.flatMap((chain) => (chain.pools ? [[chain.name, chain, chain.pools] as const] : [])))(
    'on %s stand against tokens with a feed of their own',
    (_, { chainlink, wrappedNative }, { against }) => {
      const fed = new Set<string>(chainlink.flatMap(({ assets }) => assets))
      if (fed.has('native') && wrappedNative) fed.add(wrappedNative)
      expect(against.filter((token) => !fed.has(token))).toEqual([])
    },
  )
})
