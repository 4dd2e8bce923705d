/** The traffic maker: what happens in a block, drawn from the seed and from what the accounts hold at that moment. */

import type { WorkingState } from '#demo/chain/state.ts'
import type { Intent } from '#demo/chain/types.ts'
import type { Random } from '#demo/random.ts'
import { dealings } from './dealings.ts'
import { large } from './large.ts'
import { noise } from './noise.ts'
import { oracleReports } from './oracle.ts'
import type { Cast } from './wallets.ts'

/** What traffic may look at while a block is being filled. `state` is the block's own, after all that was included so far. */
export type Scene = {
  /** Of the whole chain: what takes longer than a block follows from it. */
  readonly seed: string
  readonly cast: Cast
  readonly random: Random
  readonly state: WorkingState
  readonly number: bigint
  readonly timestamp: bigint
  readonly baseFee: bigint
}

/** Each intent is signed and included before the next one is asked for. */
export type Traffic = (scene: Scene) => Iterable<Intent>

/** Retail noise, one to three large orders in every block or two, price reports, and a few turns of businesses. */
export const liveTraffic: Traffic = function* (scene) {
  const { random } = scene
  yield* oracleReports(scene)
  const [least, most] = appetite(scene.baseFee)
  const small = random.int(least, most)
  const big = random.chance(0.62) ? random.int(1, 3) : 0
  // Where in the block the large ones stand.
  const places = new Set(Array.from({ length: big }, () => random.int(0, small - 1)))
  for (let place = 0; place < small; place++) {
    const intent = noise(scene)
    if (intent) yield intent
    if (!places.has(place)) continue
    const order = large(scene)
    if (order) yield order
  }
  yield* dealings(scene)
}

/** Dear gas keeps retail away, which is what brings the fee down again: how many small transactions at this base fee. */
function appetite(baseFee: bigint): readonly [least: number, most: number] {
  if (baseFee < 4n * gwei) return [9, 21]
  if (baseFee < 12n * gwei) return [6, 16]
  return [3, 8]
}
const gwei = 1_000_000_000n
