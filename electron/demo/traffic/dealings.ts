/** Turns of the businesses: few in a block, so that they stand beside the large orders and do not drown them. */
import { dueCalls } from '#demo/businesses/course.ts'
import { businesses } from '#demo/businesses/index.ts'
import type { Intent } from '#demo/chain/types.ts'
import { randomFrom } from '#demo/random.ts'
import type { Scene } from './index.ts'
import { take } from './intents.ts'

/** More than these wait for the next block; each block begins with another business, so that none waits for long. */
const most = 3

export function* dealings(scene: Scene): Iterable<Intent> {
  // Chance of their own: what others do in a block does not change with the businesses that there are.
  const random = randomFrom(`${scene.seed} dealings ${scene.number}`)
  let left = most
  for (let index = 0; index < businesses.length; index++) {
    const business = businesses[(Number(scene.number) + index) % businesses.length]
    if (!business) continue
    for (const call of dueCalls(business, scene)) {
      if (left-- === 0) return
      yield take(random, call)
    }
  }
}
