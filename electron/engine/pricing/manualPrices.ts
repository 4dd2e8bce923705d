/** The prices of the settings as feeds take them: by asset, not by the word that the user wrote. */
import type { Settings } from '#shared/settings.ts'
import type { Chain } from '../chains/defineChain.ts'
import { byAsset, type TokenMap } from '../chains/named.ts'

/** For `FeedContext.manual`: USD by `native` or contract. `tokens` is what is known of contracts that the chain does not list. */
export const manualPrices = (chain: Chain, { prices }: Pick<Settings, 'prices'>, tokens: TokenMap): ReadonlyMap<string, string> =>
  new Map([...byAsset(chain, prices, tokens)].map(([asset, { usd }]) => [asset ?? 'native', usd]))
