/** What assets were worth at one block: feeds are asked in order, and a declared peg stands only while no measurement contradicts it. */
import { add, compare, type Decimal, multiply, parseDecimal } from '#shared/decimal.ts'
import type { AssetRef } from '../types.ts'
import type { Feed, FeedContext, Price } from './feeds/defineFeed.ts'
import { feeds } from './feeds/index.ts'

/** How far a measured price may be from a declared one before the declaration is not believed: 2 %. */
const tolerance = parseDecimal('0.02')

const ordered: readonly Feed[] = feeds

/**
 * USD for one unit of each asset at the context's block, with its source; an asset without an honest price is absent. What an asset
 * derives its price from is priced too. Contract reads are made in one batch a feed. Rejects only when `context.read` does.
 */
export async function price(assets: readonly AssetRef[], context: Omit<FeedContext, 'known'>): Promise<ReadonlyMap<AssetRef, Price>> {
  const prices = new Map<AssetRef, Price>()
  const declared = new Set<AssetRef>()
  const bases = ordered.flatMap((feed) => feed.bases?.(assets, context.chain) ?? [])
  const distinct = [...new Set([...assets, ...bases])]
  for (const feed of ordered) {
    const open = distinct.filter((asset) => !prices.has(asset) || declared.has(asset))
    if (open.length === 0) break
    for (const [asset, found] of await feed.price(open, { ...context, known: prices })) {
      const claim = prices.get(asset)
      if (claim && !contradicts(found.usd, claim.usd)) continue
      prices.set(asset, found)
      if (feed.declared) declared.add(asset)
      else declared.delete(asset)
    }
  }
  return prices
}

function contradicts(measured: Decimal, claimed: Decimal): boolean {
  const margin = multiply(claimed, tolerance)
  const negative: Decimal = { digits: -margin.digits, scale: margin.scale }
  return compare(measured, add(claimed, margin)) > 0 || compare(measured, add(claimed, negative)) < 0
}
