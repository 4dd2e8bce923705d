/** Chainlink's figures, read from its contracts at exactly the order's block, and refused where they are stale or senseless. */
import type { Decimal } from '#shared/decimal.ts'
import type { Chain, ChainlinkFeed } from '../../../chains/defineChain.ts'
import type { Address, AssetRef, BlockHeader, Hex } from '../../../types.ts'
import { signedWordAt, wordAt } from '../../words.ts'
import { defineFeed, type FeedContext, type Price } from '../defineFeed.ts'

/** Selectors of AggregatorV3Interface: latestRoundData() → (roundId, answer, startedAt, updatedAt, answeredInRound), decimals(). */
const latestRoundData: Hex = '0xfeaf968c'
const decimals: Hex = '0x313ce567'

/** How long prices are not used after a sequencer came back: those who could not act meanwhile need it too (Chainlink's own sample). */
const gracePeriod = 3_600n

/** A pushed answer takes a moment to be mined: a tenth of the heartbeat is allowed for that. */
const marginPercent = 110n

export const chainlink = defineFeed({
  id: 'chainlink',
  label: 'Chainlink',
  async price(assets, context) {
    const wanted = assets.flatMap((asset) => {
      const feed = feedOf(context.chain, asset)
      return feed ? [{ asset, feed }] : []
    })
    const feeds = [...new Set(wanted.map(({ feed }) => feed))]
    if (feeds.length === 0) return new Map<AssetRef, Price>()
    const prices = await readFeeds(feeds, context)
    return new Map(wanted.flatMap(({ asset, feed }) => pair(asset, prices.get(feed))))
  },
})

const pair = (asset: AssetRef, price: Price | undefined): [AssetRef, Price][] => (price ? [[asset, price]] : [])

/** The feed that names the asset; the wrapper of the native coin is priced as the native coin. */
function feedOf({ chainlink: feeds, wrappedNative }: Chain, asset: AssetRef): ChainlinkFeed | undefined {
  const named = feeds.find((feed) => feed.assets.includes(asset ?? 'native'))
  return named ?? (asset !== null && asset === wrappedNative ? feeds.find((feed) => feed.assets.includes('native')) : undefined)
}

/** All feeds in one batch of reads, the sequencer's state among them. */
async function readFeeds(feeds: readonly ChainlinkFeed[], { chain, block, read }: FeedContext): Promise<Map<ChainlinkFeed, Price>> {
  const calls: { to: Address; data: Hex }[] = feeds.flatMap(({ proxy }) => [
    { to: proxy, data: latestRoundData },
    { to: proxy, data: decimals },
  ])
  if (chain.sequencer) calls.push({ to: chain.sequencer, data: latestRoundData })
  const answers = await read(calls)
  const prices = new Map<ChainlinkFeed, Price>()
  if (chain.sequencer && !isSequencerUp(answers[feeds.length * 2], block)) return prices
  for (const [index, feed] of feeds.entries()) {
    const price = toPrice(feed, answers[index * 2], answers[index * 2 + 1], block)
    if (price) prices.set(feed, price)
  }
  return prices
}

function toPrice(feed: ChainlinkFeed, round: Hex | null | undefined, scale: Hex | null | undefined, block: BlockHeader): Price | null {
  const roundId = wordAt(round, 0)
  const answer = signedWordAt(round, 1)
  const updatedAt = wordAt(round, 3)
  const places = wordAt(scale, 0)
  if (roundId === null || answer === null || updatedAt === null || places === null) return null
  const age = BigInt(block.timestamp) - updatedAt
  if (answer <= 0n || updatedAt === 0n || places > 77n || age < 0n || age * 100n > BigInt(feed.heartbeat) * marginPercent) return null
  const usd: Decimal = { digits: answer, scale: Number(places) }
  return { usd, by: `chainlink:${feed.pair} round ${roundId} at ${updatedAt}` }
}

/** Chainlink's L2 sequencer feed: answer 0 is up; `startedAt` is when that began, 0 where the feed was never initialised. */
function isSequencerUp(round: Hex | null | undefined, block: BlockHeader): boolean {
  const answer = signedWordAt(round, 1)
  const startedAt = wordAt(round, 2)
  return answer === 0n && startedAt !== null && startedAt > 0n && BigInt(block.timestamp) - startedAt > gracePeriod
}
