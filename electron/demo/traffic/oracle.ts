/** Price reports: a slow random walk, written on chain every ten seconds or so. The walk's only memory is the last answer. */
import type { Intent } from '#demo/chain/types.ts'
import { newestAnswer } from '#demo/contracts/aggregator.ts'
import { firstPrices } from '#demo/contracts/index.ts'
import { demoContracts as at } from '#engine/chains/demo.ts'
import type { Address } from '#engine/types.ts'
import type { Scene } from './index.ts'
import { report } from './intents.ts'

/** Newest answer of a feed, USD with 8 decimals. */
export const answerOf = (scene: Pick<Scene, 'state'>, feed: Address): bigint => newestAnswer((slot) => scene.state.read(feed, slot))

export function* oracleReports(scene: Scene): Iterable<Intent> {
  const { random, cast } = scene
  for (const [feed, everyBlocks, home] of floating) {
    if (!random.chance(1 / everyBlocks)) continue
    const answer = answerOf(scene, feed)
    // Up to 0.12 % a step, with a pull of a hundredth of the way home, so that a week-long demo still shows a believable price.
    const step = (answer * BigInt(random.int(-1200, 1200))) / 1_000_000n
    yield report(random, cast.oracle, feed, answer + step + (home - answer) / 100n)
  }
  for (const [feed, home] of pegged) {
    if (random.chance(1 / 60)) yield report(random, cast.oracle, feed, home + BigInt(random.int(-15_000, 15_000)))
  }
}

const floating = [
  [at.ethUsd, 5, firstPrices.eth],
  [at.btcUsd, 8, firstPrices.btc],
] as const
const pegged = [
  [at.usdcUsd, firstPrices.usdc],
  [at.usdtUsd, firstPrices.usdt],
  [at.daiUsd, firstPrices.dai],
] as const
