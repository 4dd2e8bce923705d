/** Gnosis. */
import { defineChain } from './defineChain.ts'
import { uniswapV3OnGnosis } from './poolDeployers.ts'
import { day, feedRows, poolRows, tokenRows } from './rows.ts'

const tokens = tokenRows([
  ['WXDAI', 18, '0xe91d153e0b41518a2ce8dd3d7944fa863463a97d'],
  ['USDC', 6, '0xddafbb505ad214d7b80b1f830fccc89b60fb7a83', 'USD'],
  ['USDC.e', 6, '0x2a22f9c3b484c3629090feed35f17ff8f88f76f0', 'USD'],
  ['USDT', 6, '0x4ecaba5870353805a9f068101a40e0f32ed605c6', 'USD'],
  ['GHO', 18, '0xfc421ad3c883bf9e7c4f42de845c4e4405799e73', 'USD'],
  ['EURe', 18, '0xcb444e90d8198415266c6a2724b7900fb12fc56e'],
  ['sDAI', 18, '0xaf204776c7245bf4147c2612bf6e5972ee483701'],
  ['WETH', 18, '0x6a023ccd1ff6f2045c3309768ead9e68f978f6e1'],
  ['WBTC', 8, '0x8e5bbbb09ed1ebde8674cda39a0c169401db4252'],
  ['wstETH', 18, '0x6c76971f98945ae98dd7d4dfca8711ebea946ea6'],
  ['GNO', 18, '0x9c58bacc331c9aa871afd802db6379a98e80cedb'],
  ['LINK', 18, '0xe2e73a1c69ecf83f464efce6a5be353a37ca09b2'],
  ['CRV', 18, '0x712b3d230f3c1c19db860d80619288b1f0bdd0bd'],
])

export const gnosis = defineChain({
  chainId: 100,
  name: 'Gnosis',
  family: 'generic',
  native: { symbol: 'xDAI', decimals: 18 },
  wrappedNative: '0xe91d153e0b41518a2ce8dd3d7944fa863463a97d',
  finalityDepth: 64,
  blockMs: 5000,
  tokens,
  chainlink: feedRows(tokens, [
    ['DAI/USD', '0x678df3415fc31947da4324ec63212874be5a82f8', day, 'native'],
    ['USDC/USD', '0x26c31ac71010af62e6b486d1132e266d6298857d', day, 'USDC', 'USDC.e'],
    ['USDT/USD', '0x68811d7df835b1c33e6eeae8e7c141ef48d48cc7', day, 'USDT'],
    ['GHO/USD', '0x855193775ef2abb12cf95de3086229a14ab8e0e3', day, 'GHO'],
    ['ETH/USD', '0xa767f745331d267c7751297d982b050c93985627', day, 'WETH'],
    ['WBTC/USD', '0x00288135be38b83249f380e9b6b9a04c90ec39ee', day, 'WBTC'],
    ['GNO/USD', '0x22441d81416430a54336ab28765abd31a792ad37', day, 'GNO'],
    ['LINK/USD', '0xed322a5ac55bae091190dff9066760b86751947b', day, 'LINK'],
    ['CRV/USD', '0xc77b83ac3dd2a761073bd0f281f7b880b2ddde18', day, 'CRV'],
  ]),
  pools: poolRows(tokens, [uniswapV3OnGnosis], ['WXDAI', 'WETH', 'USDC', 'USDC.e', 'USDT']),
  multicallFrom: 21_022_491,
  sequencer: null,
  publicEndpoints: [
    'https://rpc.gnosischain.com',
    'https://gnosis-rpc.publicnode.com',
    'https://gnosis.drpc.org',
    'wss://gnosis-rpc.publicnode.com',
  ],
  explorer: 'https://gnosisscan.io',
})
