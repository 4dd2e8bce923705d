/** Chainlink's figures, read from its contracts at exactly the order's block, and refused where they are stale or senseless. */
import { multiply } from '#shared/decimal.ts'
import type { Chain, ChainlinkFeed } from '../../../chains/defineChain.ts'
import type { AssetRef } from '../../../types.ts'
import { isSequencerUp, sequencerCalls } from '../../sequencer.ts'
import { defineFeed, type FeedContext, type Price, priceOf } from '../defineFeed.ts'
import { clampCalls, type Round, roundCalls, roundOf } from './rounds.ts'

export const chainlink = defineFeed({
  id: 'chainlink',
  label: 'Chainlink',
  knows: (asset, { chain }) => feedOf(chain, asset) !== undefined,
  calls(assets, { chain }) {
    const feeds = readFor(assets, chain)
    return feeds.length === 0 ? [] : [...feeds.flatMap(roundCalls), ...sequencerCalls(chain)]
  },
  furtherCalls: (assets, context) => readFor(assets, context.chain).flatMap((feed) => clampCalls(feed, context)),
  price(assets, context) {
    const prices = new Map<AssetRef, Price>()
    if (!isSequencerUp(context)) return prices
    for (const asset of assets) {
      const feed = feedOf(context.chain, asset)
      const price = feed && toPrice(asset, feed, context)
      if (price) prices.set(asset, price)
    }
    return prices
  },
})

/** The feed that names the asset; the wrapper of the native coin is priced as the native coin. */
function feedOf({ chainlink: feeds, wrappedNative }: Chain, asset: AssetRef): ChainlinkFeed | undefined {
  const named = feeds.find((feed) => feed.assets.includes(asset ?? 'native'))
  return named ?? (asset !== null && asset === wrappedNative ? feeds.find((feed) => feed.assets.includes('native')) : undefined)
}

/** What turns the answer of an `X/Y` feed into USD: the chain's `Y/USD`. Undefined for `X/USD`. */
const quoteOf = (feed: ChainlinkFeed, { chainlink: feeds }: Chain): ChainlinkFeed | undefined => {
  const quote = feed.pair.slice(feed.pair.lastIndexOf('/') + 1)
  return quote === 'USD' ? undefined : feeds.find(({ pair }) => pair === `${quote}/USD`)
}

const isInUsd = ({ pair }: ChainlinkFeed): boolean => pair.endsWith('/USD')

/** The assets' feeds and those that these are turned into USD by. */
function readFor(assets: readonly AssetRef[], chain: Chain): ChainlinkFeed[] {
  const named = assets.flatMap((asset) => feedOf(chain, asset) ?? [])
  return [...new Set([...named, ...named.flatMap((feed) => quoteOf(feed, chain) ?? [])])]
}

function toPrice(asset: AssetRef, feed: ChainlinkFeed, context: FeedContext): Price | null {
  const round = roundOf(feed, context)
  if (!round) return null
  const own = `${feed.pair} ${wordsOf(round)}`
  const origin = { reference: feed.proxy, round: round.id.toString(), at: round.at, age: round.age }
  if (isInUsd(feed)) return priceOf('chainlink', asset, round.value, `chainlink:${own}`, origin)
  const quoteFeed = quoteOf(feed, context.chain)
  const quote = quoteFeed && roundOf(quoteFeed, context)
  if (!quote) return null
  const older = quote.at < round.at ? quote : round
  return priceOf('chainlink', asset, multiply(round.value, quote.value), `chainlink:${own} × ${quoteFeed.pair} ${wordsOf(quote)}`, {
    ...origin,
    at: older.at,
    age: older.age,
    via: `${quoteFeed.pair} ${wordsOf(quote)} (${quoteFeed.proxy}), ${quote.age} s old; ${feed.pair} is ${round.age} s old`,
  })
}

const wordsOf = ({ id, at }: Round): string => `round ${id} at ${at}`
