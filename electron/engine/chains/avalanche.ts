/** Avalanche C-Chain. */
import { defineChain } from './defineChain.ts'
import { uniswapV3OnAvalanche } from './poolDeployers.ts'
import { day, feedRows, poolRows, tokenRows } from './rows.ts'

const tokens = tokenRows([
  ['WAVAX', 18, '0xb31f66aa3c1e785363f0875a1b74e27b85fd66c7'],
  ['USDC', 6, '0xb97ef9ef8734c71904d8002f8b6bc66dd9c48a6e', 'USD'],
  ['USDC.e', 6, '0xa7d7079b0fead91f3e65f86e8915cb59c1a4c664', 'USD'],
  ['USDt', 6, '0x9702230a8ea53601f5cd2dc00fdbc13d4df4a8c7', 'USD'],
  ['DAI.e', 18, '0xd586e7f844cea2f87f50152665bcbc2c279d8d70', 'USD'],
  ['USDe', 18, '0x5d3a1ff2b6bab83b63cd9ad0787074081a52ef34', 'USD'],
  ['FRAX', 18, '0xd24c2ad096400b6fbcd2ad8b24e7acbc21a1da64', 'USD'],
  ['GHO', 18, '0xfc421ad3c883bf9e7c4f42de845c4e4405799e73', 'USD'],
  ['EURC', 6, '0xc891eb4cbdeff6e073e859e987815ed1505c2acd'],
  ['WETH.e', 18, '0x49d5c2bdffac6ce2bfdb6640f4f80f226bc10bab'],
  ['WBTC.e', 8, '0x50b7545627a5162f82a992c33b87adc75187b218'],
  ['BTC.b', 8, '0x152b9d0fdc40c096757f570a51e494bd4b943e50'],
  ['sAVAX', 18, '0x2b2c81e08f1af8835a78bb2a90ae924ace0ea4be'],
  ['LINK.e', 18, '0x5947bb275c521040051d82396192181b413227a3'],
  ['AAVE.e', 18, '0x63a72806098bd3d9520cc43356dd78afe5d386d9'],
  ['JOE', 18, '0x6e84a6216ea6dacc71ee8e6b0a5b7322eebc0fdd'],
  ['GMX', 18, '0x62edc0692bd897d2295872a9ffcac5425011c661'],
])

export const avalanche = defineChain({
  chainId: 43_114,
  name: 'Avalanche C-Chain',
  family: 'generic',
  native: { symbol: 'AVAX', decimals: 18 },
  wrappedNative: '0xb31f66aa3c1e785363f0875a1b74e27b85fd66c7',
  finalityDepth: 30,
  blockMs: 1700,
  tokens,
  chainlink: feedRows(tokens, [
    ['AVAX/USD', '0x0a77230d17318075983913bc2145db16c7366156', day, 'native'],
    ['USDC/USD', '0xf096872672f44d6eba71458d74fe67f9a77a23b9', day, 'USDC', 'USDC.e'],
    ['USDT/USD', '0xebe676ee90fe1112671f19b6b7459bc678b67e8a', day, 'USDt'],
    ['DAI/USD', '0x51d7180eda2260cc4f6e4eebb82fef5c3c2b8300', day, 'DAI.e'],
    ['FRAX/USD', '0xbba56ef1565354217a3353a466edb82e8f25b08e', day, 'FRAX'],
    ['GHO/USD', '0x076de3812bdbdae1330064fc01adf7f4eaa123f3', day, 'GHO'],
    ['EURC/USD', '0x3368310bc4aee5d96486a73bae8e6b49fcde62d3', day, 'EURC'],
    ['ETH/USD', '0x976b3d034e162d8bd72d6b9c989d545b839003b0', day, 'WETH.e'],
    ['WBTC/USD', '0x86442e3a98558357d46e6182f4b262f76c4fa26f', day, 'WBTC.e'],
    ['BTC/USD', '0x2779d32d5166baaa2b2b658333ba7e6ec0c65743', day, 'BTC.b'],
    ['LINK/USD', '0x49ccd9ca821efeab2b98c60dc60f518e765ede9a', day, 'LINK.e'],
    ['AAVE/USD', '0x3ca13391e9fb38a75330fb28f8cc2eb3d9ceceed', day, 'AAVE.e'],
    ['JOE/USD', '0x02d35d3a8ac3e1626d3ee09a78dd87286f5e8e3a', day, 'JOE'],
    ['GMX/USD', '0x3f968a21647d7ca81fb8a5b69c0a452701d5dce8', day, 'GMX'],
  ]),
  pools: poolRows(tokens, [uniswapV3OnAvalanche], ['WAVAX', 'USDC', 'USDt']),
  multicallFrom: 11_907_934,
  sequencer: null,
  publicEndpoints: [
    'https://api.avax.network/ext/bc/C/rpc',
    'https://avalanche-c-chain-rpc.publicnode.com',
    'https://1rpc.io/avax/c',
    'wss://avalanche-c-chain-rpc.publicnode.com',
  ],
  explorer: 'https://snowtrace.io',
})
