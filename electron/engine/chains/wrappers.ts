/** What wraps the native coin of chains that are not known otherwise: enough to read recorded transactions of them. */
import type { Address } from '../types.ts'

/** At the same address on every chain of the OP Stack whose coin is ether (specs.optimism.io, predeploys). */
const predeploy: Address = '0x4200000000000000000000000000000000000006'

type Coin = { readonly symbol: string; readonly wrapper: Address }

const coins: { readonly [chainId: number]: Coin } = {
  130: { symbol: 'ETH', wrapper: predeploy }, // Unichain
  143: { symbol: 'MON', wrapper: '0x3bd359c1119da7da1d913d1c4d2b7c461115433a' }, // Monad
  480: { symbol: 'ETH', wrapper: predeploy }, // World Chain
  999: { symbol: 'HYPE', wrapper: '0x5555555555555555555555555555555555555555' }, // HyperEVM
  1868: { symbol: 'ETH', wrapper: predeploy }, // Soneium
  34443: { symbol: 'ETH', wrapper: predeploy }, // Mode
  57073: { symbol: 'ETH', wrapper: predeploy }, // Ink
  7777777: { symbol: 'ETH', wrapper: predeploy }, // Zora
}

export const coinOf = (chainId: number): Coin | null => coins[chainId] ?? null
