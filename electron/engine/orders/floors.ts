/** How much of an asset may become an order, from the newest prices: what is far less is left behind in the thread that read it. */
import { compare, parseDecimal } from '#shared/decimal.ts'
import type { Settings } from '#shared/settings.ts'
import type { Chain } from '../chains/defineChain.ts'
import { byAsset, type TokenMap } from '../chains/named.ts'
import type { Price } from '../pricing/feeds/defineFeed.ts'
import { manualPrices } from '../pricing/manualPrices.ts'
import type { AssetRef } from '../types.ts'
import { assetOf } from './appraise.ts'

/** No price triples between two blocks: what is worth less than a third of the threshold at the last price is not looked at again. */
const margin = 3n
const zero = parseDecimal('0')

/**
 * Base units by asset, rounded down. Assets without a price, of unknown size, with a threshold in units or a price set by hand have none: they may
 * always become an order.
 */
export function floorsOf(
  chain: Chain,
  settings: Pick<Settings, 'minUsd' | 'minUnits' | 'prices'>,
  recent: ReadonlyMap<AssetRef, Price>,
  tokens: TokenMap,
): ReadonlyMap<AssetRef, bigint> {
  const byUnits = byAsset(chain, settings.minUnits, tokens)
  const manual = manualPrices(chain, settings, tokens)
  const least = parseDecimal(settings.minUsd)
  const floors = new Map<AssetRef, bigint>()
  for (const [asset, { usd }] of recent) {
    const { decimals } = assetOf(chain, asset, tokens)
    if (decimals === null || compare(usd, zero) <= 0 || byUnits.has(asset) || manual.has(asset ?? 'native')) continue
    // least / usd / margin units of 10^decimals each; both are digits over a power of ten.
    const over = least.digits * 10n ** BigInt(decimals + usd.scale)
    floors.set(asset, over / (usd.digits * margin * 10n ** BigInt(least.scale)))
  }
  return floors
}
