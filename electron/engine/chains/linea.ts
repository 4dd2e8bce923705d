/** Linea. */
import { defineChain } from './defineChain.ts'
import { uniswapV3OnLinea } from './poolDeployers.ts'
import { day, feedRows, poolRows, tokenRows } from './rows.ts'

const tokens = tokenRows([
  ['WETH', 18, '0xe5d7c2a44ffddf6b295a15c148167daaaf5cf34f'],
  ['USDC', 6, '0x176211869ca2b568f2a7d4ee941e073a821ee1ff', 'USD'],
  ['USDT', 6, '0xa219439258ca9da29e9cc4ce5596924745e12b93', 'USD'],
  ['mUSD', 6, '0xaca92e438df0b2401ff60da7e4337b687a2435da', 'USD'],
  ['WBTC', 8, '0x3aab2285ddcddad8edf438c1bab47e1a9d05a9b4'],
  ['wstETH', 18, '0xb5bedd42000b71fdde22d3ee8a79bd49a568fc8f'],
  ['weETH', 18, '0x1bf74c010e6320bab11e2e5a532b5ac15e0b8aa6'],
])

export const linea = defineChain({
  chainId: 59_144,
  name: 'Linea',
  family: 'generic',
  native: { symbol: 'ETH', decimals: 18 },
  wrappedNative: '0xe5d7c2a44ffddf6b295a15c148167daaaf5cf34f',
  finalityDepth: 600,
  blockMs: 2000,
  tokens,
  chainlink: feedRows(tokens, [
    ['ETH/USD', '0x3c6cd9cc7c7a4c2cf5a82734cd249d7d593354da', day, 'native'],
    ['USDC/USD', '0xaadaa473c1bdf7317ec07c915680af29debfdcb5', day, 'USDC'],
    ['USDT/USD', '0xefca2bbe0edd0e22b2e0d2f8248e99f4bef4a7db', day, 'USDT'],
    ['MUSD/USD', '0xc834a55fb78dea866e9cd86047df0f584b9da339', day, 'mUSD'],
    ['BTC/USD', '0x7a99092816c8bd5ec8ba229e3a6e6da1e628e1f9', day, 'WBTC'],
    ['weETH/ETH', '0xc4bf21ab46bd22cf993c0aaa363577bd2af83544', day, 'weETH'],
    ['WSTETH/USD', '0x8ece1aba32716fdde8d6482bfd88e9a0ee01f565', day, 'wstETH'],
  ]),
  pools: poolRows(tokens, [uniswapV3OnLinea], ['WETH', 'USDC', 'USDT']),
  multicallFrom: 42,
  sequencer: null,
  publicEndpoints: ['https://rpc.linea.build', 'https://linea-rpc.publicnode.com', 'https://1rpc.io/linea', 'wss://rpc.linea.build'],
  explorer: 'https://lineascan.build',
})
