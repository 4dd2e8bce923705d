/** From legs to orders: what each was worth, and whether it is large enough to be kept. Pure; everything it needs was read before. */
import { compareText, formatDecimal, multiply, round, unitsFromBase } from '#shared/decimal.ts'
import type { Asset, OrderNotes, OrderPart, OrderRow, PriceFigure } from '#shared/order.ts'
import type { Settings } from '#shared/settings.ts'
import type { Chain } from '../chains/defineChain.ts'
import { byAsset, type TokenMap } from '../chains/named.ts'
import type { StoredHeader } from '../ports.ts'
import type { Price } from '../pricing/feeds/defineFeed.ts'
import type { AssetRef, Leg } from '../types.ts'
import { standIn } from './standIn.ts'

export { wantedTokens } from './wantedTokens.ts'

export type Appraisal = {
  readonly chain: Chain
  /** `timestamp` is null only where a recorded transaction is read without its block. */
  readonly block: Pick<StoredHeader, 'number' | 'hash' | 'evidence'> & { readonly timestamp: number | null }
  readonly legs: readonly Leg[]
  readonly settings: Pick<Settings, 'minUsd' | 'minUnits' | 'prices'>
  readonly prices: ReadonlyMap<AssetRef, Price>
  readonly tokens: TokenMap
}

/** A row to store, and how it came about. */
export type Appraised = { readonly order: OrderRow; readonly notes: OrderNotes }

/**
 * The rows to store with their notes, in the order in which they happened. Kept is what is worth `minUsd` or more, and what is as many
 * units as its token's threshold asks for; for an order that is neither, a part of it that is may stand. USD has at most 6 decimals; an order without a price is unpriced, never $0.
 */
export function appraise(appraisal: Appraisal): Appraised[] {
  const { chain, settings, tokens, legs } = appraisal
  const minUnits = byAsset(chain, settings.minUnits, tokens)
  const inOrder = legs.toSorted((a, b) => a.txIndex - b.txIndex || a.position - b.position)
  const isMany = (asset: AssetRef, amount: string): boolean => {
    const units = minUnits.get(asset)?.amount
    return units !== undefined && compareText(amount, units) >= 0
  }
  const isLarge = (leg: Leg, { usd, amount, received }: OrderRow): boolean =>
    (usd !== null && compareText(usd, settings.minUsd) >= 0) ||
    isMany(leg.asset, amount) ||
    (isExchange(leg) && isMany(leg.received.asset, received?.amount ?? '0'))
  return inOrder.flatMap((leg) => {
    const order = toRow(leg, appraisal)
    if (isLarge(leg, order)) return [{ order, notes: notesOf(leg, appraisal) }]
    const part = standIn(leg, order.usd, (one) => {
      const row = toRow(one, appraisal)
      return { usd: row.usd, isLarge: isLarge(one, row) }
    })
    return part ? [{ order: toRow(part, appraisal), notes: notesOf(part, appraisal) }] : []
  })
}

/** Wraps change the form of one asset; whatever else has two sides gives one asset for another. */
const isExchange = (leg: Leg): leg is Leg & { readonly received: NonNullable<Leg['received']> } =>
  leg.received !== undefined && leg.kind !== 'wrap' && leg.kind !== 'unwrap'

/** How the leg came about. Parts of tokens that nobody has named stand in base units. */
function notesOf(leg: Leg, { chain, prices, tokens }: Pick<Appraisal, 'chain' | 'prices' | 'tokens'>): OrderNotes {
  const amountOf = ({ asset, amount }: { asset: AssetRef; amount: bigint }): Pick<OrderPart, 'asset' | 'amount'> => {
    const known = assetOf(chain, asset, tokens)
    return { asset: known, amount: value(known, amount, undefined).amount }
  }
  const parts = (leg.parts ?? []).toSorted((a, b) => a.position - b.position)
  return {
    how: leg.how ?? null,
    estimated: leg.estimated ?? false,
    ...(leg.told ? { told: true } : {}),
    parts: parts.map(({ kind, source, position, from, to, received, ...given }) => ({
      kind,
      source,
      position,
      from,
      to,
      ...amountOf(given),
      received: received ? amountOf(received) : null,
    })),
    prices: figuresOf(leg, prices),
    spam: { points: 0, signs: [] },
  }
}

/** The figures of both sides, each once. */
function figuresOf({ asset, received }: Leg, prices: Appraisal['prices']): PriceFigure[] {
  const assets = [...new Set([asset, ...(received ? [received.asset] : [])])]
  return assets.flatMap((one) => prices.get(one)?.figure ?? [])
}

/** A listed token is what the list says; any other is what it says of itself. */
export function assetOf(chain: Chain, asset: AssetRef, tokens: TokenMap): Asset {
  if (asset === null) return { address: null, ...chain.native }
  const { symbol, decimals } = chain.tokens.find(({ address }) => address === asset) ??
    tokens.get(asset) ?? { symbol: `token ${asset.slice(0, 6)}…`, decimals: null }
  return { address: asset, symbol, decimals }
}

type Side = { readonly asset: Asset; readonly amount: string; readonly usd: string | null; readonly by: string | null }

/** The row of one leg, whatever it is worth. */
export function toRow(leg: Leg, { chain, block, prices, tokens }: Omit<Appraisal, 'legs' | 'settings'>): OrderRow {
  const side = ({ asset, amount }: { asset: AssetRef; amount: bigint }): Side =>
    value(assetOf(chain, asset, tokens), amount, prices.get(asset))
  const given = side(leg)
  const received = leg.received ? side(leg.received) : null
  const valued = given.usd === null && received ? received : given
  return {
    id: `${chain.chainId}:${leg.txHash}:${leg.position}`,
    chainId: chain.chainId,
    blockNumber: block.number,
    blockHash: block.hash,
    blockTime: block.timestamp,
    txHash: leg.txHash,
    position: leg.position,
    kind: leg.kind,
    source: leg.source,
    from: leg.from,
    to: leg.to,
    asset: given.asset,
    amount: given.amount,
    received: received && { asset: received.asset, amount: received.amount },
    usd: valued.usd,
    pricedBy: valued.by,
    evidence: leg.told ? Math.min(1, block.evidence) : block.evidence,
    state: 'seen',
  }
}

function value(asset: Asset, amount: bigint, price: Price | undefined): Side {
  // Base units of unknown size have no worth that could be stated, even where a price is known.
  if (asset.decimals === null) return { asset, amount: amount.toString(), usd: null, by: null }
  const units = unitsFromBase(amount, asset.decimals)
  if (!price) return { asset, amount: units, usd: null, by: null }
  return {
    asset,
    amount: units,
    usd: formatDecimal(round(multiply({ digits: amount, scale: asset.decimals }, price.usd), 6)),
    by: price.by,
  }
}
