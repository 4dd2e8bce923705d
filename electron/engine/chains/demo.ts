/** The built-in demo chain as the engine sees it: its contracts stand at the same addresses in every run, whatever the seed. */
import { defineChain } from './defineChain.ts'

/** The native contracts of `electron/demo`, at the addresses that the demo deployer's first fifteen creations would get. */
export const demoContracts = {
  weth: '0x74af3e1f80322068da944483d77e9e6f1a3e8219',
  usdc: '0xdab3ba55618aa1aa0b1786bc4a845e3c6ff62ac6',
  usdt: '0xceae5547ecbcd3243923e831763112f057e6c373',
  dai: '0x93733a504de61f9c946852ba313a8d9f077fa391',
  wbtc: '0x01cf5030e7231258041dce7fac006030f48401e2',
  gull: '0x643b0fa0b22b1ab60f13443c3466fe70ba75862f',
  spoof: '0x6924d19af0d9d6674e525987f1c6297fcd34e39d',
  pairUsdc: '0x12467610a7c70d35c5bec792af16bf4a7ccfb996',
  pairUsdt: '0xbc834e083393109be3cfb0b3e44ed76407d9dfc7',
  router: '0x88d3aa0b2212c5fc41aca476a654e9beca49382f',
  ethUsd: '0xfb21f4461b5c52843c5107b4fae6c522d24faf98',
  btcUsd: '0x61077a176eae5af7eade767428e554aff6c3c6c1',
  usdcUsd: '0x822ab237fdc79366263a55f88188448fc5db7826',
  usdtUsd: '0xb46c96816aa8ac7093ecc0013d34aa3a6acdd76f',
  daiUsd: '0x4a8dbe27417fef4208e5b99b992778cff590cae0',
  multicall3: '0xca11bde05977b3631167028862be2a173976ca11',
} as const

/** GULL (no price) and the spoof token are deployed too, and are left out on purpose: only what is listed is trusted by name. */
export const demoChain = defineChain({
  /** "Crow" in ASCII; no public chain uses it. */
  chainId: 0x43726f77,
  name: 'Demo chain',
  family: 'ethereum',
  native: { symbol: 'ETH', decimals: 18 },
  wrappedNative: demoContracts.weth,
  finalityDepth: 24,
  blockMs: 2000,
  tokens: [
    { address: demoContracts.weth, symbol: 'WETH', decimals: 18 },
    { address: demoContracts.usdc, symbol: 'USDC', decimals: 6, peg: 'USD' },
    { address: demoContracts.usdt, symbol: 'USDT', decimals: 6, peg: 'USD' },
    { address: demoContracts.dai, symbol: 'DAI', decimals: 18, peg: 'USD' },
    { address: demoContracts.wbtc, symbol: 'WBTC', decimals: 8 },
  ],
  chainlink: [
    { pair: 'ETH/USD', proxy: demoContracts.ethUsd, heartbeat: 3600, assets: ['native', demoContracts.weth] },
    { pair: 'BTC/USD', proxy: demoContracts.btcUsd, heartbeat: 3600, assets: [demoContracts.wbtc] },
    { pair: 'USDC/USD', proxy: demoContracts.usdcUsd, heartbeat: 86_400, assets: [demoContracts.usdc] },
    { pair: 'USDT/USD', proxy: demoContracts.usdtUsd, heartbeat: 86_400, assets: [demoContracts.usdt] },
    { pair: 'DAI/USD', proxy: demoContracts.daiUsd, heartbeat: 86_400, assets: [demoContracts.dai] },
  ],
  pools: null,
  multicallFrom: 0,
  sequencer: null,
  publicEndpoints: [],
  explorer: null,
})
