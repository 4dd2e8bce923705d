/** From the legs of one proven block to its orders: names and prices are read only for what could become an order. */
import { compare, multiply, parseDecimal } from '#shared/decimal.ts'
import type { OrderRow } from '#shared/order.ts'
import type { Settings } from '#shared/settings.ts'
import type { Chain } from './chains/defineChain.ts'
import { byAsset, type TokenInfo, type TokenMap } from './chains/named.ts'
import { appraise, assetOf } from './orders/appraise.ts'
import type { ChainStore, Clock } from './ports.ts'
import type { Price } from './pricing/feeds/defineFeed.ts'
import { price } from './pricing/index.ts'
import { manualPrices } from './pricing/manualPrices.ts'
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
}

/** No price triples between two blocks: a leg worth less than a third of the threshold at the last price is not asked about. */
const margin = parseDecimal('3')

/** Rejects only when prices or names could not be asked for at all: the block is then tried again as a whole. */
export async function appraiseBlock(reading: BlockReading, endpoint: Endpoint, deps: AppraiseDeps): Promise<OrderRow[]> {
  const { chain, settings, recent } = deps
  if (reading.legs.length === 0) return []
  const block = { ...reading.header, evidence: reading.evidence }
  const read = contractReads(deps.pool, endpoint, block, () => deps.clock.now())
  const tokens = await nameTokens(reading.legs, read, deps)
  const manual = manualPrices(chain, settings, tokens)
  const legs = reading.legs.filter(couldBeLarge(deps, tokens, manual))
  if (legs.length === 0) return []
  const prices = await price(legs.flatMap(assetsOf), { chain, block, read, manual })
  for (const [asset, found] of prices) recent.set(asset, found)
  return appraise({ chain, block, legs, settings, prices, tokens })
}

/** Names of the tokens that the chain does not list: remembered, else read on chain and remembered. */
async function nameTokens(legs: readonly Leg[], read: ReadContracts, { chain, store }: AppraiseDeps): Promise<TokenMap> {
  const listed = new Set(chain.tokens.map(({ address }) => address))
  const unlisted = new Set(legs.flatMap(assetsOf).filter((asset): asset is Address => asset !== null && !listed.has(asset)))
  const known = new Map<Address, TokenInfo>()
  for (const address of unlisted) {
    const token = store.token(chain.chainId, address)
    if (token) known.set(address, token)
  }
  const found = await readTokens(
    [...unlisted].filter((address) => !known.has(address)),
    read,
  )
  for (const [address, token] of found) {
    // What could not be read is asked again next time: the endpoint may only have lacked the state.
    if (token.decimals !== null) store.saveToken(chain.chainId, address, token)
    known.set(address, token)
  }
  return known
}

function couldBeLarge({ chain, settings, recent }: AppraiseDeps, tokens: TokenMap, manual: ReadonlyMap<string, string>) {
  const byUnits = byAsset(chain, settings.minUnits, tokens)
  const minUsd = parseDecimal(settings.minUsd)
  const side = (asset: AssetRef, amount: bigint): boolean => {
    const last = recent.get(asset)
    const { decimals } = assetOf(chain, asset, tokens)
    if (!last || decimals === null || byUnits.has(asset) || manual.has(asset ?? 'native')) return true
    return compare(multiply(multiply({ digits: amount, scale: decimals }, last.usd), margin), minUsd) >= 0
  }
  return ({ asset, amount, received }: Leg): boolean =>
    side(asset, amount) || (received !== undefined && side(received.asset, received.amount))
}

const assetsOf = ({ asset, received }: Leg): AssetRef[] => (received ? [asset, received.asset] : [asset])
