/** From the legs of one proven block to its rows: names and prices are read only for what could become one. */
import { compare, multiply, parseDecimal } from '#shared/decimal.ts'
import type { Settings } from '#shared/settings.ts'
import type { Chain } from './chains/defineChain.ts'
import { byAsset, type TokenInfo, type TokenMap } from './chains/named.ts'
import { scoreSpam } from './enrichers/spam.ts'
import { type Appraised, appraise, assetOf, wantedTokens } from './orders/appraise.ts'
import { assetsOf, assetsWithin } from './orders/standIn.ts'
import { appraiseBusiness, pricedAs } from './packs/appraise.ts'
import type { ChainStore, Clock } from './ports.ts'
import type { Price } from './pricing/feeds/defineFeed.ts'
import { price } from './pricing/index.ts'
import { manualPrices } from './pricing/manualPrices.ts'
import { deepTokens, type PriceMemory } from './pricing/memory.ts'
import { readTokens } from './pricing/tokens.ts'
import { contractReads, type ReadContracts } from './rpc/contractReads.ts'
import type { Endpoint } from './rpc/endpoint.ts'
import type { Pool } from './rpc/pool.ts'
import type { Address, AssetRef, BlockReading, Leg } from './types.ts'

export type AppraiseDeps = {
  readonly chain: Chain
  readonly pool: Pool
  readonly store: ChainStore
  readonly clock: Clock
  readonly settings: Settings
  /** Newest price of each asset, kept from block to block: a leg far below the threshold needs no newer one. */
  readonly recent: Map<AssetRef, Price>
  /** What pricing has read of this chain so far. */
  readonly memory: PriceMemory
}

/** No price triples between two blocks: a leg worth less than a third of the threshold at the last price is not asked about. */
const margin = parseDecimal('3')

/**
 * Rows with their notes. Only what could become an order is named and priced over the network; tokens that stand among its parts alone are
 * named where they are known already. Rejects only when prices or names could not be asked for at all: the block is then tried again as a
 * whole.
 */
export async function appraiseBlock(reading: BlockReading, endpoint: Endpoint, deps: AppraiseDeps): Promise<Appraised[]> {
  const business = reading.legs.filter((leg) => leg.business !== undefined)
  if (business.length === 0) return appraiseLegs(reading, endpoint, deps)
  const others = await appraiseLegs({ ...reading, legs: reading.legs.filter((leg) => leg.business === undefined) }, endpoint, deps)
  const block = { ...reading.header, evidence: reading.evidence }
  const { chain, recent, memory, clock, settings, pool } = deps
  const assets = [...new Set(pricedAs(business))]
  const read = contractReads(pool, endpoint, block, () => clock.now())
  const known = new Map<Address, TokenInfo>()
  const prices =
    assets.length === 0
      ? new Map<AssetRef, Price>()
      : await price(assets, { chain, block, read, manual: manualPrices(chain, settings, known), tokens: known, memory })
  for (const [asset, found] of prices) recent.set(asset, found)
  const place = new Map(reading.legs.map(({ txHash, txIndex }) => [txHash as string, txIndex]))
  const at = ({ order }: Appraised) => place.get(order.txHash) ?? 0
  return [...others, ...appraiseBusiness(business, chain.chainId, block, prices)].sort(
    (a, b) => at(a) - at(b) || a.order.position - b.order.position,
  )
}

async function appraiseLegs(reading: BlockReading, endpoint: Endpoint, deps: AppraiseDeps): Promise<Appraised[]> {
  const { chain, settings, recent } = deps
  if (reading.legs.length === 0) return []
  const block = { ...reading.header, evidence: reading.evidence }
  const read = contractReads(deps.pool, endpoint, block, () => deps.clock.now())
  const wanted = wantedTokens(chain, settings, deepTokens(deps.memory))
  // A symbol in the settings that the chain does not list may be any contract's: then every name has to be known first.
  const [first, all] = [knownTokens(reading.legs.flatMap(assetsOf), deps), reading.legs]
  const tokens = wanted === null ? await nameTokens(all, first, read, deps) : first
  const large = all.filter(couldBeLarge(deps, tokens, wanted))
  if (large.length === 0) return []
  const named = wanted === null ? tokens : await nameTokens(large, tokens, read, deps)
  const manual = manualPrices(chain, settings, named)
  const prices = await price(pricedIn(large, wanted), { chain, block, read, manual, tokens: named, memory: deps.memory })
  for (const [asset, found] of prices) recent.set(asset, found)
  const parts = knownTokens(large.flatMap(({ parts = [] }) => parts).flatMap(assetsOf), deps)
  const rows = appraise({ chain, block, legs: large, settings, prices, tokens: new Map([...parts, ...named]) })
  return scoreSpam(rows, reading, deps)
}

/** The assets of orders, and those of parts that may stand for one as far as they can have a price. */
function pricedIn(legs: readonly Leg[], wanted: readonly Address[] | null): readonly AssetRef[] {
  const priceable = wanted && new Set<AssetRef>([null, ...wanted])
  return [...legs.flatMap(assetsOf), ...legs.flatMap(assetsWithin).filter((asset) => priceable?.has(asset) ?? true)]
}

/** What is remembered of the tokens that the chain does not list. */
function knownTokens(assets: readonly AssetRef[], { chain, store }: Pick<AppraiseDeps, 'chain' | 'store'>): TokenMap {
  const listed = new Set(chain.tokens.map(({ address }) => address))
  const known = new Map<Address, TokenInfo>()
  for (const address of new Set(assets)) {
    const token = address === null || listed.has(address) ? null : store.token(chain.chainId, address)
    if (address !== null && token) known.set(address, token)
  }
  return known
}

/** The known names and those of the other tokens of these legs that the chain does not list, read on chain and remembered. */
async function nameTokens(legs: readonly Leg[], known: TokenMap, read: ReadContracts, { chain, store }: AppraiseDeps): Promise<TokenMap> {
  const listed = new Set(chain.tokens.map(({ address }) => address))
  const unknown = (asset: AssetRef): asset is Address => asset !== null && !listed.has(asset) && !known.has(asset)
  const found = await readTokens([...new Set(legs.flatMap(assetsOf).filter(unknown))], read)
  // What could not be read is asked again next time: the endpoint may only have lacked the state.
  for (const [address, token] of found) if (token.decimals !== null) store.saveToken(chain.chainId, address, token)
  return new Map([...known, ...found])
}

/** `wanted`: the tokens that can have a price or a threshold at all; null for any. */
function couldBeLarge({ chain, settings, recent }: AppraiseDeps, tokens: TokenMap, wanted: readonly Address[] | null) {
  const byUnits = byAsset(chain, settings.minUnits, tokens)
  const manual = manualPrices(chain, settings, tokens)
  const minUsd = parseDecimal(settings.minUsd)
  const priceable = wanted && new Set<AssetRef>([null, ...wanted])
  const side = (asset: AssetRef, amount: bigint): boolean => {
    if (priceable && !priceable.has(asset)) return false
    const last = recent.get(asset)
    const { decimals } = assetOf(chain, asset, tokens)
    if (!last || decimals === null || byUnits.has(asset) || manual.has(asset ?? 'native')) return true
    return compare(multiply(multiply({ digits: amount, scale: decimals }, last.usd), margin), minUsd) >= 0
  }
  const isLarge = ({ asset, amount, received }: Leg): boolean =>
    side(asset, amount) || (received !== undefined && side(received.asset, received.amount))
  return (leg: Leg): boolean => isLarge(leg) || (leg.sole === true && (leg.parts ?? []).some(isLarge))
}
