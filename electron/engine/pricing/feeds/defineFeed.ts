/** What a price feed is: it says which assets it can price and prices them at one block, with its source as evidence. */
import type { Decimal } from '#shared/decimal.ts'
import type { Chain } from '../../chains/defineChain.ts'
import type { Address, AssetRef, BlockHeader, Hex } from '../../types.ts'

/** One figure: USD for one unit, and where it is from, e.g. `chainlink:ETH/USD round 110680464442257320247 at 1690000000`. */
export type Price = { readonly usd: Decimal; readonly by: string }

export type FeedContext = {
  readonly chain: Chain
  readonly block: BlockHeader
  /** Contract reads at exactly this block, in one batch; null where a call failed or reverted. */
  read(calls: readonly { readonly to: Address; readonly data: Hex }[]): Promise<readonly (Hex | null)[]>
  /** Prices that the feeds before this one have found. */
  readonly known: ReadonlyMap<AssetRef, Price>
  /** Prices that the user set by hand, by asset key (`native` or the contract). */
  readonly manual: ReadonlyMap<string, string>
}

export type Feed<Id extends string = string> = {
  readonly id: Id
  readonly label: string
  /** Its figures are declarations: a later feed's measured figure that differs by more than 2 % goes before them. */
  readonly declared?: boolean
  /** What has to be priced before those of the assets that this feed derives from others. */
  bases?(assets: readonly AssetRef[], chain: Chain): readonly AssetRef[]
  /** Prices those of the assets that it knows; silent about the others. Never throws for a missing or stale price. */
  price(assets: readonly AssetRef[], context: FeedContext): Promise<ReadonlyMap<AssetRef, Price>>
}

export const defineFeed = <const Id extends string>(feed: Feed<Id>): Feed<Id> => feed
