/** Base. */
import { defineChain } from './defineChain.ts'
import { pancakeV3, uniswapV3OnBase } from './poolDeployers.ts'
import { day, feedRows, poolRows, tokenRows } from './rows.ts'

const tokens = tokenRows([
  ['WETH', 18, '0x4200000000000000000000000000000000000006'],
  ['USDC', 6, '0x833589fcd6edb6e08f4c7c32d4f71b54bda02913', 'USD'],
  ['USDbC', 6, '0xd9aaec86b65d86f6a7b5b1b0c42ffa531710b6ca', 'USD'],
  ['USDT', 6, '0xfde4c96c8593536e31f229ea8f37b2ada2699bb2', 'USD'],
  ['DAI', 18, '0x50c5725949a6f0c72e6c4a641f24049a917db0cb', 'USD'],
  ['GHO', 18, '0x6bb7a212910682dcfdbd5bcbb3e28fb4e8da10ee', 'USD'],
  ['EURC', 6, '0x60a3e35cc302bfa44cb288bc5a4f316fdb1adb42'],
  ['cbBTC', 8, '0xcbb7c0000ab88b473b1f5afd9ef808440eed33bf'],
  ['tBTC', 18, '0x236aa50979d5f3de3bd1eeb40e81137f22ab794b'],
  ['wstETH', 18, '0xc1cba3fcea344f92d9239c08c0568f6f2f0ee452'],
  ['cbETH', 18, '0x2ae3f1ec7f1f5012cfeab0185bfc7aa3cf0dec22'],
  ['weETH', 18, '0x04c0599ae5a44757c0af6f9ec3b93da8976c150a'],
  ['AAVE', 18, '0x63706e401c06ac8513145b7687a14804d17f814b'],
  ['AERO', 18, '0x940181a94a35a4569e4529a3cdfb74e38fd98631'],
  ['COMP', 18, '0x9e1028f5f1d5ede59748ffcee5532509976840e0'],
  ['SNX', 18, '0x22e6966b799c4d5b13be962e1d117b56327fda66'],
  ['UNI', 18, '0xc3de830ea07524a0761646a6a4e4be0e114a3c83'],
  ['PENDLE', 18, '0xa99f6e6785da0f5d6fb42495fe424bce029eeb3e'],
])

export const base = defineChain({
  chainId: 8453,
  name: 'Base',
  family: 'op-stack',
  native: { symbol: 'ETH', decimals: 18 },
  wrappedNative: '0x4200000000000000000000000000000000000006',
  finalityDepth: 600,
  blockMs: 2000,
  tokens,
  chainlink: feedRows(tokens, [
    ['ETH/USD', '0x71041dddad3595f9ced3dccfbe3d1f4b0a16bb70', day, 'native'],
    ['USDC/USD', '0x7e860098f58bbfc8648a4311b374b1d669a2bc6b', day, 'USDC', 'USDbC'],
    ['USDT/USD', '0xf19d560eb8d2adf07bd6d13ed03e1d11215721f9', day, 'USDT'],
    ['wstETH/ETH', '0x43a5c292a453a3bf3606fa856197f09d7b74251a', day, 'wstETH'],
    ['cbETH/ETH', '0x806b4ac04501c29769051e42783cf04dce41440b', day, 'cbETH'],
    ['weETH/ETH', '0xfc1415403ebb0c693f9a7844b92ad2ff24775c65', day, 'weETH'],
    ['DAI/USD', '0x591e79239a7d679378ec8c847e5038150364c78f', day, 'DAI'],
    ['GHO/USD', '0x42868efcee13c0e71af89c04ff7d96f5bec479b0', day, 'GHO'],
    ['EURC/USD', '0xdae398520e2b67cd3f27aef9cf14d93d927f8250', day, 'EURC'],
    ['cbBTC/USD', '0x07da0e54543a844a80abe69c8a12f22b3aa59f9d', day, 'cbBTC'],
    ['TBTC/USD', '0x6d75bfb5a5885f841b132198c9f0be8c872057bf', day, 'tBTC'],
    ['AAVE/USD', '0x3d6774ef702a10b20fca8ed40fc022f7e4938e07', day, 'AAVE'],
    ['AERO/USD', '0x4ec5970fc728c5f65ba413992cd5ff6fd70fcff0', day, 'AERO'],
    ['COMP/USD', '0x9dda783de64a9d1a60c49ca761ebe528c35ba428', day, 'COMP'],
    ['SNX/USD', '0xe3971ed6f1a5903321479ef3148b5950c0612075', day, 'SNX'],
  ]),
  pools: poolRows(tokens, [uniswapV3OnBase, pancakeV3], ['WETH', 'USDC', 'USDT']),
  multicallFrom: 5_022,
  sequencer: '0xbcf85224fc0756b9fa45aa7892530b47e10b6433',
  publicEndpoints: [
    'https://mainnet.base.org',
    'https://base-rpc.publicnode.com',
    'https://base.drpc.org',
    'wss://base-rpc.publicnode.com',
  ],
  explorer: 'https://basescan.org',
})
