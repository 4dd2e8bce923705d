/** A development chain on this machine (anvil and hardhat use this chain id). */
import { defineChain } from './defineChain.ts'

export const anvil = defineChain({
  chainId: 31_337,
  name: 'Local (31337)',
  family: 'ethereum',
  native: { symbol: 'ETH', decimals: 18 },
  wrappedNative: null,
  finalityDepth: 64,
  blockMs: 1_000,
  tokens: [],
  chainlink: [],
  pools: null,
  multicallFrom: null,
  sequencer: null,
  publicEndpoints: [],
  explorer: null,
})
