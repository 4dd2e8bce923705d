/**
 * Deployments of Uniswap V3 and of exact forks whose pools keep the same oracle. Addresses are those of Uniswap's deployment pages and of
 * PancakeSwap's SDK (its pools are deployed by a contract of their own, not by the factory).
 */
import type { Address } from '../types.ts'
import type { PoolDeployer } from './defineChain.ts'

const uniswap = (deployer: Address): PoolDeployer => ({
  name: 'Uniswap V3',
  deployer,
  initCodeHash: '0xe34f199b19b2b4f47f68442619d555527d244f78a3297ea89325f843f87b8b54',
  fees: [100, 500, 3_000, 10_000],
})

/** Ethereum, Arbitrum One, OP Mainnet and Polygon. */
export const uniswapV3 = uniswap('0x1f98431c8ad98523631ae4a59f267346ea31f984')
export const uniswapV3OnBase = uniswap('0x33128a8fc17869897dce68ed026d694621f6fdfd')
export const uniswapV3OnBnb = uniswap('0xdb1d10011ad0ff90774d0c6bb92e5c5c8b4461f7')
export const uniswapV3OnAvalanche = uniswap('0x740b1c1de25031c31ff4fc9a62f554a55cdc1bad')
export const uniswapV3OnGnosis = uniswap('0xe32f7dd7e3f098d518ff19a22d5f028e076489b1')
export const uniswapV3OnLinea = uniswap('0x31fafd4889fa1269f7a13a66ee0fb458f27d72a9')
export const uniswapV3OnScroll = uniswap('0x70c62c8b8e801124a4aa81ce07b637a3e83cb919')

/** The same on Ethereum, BNB Smart Chain, Arbitrum One and Base. */
export const pancakeV3: PoolDeployer = {
  name: 'PancakeSwap V3',
  deployer: '0x41ff9aa7e16b8b1a8a8dc4f0efacd93d02d071c9',
  initCodeHash: '0x6ce8eb472fa82df5469c6ab6d485f17c3ad13c8cd7af59b3d4a8026c5ce0f7e2',
  fees: [100, 500, 2_500, 10_000],
}
