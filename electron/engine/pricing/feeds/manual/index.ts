/** Prices that the user set by hand; a price for the native coin also prices its wrapper, unless that has one of its own. */
import { isDecimal, parseDecimal } from '#shared/decimal.ts'
import type { AssetRef } from '../../../types.ts'
import { defineFeed, type Price, type PriceQuestion, priceOf } from '../defineFeed.ts'

export const manual = defineFeed({
  id: 'manual',
  label: 'Set by hand',
  knows: (asset, question) => handPrice(asset, question) !== null,
  price: (assets, context) =>
    new Map(
      assets.flatMap((asset) => {
        const price = handPrice(asset, context)
        return price ? [[asset, price] as const] : []
      }),
    ),
})

function handPrice(asset: AssetRef, { manual: byHand, chain }: PriceQuestion): Price | null {
  const own = byHand.get(asset ?? 'native')
  if (own !== undefined && isDecimal(own)) return priceOf('manual', asset, parseDecimal(own), 'manual')
  const native = asset !== null && asset === chain.wrappedNative ? byHand.get('native') : undefined
  if (native === undefined || !isDecimal(native)) return null
  const { symbol } = chain.native
  return priceOf('manual', asset, parseDecimal(native), `manual:${symbol}`, { via: `the price of ${symbol}, which it wraps one to one` })
}
