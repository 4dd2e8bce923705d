/** Scroll. */
import { defineChain } from './defineChain.ts'
import { uniswapV3OnScroll } from './poolDeployers.ts'
import { day, feedRows, poolRows, tokenRows } from './rows.ts'

const tokens = tokenRows([
  ['WETH', 18, '0x5300000000000000000000000000000000000004'],
  ['USDC', 6, '0x06efdbff2a14a7c8e15944d1f4a48f9f95f663a4', 'USD'],
  ['USDT', 6, '0xf55bec9cafdbe8730f096aa55dad6d22d44099df', 'USD'],
  ['DAI', 18, '0xca77eb3fefe3725dc33bccb54edefc3d9f764f97', 'USD'],
  ['WBTC', 8, '0x3c1bca5a656e69edcd0d4e36bebb3fcdaca60cf1'],
  ['wstETH', 18, '0xf610a9dfb7c89644979b4a0f27063e9e7d7cda32'],
  ['weETH', 18, '0x01f0a31698c4d065659b9bdc21b3610292a1c506'],
  ['SCR', 18, '0xd29687c813d741e2f938f4ac377128810e217b1b'],
])

export const scroll = defineChain({
  chainId: 534_352,
  name: 'Scroll',
  family: 'generic',
  native: { symbol: 'ETH', decimals: 18 },
  wrappedNative: '0x5300000000000000000000000000000000000004',
  finalityDepth: 1200,
  blockMs: 3000,
  tokens,
  chainlink: feedRows(tokens, [
    ['ETH/USD', '0x6bf14cb0a831078629d993fdebcb182b21a8774c', day, 'native'],
    ['USDC/USD', '0x43d12fb3afcad5347fa764eeab105478337b7200', day, 'USDC'],
    ['USDT/USD', '0xf376a91ae078927eb3686d6010a6f1482424954e', day, 'USDT'],
    ['DAI/USD', '0x203322e1d15eb3dff541a5af0288d951c4a8d3ea', day, 'DAI'],
    ['WBTC/USD', '0x61c432b58a43516899d8df33a5f57edb8d57eb77', day, 'WBTC'],
    ['wstETH/ETH', '0xe428fbdbd61cc1be6c273dc0e27a1f43124a86f3', day, 'wstETH'],
    ['SCR/USD', '0x26f6f7c468ee309115d19aa2055db5a74f8ce7a5', day, 'SCR'],
  ]),
  pools: poolRows(tokens, [uniswapV3OnScroll], ['WETH', 'USDC', 'USDT']),
  multicallFrom: 14,
  sequencer: '0x45c2b8c204568a03dc7a2e32b71d67fe97f908a9',
  publicEndpoints: [
    'https://rpc.scroll.io',
    'https://scroll-rpc.publicnode.com',
    'https://scroll.drpc.org',
    'wss://scroll-rpc.publicnode.com',
  ],
  explorer: 'https://scrollscan.com',
})
