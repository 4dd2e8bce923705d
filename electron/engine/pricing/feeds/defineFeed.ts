/** What a price feed is: it says what it has to read, and prices assets at one block from the answers, with its source as evidence. */
import { type Decimal, formatDecimal } from '#shared/decimal.ts'
import type { PriceFigure } from '#shared/order.ts'
import type { Chain } from '../../chains/defineChain.ts'
import type { TokenMap } from '../../chains/named.ts'
import type { ContractCall } from '../../rpc/contractReads.ts'
import type { AssetRef, BlockHeader, Hex } from '../../types.ts'
import type { PriceMemory } from '../memory.ts'

export type { ContractCall }

/** Selector of AggregatorV3Interface: latestRoundData() → (roundId, answer, startedAt, updatedAt, answeredInRound). */
export const latestRoundData: Hex = '0xfeaf968c'

/**
 * USD for one unit, and where it is from: `by` is the compact text that rows keep, e.g.
 * `chainlink:ETH/USD round 110680464442257320247 at 1690000000`; `figure` is the same in parts.
 */
export type Price = { readonly usd: Decimal; readonly by: string; readonly figure: PriceFigure }

/** What is asked: at which block, and what is known without asking. */
export type PriceQuestion = {
  readonly chain: Chain
  readonly block: BlockHeader
  /** Prices that the user set by hand, by asset key (`native` or the contract). */
  readonly manual: ReadonlyMap<string, string>
  /** Metadata of tokens that the chain does not list. */
  readonly tokens: TokenMap
  readonly memory: PriceMemory
}

export type FeedContext = PriceQuestion & {
  /** What the contract answered at exactly this block; null where it reverted, is not there or was not asked. */
  answer(call: ContractCall): Hex | null
  /** False while there is more to be read: then a missing answer is not to be remembered. */
  readonly complete: boolean
  /** Prices that the feeds before this one have found. */
  readonly known: ReadonlyMap<AssetRef, Price>
}

export type Feed<Id extends string = string> = {
  readonly id: Id
  readonly label: string
  /** Its figures are declarations: a later feed's measured figure that differs by more than 2 % goes before them. */
  readonly declared?: boolean
  /** Asked only about assets that no other feed knows. */
  readonly lastResort?: boolean
  /** Whether it has a source for the asset, whatever that will say. */
  knows(asset: AssetRef, question: PriceQuestion): boolean
  /** What has to be priced before those of the assets that this feed derives from others. */
  bases?(assets: readonly AssetRef[], question: PriceQuestion): readonly AssetRef[]
  /** What it has to read for those of the assets that it knows. */
  calls?(assets: readonly AssetRef[], question: PriceQuestion): readonly ContractCall[]
  /** What those answers showed to be needed as well; is to be empty as soon as that is remembered. */
  furtherCalls?(assets: readonly AssetRef[], context: Omit<FeedContext, 'known'>): readonly ContractCall[]
  /** Prices those of the assets that it knows; silent about the others. Never throws for a missing or stale price. */
  price(assets: readonly AssetRef[], context: FeedContext): ReadonlyMap<AssetRef, Price>
}

export const defineFeed = <const Id extends string>(feed: Feed<Id>): Feed<Id> => feed

type Origin = Partial<Pick<PriceFigure, 'reference' | 'round' | 'at' | 'age' | 'via'>>

/** A price with its figure; what the origin does not name is null. */
export const priceOf = (feed: string, asset: AssetRef, usd: Decimal, by: string, origin: Origin = {}): Price => ({
  usd,
  by,
  figure: {
    asset: asset ?? 'native',
    usd: formatDecimal(usd),
    by,
    feed,
    reference: null,
    round: null,
    at: null,
    age: null,
    via: null,
    ...origin,
  },
})
