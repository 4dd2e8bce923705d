/** Whether prices of a rollup may be used: while its sequencer was down, only few could act on what its contracts said. */
import type { Chain } from '../chains/defineChain.ts'
import type { ContractCall } from '../rpc/contractReads.ts'
import { type FeedContext, latestRoundData } from './feeds/defineFeed.ts'
import { signedWordAt, wordAt } from './words.ts'

/** How long prices are not used after a sequencer came back: those who could not act meanwhile need it too (Chainlink's own sample). */
const gracePeriod = 3_600n

/** What has to be read to know; nothing on chains without a sequencer feed. */
export const sequencerCalls = ({ sequencer }: Chain): ContractCall[] => (sequencer ? [{ to: sequencer, data: latestRoundData }] : [])

/** Chainlink's L2 sequencer feed: answer 0 is up; `startedAt` is when that began, 0 where the feed was never initialised. */
export function isSequencerUp({ chain, block, answer }: Pick<FeedContext, 'chain' | 'block' | 'answer'>): boolean {
  if (!chain.sequencer) return true
  const round = answer({ to: chain.sequencer, data: latestRoundData })
  const startedAt = wordAt(round, 2)
  return signedWordAt(round, 1) === 0n && startedAt !== null && startedAt > 0n && BigInt(block.timestamp) - startedAt > gracePeriod
}
