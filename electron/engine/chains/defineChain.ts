/** A chain as data. Known chains are one file each; a chain that the user typed in is the same record made by `custom.ts`. */
import type { Address, Hex } from '../types.ts'
import type { LightClientSpec } from '../verify/seals/lightClient/spec.ts'

export type KnownToken = {
  readonly address: Address
  readonly symbol: string
  readonly decimals: number
  /** 'USD' for stablecoins with a declared peg; another token's or the native coin's symbol for one-to-one wrappers. */
  readonly peg?: 'USD'
}

/** A Chainlink proxy (AggregatorV3Interface) and how old its answer may be, in seconds. */
export type ChainlinkFeed = {
  /** `X/USD`, or `X/Y` where the chain's own `Y/USD` feed turns the answer into USD. */
  readonly pair: string
  readonly proxy: Address
  /** Seconds between updates at the latest; an older answer prices nothing. */
  readonly heartbeat: number
  /** Assets it prices: `native` or token contracts. */
  readonly assets: readonly ('native' | Address)[]
}

/** Who deploys the pools of a Uniswap V3 (or of an exact fork): what CREATE2 needs for a pool's address, and the fees there are. */
export type PoolDeployer = {
  readonly name: string
  readonly deployer: Address
  readonly initCodeHash: Hex
  /** Hundredths of a basis point. */
  readonly fees: readonly number[]
}

/** Where tokens without a feed of their own may be priced from. */
export type PoolSource = {
  readonly deployers: readonly PoolDeployer[]
  /** Listed tokens with feeds of their own, against which pools are looked for. */
  readonly against: readonly Address[]
}

export type Chain = {
  readonly chainId: number
  readonly name: string
  readonly family: string
  readonly native: { readonly symbol: string; readonly decimals: number }
  readonly wrappedNative: Address | null
  /** `finalized` tag where the endpoint has it; this depth where not. */
  readonly finalityDepth: number
  /** Expected time between blocks, milliseconds; the polling interval and the watchdog follow from it. */
  readonly blockMs: number
  readonly tokens: readonly KnownToken[]
  readonly chainlink: readonly ChainlinkFeed[]
  /** Null where no deployment of Uniswap V3 is confirmed. */
  readonly pools: PoolSource | null
  /** First block with Multicall3 at its well-known address; null where it is not known to be there. */
  readonly multicallFrom: number | null
  /** L2 sequencer uptime feed; null on chains without one. */
  readonly sequencer: Address | null
  readonly publicEndpoints: readonly string[]
  readonly explorer: string | null
  /** Headers of this family were checked, but no whole block of this chain: where one does not fit, its blocks are read at L1. */
  readonly untried?: true
  /** The user named the family: no other is tried. */
  readonly familyChosen?: true
  /** The beacon chain whose sync committee signs these blocks; absent: none is known. */
  readonly beacon?: LightClientSpec
  /** Server and trusted block root of the light client, as the user configured them. */
  readonly lightClient?: { readonly url: string; readonly checkpoint: Hex }
  /** Who may seal blocks, as the user configured it. */
  readonly validators?: readonly Address[]
}

export const defineChain = (chain: Chain): Chain => chain
