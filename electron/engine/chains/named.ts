/** Which assets of a chain a setting speaks of: the listed one, or, for a symbol that is not listed, whatever contracts call themselves so. */
import type { Address, AssetRef } from '../types.ts'
import type { Chain } from './defineChain.ts'
import { resolveToken } from './tokens.ts'

/** `decimals: null`: not known or not usable; amounts are then shown in base units. */
export type TokenInfo = { readonly symbol: string; readonly decimals: number | null }

/** Metadata read on chain, by contract. Listed tokens need not be in it; what they say of themselves is not used. */
export type TokenMap = ReadonlyMap<Address, TokenInfo>

/** A listed symbol never matches another contract, whatever that calls itself. */
export function assetsNamed(chain: Chain, text: string, tokens: TokenMap): readonly AssetRef[] {
  const answer = resolveToken(chain, text)
  if (answer.listed) return [answer.asset]
  const named = [...tokens].filter(
    ([address, { symbol }]) => symbol === answer.symbol && !chain.tokens.some((token) => token.address === address),
  )
  return named.map(([address]) => address)
}

/** The settings' entries by asset; of two entries for one asset the later counts. */
export const byAsset = <T extends { readonly token: string }>(
  chain: Chain,
  entries: readonly T[],
  tokens: TokenMap,
): ReadonlyMap<AssetRef, T> =>
  new Map(entries.flatMap((entry) => assetsNamed(chain, entry.token, tokens).map((asset) => [asset, entry] as const)))
