/** Sepolia, the test network of Ethereum: its coin has no value, so nothing is priced. */
import { sepoliaSpec } from '../verify/seals/lightClient/spec.ts'
import { defineChain } from './defineChain.ts'
import { tokenRows } from './rows.ts'

export const sepolia = defineChain({
  chainId: 11_155_111,
  name: 'Sepolia',
  family: 'ethereum',
  beacon: sepoliaSpec,
  native: { symbol: 'ETH', decimals: 18 },
  wrappedNative: '0xfff9976782d46cc05630d1f6ebab18b2324d6b14',
  finalityDepth: 96,
  blockMs: 12_000,
  tokens: tokenRows([['WETH', 18, '0xfff9976782d46cc05630d1f6ebab18b2324d6b14']]),
  chainlink: [],
  pools: null,
  multicallFrom: 751_532,
  sequencer: null,
  publicEndpoints: ['https://ethereum-sepolia-rpc.publicnode.com', 'https://sepolia.drpc.org', 'wss://ethereum-sepolia-rpc.publicnode.com'],
  explorer: 'https://sepolia.etherscan.io',
})
