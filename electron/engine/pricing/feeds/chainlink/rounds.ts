/** One answer of a Chainlink proxy, read so that nothing stale, senseless or stuck passes. */
import type { Decimal } from '#shared/decimal.ts'
import type { ChainlinkFeed } from '../../../chains/defineChain.ts'
import type { Address, Hex } from '../../../types.ts'
import { type Clamp, keep } from '../../memory.ts'
import { signedWordAt, word, wordAt } from '../../words.ts'
import { type ContractCall, type FeedContext, latestRoundData } from '../defineFeed.ts'

/** Selectors: decimals() and aggregator() of a proxy; minAnswer() and maxAnswer() of the aggregator behind it. */
const decimals: Hex = '0x313ce567'
const aggregator: Hex = '0x245a7bfc'
const minAnswer: Hex = '0x22adbc78'
const maxAnswer: Hex = '0x70da2f67'

/** A pushed answer takes a moment to be mined: a tenth of the heartbeat is allowed for that. */
const marginPercent = 110n
/** Addresses below are precompiled contracts, which answer anything. */
const leastContract = 1n << 64n

export type Round = {
  readonly value: Decimal
  readonly id: bigint
  /** Unix seconds of the answer, and its age at the block. */
  readonly at: number
  readonly age: number
}

type Answers = Pick<FeedContext, 'answer' | 'memory' | 'block' | 'complete'>

export const roundCalls = ({ proxy }: ChainlinkFeed): ContractCall[] =>
  [latestRoundData, decimals, aggregator].map((data) => ({ to: proxy, data }))

/** What shows where the aggregator behind the proxy stops to follow the market: asked once for each aggregator. */
export function clampCalls({ proxy }: ChainlinkFeed, { answer, memory }: Pick<Answers, 'answer' | 'memory'>): ContractCall[] {
  const behind = aggregatorOf(proxy, answer)
  return behind === null || memory.clamps.has(behind) ? [] : [minAnswer, maxAnswer].map((data) => ({ to: behind, data }))
}

/** Null for an answer that is older than its heartbeat allows, from the future or an earlier round, not positive, or at a clamp. */
export function roundOf(feed: ChainlinkFeed, answers: Answers): Round | null {
  const round = answers.answer({ to: feed.proxy, data: latestRoundData })
  const [id, value, updatedAt, answeredIn] = [wordAt(round, 0), signedWordAt(round, 1), wordAt(round, 3), wordAt(round, 4)]
  const places = wordAt(answers.answer({ to: feed.proxy, data: decimals }), 0)
  if (id === null || value === null || updatedAt === null || answeredIn === null || places === null) return null
  const age = BigInt(answers.block.timestamp) - updatedAt
  if (value <= 0n || updatedAt === 0n || answeredIn < id || places > 77n) return null
  if (age < 0n || age * 100n > BigInt(feed.heartbeat) * marginPercent) return null
  const clamp = clampOf(feed.proxy, answers)
  if (clamp && (value <= clamp.least || value >= clamp.most)) return null
  return { value: { digits: value, scale: Number(places) }, id, at: Number(updatedAt), age: Number(age) }
}

function aggregatorOf(proxy: Address, answer: FeedContext['answer']): Address | null {
  const behind = wordAt(answer({ to: proxy, data: aggregator }), 0)
  return behind !== null && behind >= leastContract && behind < 1n << 160n ? `0x${word(behind).slice(24)}` : null
}

/** Aggregators without such limits answer neither question. */
function clampOf(proxy: Address, { answer, memory, complete }: Answers): Clamp {
  const behind = aggregatorOf(proxy, answer)
  if (behind === null) return null
  const known = memory.clamps.get(behind)
  if (known !== undefined) return known
  const [least, most] = [minAnswer, maxAnswer].map((data) => signedWordAt(answer({ to: behind, data }), 0))
  const clamp = least == null || most == null || least >= most ? null : { least, most }
  if (complete) keep(memory.clamps, behind, clamp)
  return clamp
}
