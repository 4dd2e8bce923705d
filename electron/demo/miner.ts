/** Grows the chain and forks it: fills blocks with traffic, and says which dropped transactions come back. */
import { buildOn } from './chain/build.ts'
import { type ChainStore, type Change, heightOf } from './chain/chain.ts'
import type { Contracts } from './chain/execute.ts'
import type { Block, SignedTransaction } from './chain/types.ts'
import { randomFrom } from './random.ts'
import type { Traffic } from './traffic/index.ts'
import { isLarge, survivors } from './traffic/survivors.ts'
import type { Cast } from './traffic/wallets.ts'

export type World = {
  readonly chainId: number
  readonly seed: string
  readonly cast: Cast
  readonly contracts: Contracts
  readonly chain: ChainStore
  /** null for empty blocks. */
  readonly traffic: Traffic | null
}

/** Calls must not overlap: blocks build on blocks. `timestamp` in unix seconds. */
export type Miner = {
  mine(timestamp: number): Promise<Block>
  /** Replaces the last `depth` blocks by one more; `timestamp` is the last one's, the others keep the times of those they replace. */
  fork(depth: number, timestamp: number): Promise<Change>
  /** Whether a fork of this depth would take a large movement off the chain. */
  wouldShow(depth: number): boolean
  /** Forks so far. */
  forks(): number
}

export function createMiner(world: World): Miner {
  const { chain, seed } = world
  let forks = 0

  return {
    forks: () => forks,
    wouldShow(depth) {
      const last = Array.from({ length: depth }, (_, index) => chain.byNumber(heightOf(chain.head()) - index))
      return last.some((block) => block?.transactions.some((transaction) => isLarge(transaction, world.cast)))
    },
    async mine(timestamp) {
      const block = await fill(world, chain.head(), forks, timestamp, [])
      chain.adopt([block])
      return block
    },
    async fork(depth, timestamp) {
      const height = heightOf(chain.head())
      let parent = Number.isInteger(depth) && depth > 0 ? chain.byNumber(height - depth) : null
      if (!parent) throw new RangeError(`A fork drops between 1 and ${height} blocks, and only such as are still remembered.`)
      forks++
      const old = Array.from({ length: depth }, (_, index) => chain.byNumber(height - depth + 1 + index)).filter((block) => block !== null)
      const dropped = old.flatMap(({ transactions }) => transactions)
      const waiting = survivors(dropped, randomFrom(`${seed} fork ${forks}`), world.cast)
      const added: Block[] = []
      for (let index = 0; index <= depth; index++) {
        // An even share of what is left for each block, so that transactions move to other heights.
        const share = waiting.splice(0, Math.ceil(waiting.length / (depth + 1 - index)))
        parent = await fill(world, parent, forks, Number(old[index]?.header.timestamp ?? timestamp), share)
        added.push(parent)
      }
      return chain.adopt(added)
    },
  }
}

/** `again`: transactions signed before, which come first. A clock that was set back does not make time run backwards. */
async function fill(world: World, parent: Block, branch: number, time: number, again: readonly SignedTransaction[]): Promise<Block> {
  const { chainId, cast, contracts, traffic } = world
  const salt = `${world.seed} ${heightOf(parent) + 1} ${branch}`
  const random = randomFrom(salt)
  const miner = random.pick(cast.builders)
  const builder = buildOn({ chainId, parent, contracts, salt, miner, timestamp: Math.max(time, Number(parent.header.timestamp)) })
  for (const transaction of again) builder.again(transaction)
  if (traffic) {
    const { state, number, timestamp, baseFee } = builder
    for (const intent of traffic({ seed: world.seed, cast, random, state, number, timestamp, baseFee })) await builder.add(intent)
  }
  return builder.seal()
}
