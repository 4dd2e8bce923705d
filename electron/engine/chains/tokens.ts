/** Which asset a user means by a word. Only the chain's own list gives a symbol its meaning: what a contract calls itself never does. */
import type { Address, AssetRef } from '../types.ts'
import type { Chain } from './defineChain.ts'

/** `listed: false`: a symbol that this chain's list does not have. */
export type TokenAnswer = { readonly listed: true; readonly asset: AssetRef } | { readonly listed: false; readonly symbol: string }

/** `native` or the native coin's symbol → null; an address → itself; a listed symbol (exact spelling first, then any case) → its contract. */
export function resolveToken(chain: Chain, text: string): TokenAnswer {
  if (/^0x[0-9a-f]{40}$/i.test(text)) return { listed: true, asset: `0x${text.slice(2).toLowerCase()}` }
  if (text.toLowerCase() === 'native') return { listed: true, asset: null }
  const address = bySymbol(chain, (symbol) => symbol === text) ?? bySymbol(chain, (symbol) => symbol.toLowerCase() === text.toLowerCase())
  return address === undefined ? { listed: false, symbol: text } : { listed: true, asset: address }
}

function bySymbol(chain: Chain, matches: (symbol: string) => boolean): Address | null | undefined {
  if (matches(chain.native.symbol)) return null
  return chain.tokens.find(({ symbol }) => matches(symbol))?.address
}
