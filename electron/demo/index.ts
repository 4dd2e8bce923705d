/** The built-in chain: real blocks with real proofs, made on this machine, so that Crowsnest shows what it does without any network. */
import { demoChain } from '#engine/chains/demo.ts'
import { genesisBlock } from './chain/build.ts'
import { type Change, createChainStore } from './chain/chain.ts'
import type { Block } from './chain/types.ts'
import { deployments, genesisState } from './contracts/index.ts'
import { createMiner } from './miner.ts'
import { randomFrom } from './random.ts'
import { createMethods } from './rpc/methods.ts'
import { serveRpc } from './rpc/server.ts'
import { liveTraffic, type Traffic } from './traffic/index.ts'
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
  const miner = createMiner({ chainId, seed, cast, contracts, chain, traffic })
  const seconds = (): number => Math.floor(now() / 1000)

  /** One thing at a time: blocks build on blocks. */
  let last: Promise<unknown> = Promise.resolve()
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work)
    last = result.catch(() => undefined)
    return result
  }

  for (let index = 1; index <= history; index++) await miner.mine(Math.floor((startMs + index * blockMs) / 1000))
  const server = await serveRpc({ chain, methods: createMethods({ chain, contracts, chainId }), port: options.port ?? 0 })

  const nextReorg = (): number =>
    reorgEveryMs === null ? Number.POSITIVE_INFINITY : blocksToReorg(seed, miner.forks(), reorgEveryMs / blockMs)
  let untilReorg = nextReorg()
  async function beat(): Promise<void> {
    const depth = randomFrom(`${seed} depth ${miner.forks()}`).pick([1, 1, 2, 2, 3])
    // A fork that nobody would notice waits for something worth dropping.
    if (--untilReorg > 0 || (traffic === liveTraffic && !miner.wouldShow(depth))) return void (await miner.mine(seconds()))
    await miner.fork(depth, seconds())
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
        for (let index = 0; index < count; index++) blocks.push(await miner.mine(seconds()))
        return blocks
      }),
    fork: (depth) => inTurn(() => miner.fork(depth, seconds())),
    async stop() {
      if (timer) clearInterval(timer)
      await last
      await server.close()
    },
  }
}

/** Wei. */
const firstBaseFee = 9_000_000_000n

/** Around the mean, a third more or less; the first one comes in half the time, for those who only have a quick look. */
function blocksToReorg(seed: string, forks: number, mean: number): number {
  const factor = forks === 0 ? 0.5 : 0.67 + 0.66 * randomFrom(`${seed} wait ${forks}`).next()
  return Math.max(2, Math.round(mean * factor))
}
