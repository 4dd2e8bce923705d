/** Whose pool it is, told by its address alone: every pool of a factory lies where CREATE2 puts it, and nobody else can put one there. */
import type { Address, AssetRef, Hex } from '../types.ts'
import { create2Address, digits, hashOf, word } from './create2.ts'
import { pairVenues, stableVenues } from './pairFactories.ts'
import { rangeVenues } from './rangeFactories.ts'

/** What deploys the pools, by chain id: mostly the factory itself. */
export type Deployers = { readonly [chainId: number]: Address }

export type Venue = {
  /** What stands as `source` in a row. */
  readonly id: string
  /** How the tokens, and what tells apart several pools of the same tokens, become the salt. */
  readonly salt: 'pair' | 'stable' | 'fee' | 'spacing' | 'single'
  /** keccak256 of the init code. */
  readonly code: Hex
  readonly deployers: Deployers
}

/** Fees (millionths) that pools of Uniswap V3 and its forks are made with. */
const fees: readonly bigint[] = [100n, 500n, 3000n, 10_000n, 2500n, 50n, 80n, 200n, 250n, 300n, 350n, 400n, 450n, 750n, 1000n, 20_000n]
/** Tick spacings of Slipstream and Solidly V3. */
const spacings: readonly bigint[] = [1n, 50n, 100n, 200n, 2000n, 5n, 10n, 20n, 30n, 60n, 500n]

const salts: Readonly<Record<Venue['salt'], (token0: Address, token1: Address) => readonly Hex[]>> = {
  pair: (token0, token1) => [hashOf(digits(token0) + digits(token1))],
  stable: (token0, token1) => ['00', '01'].map((stable) => hashOf(digits(token0) + digits(token1) + stable)),
  fee: (token0, token1) => fees.map((fee) => hashOf(word(token0) + word(token1) + word(fee))),
  spacing: (token0, token1) => spacings.map((spacing) => hashOf(word(token0) + word(token1) + word(spacing))),
  single: (token0, token1) => [hashOf(word(token0) + word(token1))],
}

const venues: Readonly<Record<'pair' | 'range', readonly Venue[]>> = { pair: [...pairVenues, ...stableVenues], range: rangeVenues }

/** Ids of all venues of a shape. */
export const venueIds = (shape: 'pair' | 'range'): readonly string[] => [...new Set(venues[shape].map(({ id }) => id))]

/** Answers that were worked out, for as long as they are few: a pool's factory never changes. */
const known = new Map<string, string | null>()
const mostKnown = 20_000

/**
 * Id of the venue whose factory made this pool for these two tokens; null where no known factory did. `shape`: whether its event is that of
 * a pair (Uniswap V2, Solidly) or of a pool with ranges (Uniswap V3, Algebra, Slipstream).
 */
export function venueOf(shape: 'pair' | 'range', chainId: number, pool: Address, one: AssetRef, other: AssetRef): string | null {
  if (one === null || other === null || one === other) return null
  const [token0, token1] = BigInt(one) < BigInt(other) ? [one, other] : [other, one]
  const key = `${shape} ${chainId} ${pool} ${token0} ${token1}`
  const answer = known.get(key)
  if (answer !== undefined) return answer
  const found = venues[shape].find(({ salt, code, deployers }) => {
    const deployer = deployers[chainId]
    return deployer !== undefined && salts[salt](token0, token1).some((each) => create2Address(deployer, each, code) === pool)
  })
  if (known.size >= mostKnown) known.clear()
  known.set(key, found?.id ?? null)
  return found?.id ?? null
}
