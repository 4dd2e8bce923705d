/** Prices that the user set by hand; a price for the native coin also prices its wrapper, unless that has one of its own. */
import { isDecimal, parseDecimal } from '#shared/decimal.ts'
import type { AssetRef } from '../../../types.ts'
import { defineFeed, type FeedContext, type Price } from '../defineFeed.ts'

export const manual = defineFeed({
  id: 'manual',
  label: 'Set by hand',
  async price(assets, context) {
    const prices = new Map<AssetRef, Price>()
    for (const asset of assets) {
      const price = ownPrice(asset, context) ?? asNative(asset, context)
      if (price) prices.set(asset, price)
    }
    return prices
  },
})

function ownPrice(asset: AssetRef, { manual: byHand }: FeedContext): Price | null {
  const usd = byHand.get(asset ?? 'native')
  return usd !== undefined && isDecimal(usd) ? { usd: parseDecimal(usd), by: 'manual' } : null
}

function asNative(asset: AssetRef, context: FeedContext): Price | null {
  const native = asset !== null && asset === context.chain.wrappedNative ? ownPrice(null, context) : null
  return native && { ...native, by: `manual:${context.chain.native.symbol}` }
}
