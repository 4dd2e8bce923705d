/** A small market on anvil: a coin with a Chainlink feed, a dollar, and tokens whose pools say what a test wants them to say. */
import type { Chain } from '#engine/chains/defineChain.ts'
import { ethereum } from '#engine/chains/ethereum.ts'
import type { TokenMap } from '#engine/chains/named.ts'
import { uniswapV3 } from '#engine/chains/poolDeployers.ts'
import type { Price } from '#engine/pricing/feeds/defineFeed.ts'
import { price } from '#engine/pricing/index.ts'
import { createPriceMemory, type PriceMemory } from '#engine/pricing/memory.ts'
import { poolAddress } from '#engine/pricing/pools.ts'
import type { ContractCall } from '#engine/rpc/contractReads.ts'
import type { Address, AssetRef, Hex } from '#engine/types.ts'
import type { Anvil } from '../../support/anvil.ts'
import { answeringCode, words } from './answering.ts'

export const weth: Address = `0x${'77'.repeat(20)}`
export const usdc: Address = `0x${'88'.repeat(20)}`
/** One token below the coin's wrapper and one above: the pool's token0 and its token1. */
export const low: Address = `0x${'11'.repeat(20)}`
export const high: Address = `0x${'ee'.repeat(20)}`
export const ethUsd: Address = `0x${'0e'.repeat(20)}`

export const market: Chain = {
  ...ethereum,
  wrappedNative: weth,
  tokens: [
    { address: weth, symbol: 'WETH', decimals: 18 },
    { address: usdc, symbol: 'USDC', decimals: 6, peg: 'USD' },
    { address: low, symbol: 'LOW', decimals: 8 },
    { address: high, symbol: 'HIGH', decimals: 18 },
  ],
  chainlink: [{ pair: 'ETH/USD', proxy: ethUsd, heartbeat: 3_600, assets: ['native'] }],
  pools: { deployers: [uniswapV3], against: [weth, usdc] },
  multicallFrom: null,
}

export type PoolState = {
  readonly spot: bigint
  /** Cumulative ticks at the beginning and the end of the window; null for a pool whose observations do not reach back that far. */
  readonly ticks: readonly [bigint, bigint] | null
  /** Cumulative seconds per liquidity, × 2^128. */
  readonly seconds: readonly [bigint, bigint]
}

export const poolOf = (token: Address, against: Address = weth, fee = 3_000): Address => poolAddress(uniswapV3, token, against, fee)

export async function setPool(anvil: Anvil, pool: Address, { spot, ticks, seconds }: PoolState): Promise<void> {
  const observed = ticks && words(0x40n, 0xa0n, 2n, ...ticks, 2n, ...seconds)
  const answers = { '0x3850c7bd': words(1n << 96n, spot, 0n, 1n, 1n, 0n, 1n), ...(observed ? { '0x883bdbfd': observed } : {}) }
  await anvil.ask('anvil_setCode', [pool, answeringCode(answers)])
}

/** Makes the token answer any balanceOf with this amount. */
export const setHeld = async (anvil: Anvil, token: Address, amount: bigint): Promise<void> =>
  void (await anvil.ask('anvil_setCode', [token, answeringCode({ '0x70a08231': words(amount) })]))

export type Priced = {
  readonly of: (asset: AssetRef) => Price | undefined
  /** One list of calls for each exchange. */
  readonly exchanges: readonly (readonly ContractCall[])[]
}

/** Prices at anvil's newest block. */
export async function pricedAt(
  anvil: Anvil,
  assets: readonly AssetRef[],
  options: {
    readonly chain?: Chain
    readonly memory?: PriceMemory
    readonly tokens?: TokenMap
    readonly later?: number
    readonly number?: number
  } = {},
): Promise<Priced> {
  const number = options.number ?? (await anvil.head())
  const tag = `0x${number.toString(16)}`
  const head = (await anvil.ask('eth_getBlockByNumber', [tag, false])) as { timestamp: Hex; hash: Hex; parentHash: Hex }
  const timestamp = Number(head.timestamp) + (options.later ?? 0)
  const exchanges: (readonly ContractCall[])[] = []
  const read = (calls: readonly ContractCall[]) => {
    exchanges.push(calls)
    return Promise.all(
      calls.map(async ({ to, data }) => {
        const answer = (await anvil.ask('eth_call', [{ to, data }, tag]).catch(() => null)) as Hex | null
        return answer === '0x' ? null : answer
      }),
    )
  }
  const prices = await price(assets, {
    chain: options.chain ?? market,
    block: { number, hash: options.later ? `0x${timestamp.toString(16)}` : head.hash, parentHash: head.parentHash, timestamp },
    read,
    manual: new Map(),
    tokens: options.tokens ?? new Map(),
    memory: options.memory ?? createPriceMemory(),
  })
  return { of: (asset) => prices.get(asset), exchanges }
}
