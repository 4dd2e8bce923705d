/** Where a token's pools would be: their addresses follow from the deployer, both tokens and the fee, so that no list is needed. */
import type { Chain, PoolDeployer } from '../chains/defineChain.ts'
import type { Address } from '../types.ts'
import { bytesOf, hexOf } from '../verify/hex.ts'
import { keccak256 } from '../verify/keccak.ts'
import { word } from './words.ts'

/** A pool that may or may not be there. */
export type PoolCandidate = {
  readonly pool: Address
  readonly token: Address
  /** What the token is exchanged for: a listed token with a price of its own. */
  readonly against: Address
  readonly dex: string
  /** Hundredths of a basis point. */
  readonly fee: number
}

/** Every pool of the token against the chain's reference tokens; none for those tokens themselves. */
export function candidatesOf(token: Address, { pools }: Pick<Chain, 'pools'>): readonly PoolCandidate[] {
  if (!pools || pools.against.includes(token)) return []
  return pools.deployers.flatMap((deployer) =>
    pools.against.flatMap((against) =>
      deployer.fees.map((fee) => ({ pool: poolAddress(deployer, token, against, fee), token, against, dex: deployer.name, fee })),
    ),
  )
}

/** EIP-1014: the last 20 bytes of keccak256(0xff, deployer, salt, keccak256(init code)); the salt is keccak256(token0, token1, fee). */
export function poolAddress({ deployer, initCodeHash }: PoolDeployer, a: Address, b: Address, fee: number): Address {
  const [token0, token1] = isBelow(a, b) ? [a, b] : [b, a]
  const salt = hash(word(token0) + word(token1) + word(fee))
  return `0x${hash(`ff${deployer.slice(2)}${salt}${initCodeHash.slice(2)}`).slice(24)}`
}

/** Pools keep the lower address as token0. */
export const isBelow = (a: Address, b: Address): boolean => BigInt(a) < BigInt(b)

const hash = (hex: string): string => hexOf(keccak256(bytesOf(`0x${hex}`))).slice(2)
