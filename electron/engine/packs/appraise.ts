/** From the legs of packs to rows: all are kept, in the pack's unit and at the pack's price. Pure. */
import { formatDecimal, multiply, parseDecimal, round, unitsFromBase } from '#shared/decimal.ts'
import type { Business } from '#shared/pack.ts'
import type { Appraised } from '../orders/appraise.ts'
import type { StoredHeader } from '../ports.ts'
import type { Price } from '../pricing/feeds/defineFeed.ts'
import type { AssetRef, Leg } from '../types.ts'
import type { BusinessLeg } from './compile.ts'

type Block = Pick<StoredHeader, 'number' | 'hash' | 'evidence'> & { readonly timestamp: number | null }

/** Assets that prices of these legs derive from. */
export const pricedAs = (legs: readonly Leg[]): AssetRef[] =>
  legs.flatMap(({ business }) => (business?.price && 'asset' in business.price ? [business.price.asset as AssetRef] : []))

/** USD have at most 6 decimals; a unit without a price is unpriced, never $0. What moves nothing has no worth. */
export function appraiseBusiness(legs: readonly Leg[], chainId: number, block: Block, prices: ReadonlyMap<AssetRef, Price>): Appraised[] {
  return legs.flatMap((leg) => {
    const { business } = leg
    if (!business) return []
    const worth = worthOf(leg, business, prices)
    const { symbol, decimals, price: _, ...told } = business
    return [
      {
        order: {
          id: `${chainId}:${leg.txHash}:${leg.position}`,
          chainId,
          blockNumber: block.number,
          blockHash: block.hash,
          blockTime: block.timestamp,
          txHash: leg.txHash,
          position: leg.position,
          kind: leg.kind,
          source: leg.source,
          from: leg.from,
          to: leg.to,
          asset: { address: leg.asset, symbol: symbol === '' ? 'documents' : symbol, decimals },
          amount: unitsFromBase(leg.amount, decimals),
          received: null,
          usd: worth?.usd ?? null,
          pricedBy: worth?.by ?? null,
          evidence: block.evidence,
          state: 'seen' as const,
        },
        notes: {
          how: null,
          estimated: false,
          parts: [],
          prices: worth?.figure ? [worth.figure] : [],
          spam: { points: 0, signs: [] },
          business: told satisfies Business,
        },
      },
    ]
  })
}

function worthOf(leg: Leg, { price, decimals, pack }: BusinessLeg, prices: ReadonlyMap<AssetRef, Price>) {
  if (price === null || leg.amount === 0n) return null
  const units = { digits: leg.amount, scale: decimals }
  if ('fixed' in price)
    return {
      usd: formatDecimal(round(multiply(units, parseDecimal(price.fixed)), 6)),
      by: `pack:${pack} fixed ${price.fixed}`,
      figure: null,
    }
  const found = prices.get(price.asset as AssetRef)
  return found ? { usd: formatDecimal(round(multiply(units, found.usd), 6)), by: found.by, figure: found.figure } : null
}
