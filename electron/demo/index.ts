/** The built-in chain: real blocks with real proofs, made on this machine, so that Crowsnest shows what it does without any network. */
import { demoChain } from '#engine/chains/demo.ts'
import { type BlockPlan, buildOn, genesisBlock } from './chain/build.ts'
import { type Change, createChainStore, heightOf } from './chain/chain.ts'
import type { Block } from './chain/types.ts'
import { deployments, genesisState } from './contracts/index.ts'
import { randomFrom } from './random.ts'
import { createMethods } from './rpc/methods.ts'
import { serveRpc } from './rpc/server.ts'
import { liveTraffic, survivors, type Traffic } from './traffic/index.ts'
import { castOfDemo } from './traffic/wallets.ts'

export type DemoOptions = {
  /** Everything that happens follows from it and from the clock. */
  readonly seed?: string
  /** Time between blocks, milliseconds. */
  readonly blockMs?: number
  /** Blocks that exist at the start, with timestamps that reach back. */
  readonly history?: number
  /** Mean time between reorgs of 1–3 blocks, milliseconds; null for none. Counted in blocks, so that it follows from the seed. */
  readonly reorgEveryMs?: number | null
  /** 0 takes a free port. */
  readonly port?: number
  /** Unix milliseconds. */
  readonly now?: () => number
  /** What fills the blocks; null for empty ones. */
  readonly traffic?: Traffic | null
  /** False: blocks come only from `mine` and `fork`. */
  readonly autoMine?: boolean
  /** Canonical blocks remembered; older ones are answered with null. */
  readonly keep?: number
}

export type DemoChain = {
  readonly http: string
  readonly ws: string
  readonly chainId: number
  head(): Block
  /** Adds `count` blocks, one by default, and returns them. */
  mine(count?: number): Promise<readonly Block[]>
  /** Replaces the last `depth` blocks by `depth + 1` others, in which most of their transactions are mined again. */
  fork(depth: number): Promise<Change>
  held(): { readonly blocks: number; readonly transactions: number; readonly dropped: number }
  stop(): Promise<void>
}

/** Starts the chain with its history and opens its endpoints on 127.0.0.1. Rejects where the port is taken. */
export async function startDemoChain(options: DemoOptions = {}): Promise<DemoChain> {
  const { seed = 'crowsnest', blockMs = demoChain.blockMs, history = 40, reorgEveryMs = 60_000, keep = 512, now = Date.now } = options
  const traffic = options.traffic === undefined ? liveTraffic : options.traffic
  const { chainId } = demoChain
  const cast = castOfDemo()
  const contracts = deployments(cast)
  const startMs = now() - history * blockMs
  const begin = Math.floor(startMs / 1000)
  const chain = createChainStore(genesisBlock(genesisState(contracts, cast, seed, begin), begin, firstBaseFee, seed), keep)
  let forks = 0

  async function build(parent: Block, branch: number, timestamp: number, again: Block['transactions']): Promise<Block> {
    const number = heightOf(parent) + 1
    const salt = `${seed} ${number} ${branch}`
    const random = randomFrom(salt)
    const plan: BlockPlan = {
      chainId,
      parent,
      contracts,
      salt,
      miner: random.pick(cast.builders),
      timestamp: Math.max(timestamp, Number(parent.header.timestamp)),
    }
    const builder = buildOn(plan)
    for (const transaction of again) builder.again(transaction)
    if (traffic) {
      const { state, timestamp, baseFee } = builder
      for (const intent of traffic({ cast, random, state, number: builder.number, timestamp, baseFee })) await builder.add(intent)
    }
    return builder.seal()
  }

  async function mineOne(timestamp: number): Promise<Block> {
    const block = await build(chain.head(), forks, timestamp, [])
    chain.adopt([block])
    return block
  }

  async function forkNow(depth: number): Promise<Change> {
    const height = heightOf(chain.head())
    let parent = chain.byNumber(height - depth)
    if (!Number.isInteger(depth) || depth < 1 || !parent)
      throw new RangeError(`A fork drops between 1 and ${height} blocks that are still remembered.`)
    forks++
    const old = Array.from({ length: depth }, (_, index) => chain.byNumber(height - depth + 1 + index)).filter((block) => block !== null)
    const random = randomFrom(`${seed} fork ${forks}`)
    const waiting = survivors(
      old.flatMap(({ transactions }) => transactions),
      random,
    )
    const added: Block[] = []
    for (let index = 0; index <= depth; index++) {
      const timestamp = Number(old[index]?.header.timestamp ?? Math.floor(now() / 1000))
      // The last block takes all that is left; earlier ones a share, so that transactions move to other heights.
      const share = index === depth ? waiting.length : Math.ceil(waiting.length / (depth + 1 - index))
      parent = await build(parent, forks, timestamp, waiting.splice(0, share))
      added.push(parent)
    }
    return chain.adopt(added)
  }

  /** One thing at a time: blocks build on blocks. */
  let last: Promise<unknown> = Promise.resolve()
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work)
    last = result.catch(() => undefined)
    return result
  }

  for (let index = 1; index <= history; index++) await mineOne(Math.floor((startMs + index * blockMs) / 1000))
  const server = await serveRpc({ chain, methods: createMethods({ chain, contracts, chainId }), port: options.port ?? 0 })

  const nextReorg = (): number => (reorgEveryMs === null ? Number.POSITIVE_INFINITY : blocksToReorg(seed, forks, reorgEveryMs / blockMs))
  let untilReorg = nextReorg()
  async function beat(): Promise<void> {
    if (--untilReorg > 0) return void (await mineOne(Math.floor(now() / 1000)))
    await forkNow(randomFrom(`${seed} depth ${forks}`).pick([1, 1, 2, 2, 3]))
    untilReorg = nextReorg()
  }
  let busy = false
  // A beat that fails is a fault of this program: it is left unhandled on purpose, so that it is seen.
  const tick = async (): Promise<void> => {
    if (busy) return
    busy = true
    await inTurn(beat)
    busy = false
  }
  const timer = options.autoMine === false ? null : setInterval(tick, blockMs)

  return {
    http: `http://127.0.0.1:${server.port}`,
    ws: `ws://127.0.0.1:${server.port}`,
    chainId,
    head: chain.head,
    held: chain.held,
    mine: (count = 1) =>
      inTurn(async () => {
        const blocks: Block[] = []
        for (let index = 0; index < count; index++) blocks.push(await mineOne(Math.floor(now() / 1000)))
        return blocks
      }),
    fork: (depth) => inTurn(() => forkNow(depth)),
    async stop() {
      if (timer) clearInterval(timer)
      await last
      await server.close()
    },
  }
}

/** Wei. */
const firstBaseFee = 9_000_000_000n

/** Around the mean, a third more or less. */
function blocksToReorg(seed: string, forks: number, mean: number): number {
  return Math.max(2, Math.round(mean * (0.67 + 0.66 * randomFrom(`${seed} wait ${forks}`).next())))
}
