/** Which tokens can become orders at all: for the others no leg leaves the reader, no name is asked for and no price. */
import type { Settings } from '#shared/settings.ts'
import type { Chain } from '../chains/defineChain.ts'
import { resolveToken } from '../chains/tokens.ts'
import { derivativesOf } from '../pricing/derivatives.ts'
import type { Address } from '../types.ts'

/**
 * The wrapper of the native coin, listed tokens with a peg or a Chainlink feed, derivatives with a rate of their own, and what the settings
 * price or give a threshold in units. Where pools are known to stand, every listed token, because one of them may price it, and `learnt`:
 * tokens that are not listed, but were met in an exchange of size and found to have a deep pool (`deepTokens`). All others stay out: each
 * block brings new ones, and all of their pools would have to be looked for. Null, for all, when the settings name a symbol that this chain
 * does not list: then only the contracts themselves can say which of them it is.
 */
export function wantedTokens(
  chain: Chain,
  settings: Pick<Settings, 'prices' | 'minUnits'>,
  learnt: readonly Address[] = [],
): readonly Address[] | null {
  const wanted = new Set<Address>(chain.wrappedNative ? [chain.wrappedNative, ...learnt] : learnt)
  for (const { address, peg } of chain.tokens) if (peg || chain.pools) wanted.add(address)
  for (const asset of chain.chainlink.flatMap(({ assets }) => assets)) if (asset !== 'native') wanted.add(asset)
  for (const { token } of [...settings.prices, ...settings.minUnits]) {
    const answer = resolveToken(chain, token)
    if (!answer.listed) return null
    if (answer.asset !== null) wanted.add(answer.asset)
  }
  const hasNative = chain.chainlink.some(({ assets }) => assets.includes('native'))
  for (const { asset, base } of derivativesOf(chain.chainId)) if (base === null ? hasNative : wanted.has(base)) wanted.add(asset)
  return [...wanted]
}
