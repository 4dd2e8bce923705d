/** A chain that the chaos harness drives: a node that is right, one that can follow another branch, and one that lags. */
import { type BlockPlan, buildOn, genesisBlock } from '#demo/chain/build.ts'
import { type ChainStore, type Change, createChainStore, finalityDepth, heightOf } from '#demo/chain/chain.ts'
import type { Block, SignedTransaction } from '#demo/chain/types.ts'
import { deployments, genesisState } from '#demo/contracts/index.ts'
import { type Random, randomFrom } from '#demo/random.ts'
import { createMethods } from '#demo/rpc/methods.ts'
import { serveRpc } from '#demo/rpc/server.ts'
import type { Traffic } from '#demo/traffic/index.ts'
import { large } from '#demo/traffic/large.ts'
import { noise } from '#demo/traffic/noise.ts'
import { castOfDemo } from '#demo/traffic/wallets.ts'
import { demoChain } from '#engine/chains/demo.ts'

/** Where a node can be asked. */
export type Node = { readonly http: string; readonly ws: string }

export type World = {
  readonly chainId: number
  /** Depth below the head from which the chain's own nodes call a block final. */
  readonly finality: number
  readonly main: Node
  /** Follows `main` until `diverge`, then a branch of its own, block by block; null where the world has no such node. */
  readonly rival: Node | null
  /** Is always `lag` changes behind `main`, on branches that `main` has left already; null where there is none. */
  readonly laggard: Node | null
  head(): Promise<number>
  mine(count?: number): Promise<void>
  /** Replaces the last `depth` blocks of `main` by `depth + 1` others. */
  fork(depth: number): Promise<void>
  /** From here on the rival stands on a branch that leaves `main` `depth` blocks below its head. */
  diverge(depth: number): Promise<void>
  /** The rival follows `main` again. */
  rejoin(): Promise<void>
  stop(): Promise<void>
}

export type WorldOptions = {
  readonly seed: string
  /** Unix milliseconds, for timestamps. */
  readonly now: () => number
  /** Changes that the laggard is behind. */
  readonly lag?: number
}

/** The demo's own chain under three nodes: many blocks a second, real roots and signatures. */
export async function startDemoWorld({ seed, now, lag = 4 }: WorldOptions): Promise<World> {
  const { chainId } = demoChain
  const cast = castOfDemo()
  const contracts = deployments(cast)
  const begin = Math.floor(now() / 1000)
  const genesis = genesisBlock(genesisState(contracts, cast, seed, begin), begin, 9_000_000_000n, seed)
  const [main, rival, laggard] = [createChainStore(genesis, kept), createChainStore(genesis, kept), createChainStore(genesis, kept)]
  let branches = 0
  let diverged = false
  const waiting: Change[] = []

  const build = async (parent: Block, branch: number, again: readonly SignedTransaction[]): Promise<Block> => {
    const salt = `${seed} ${heightOf(parent) + 1} ${branch}`
    const random = randomFrom(salt)
    const timestamp = Math.max(Math.floor(now() / 1000), Number(parent.header.timestamp))
    const plan: BlockPlan = { chainId, parent, contracts, salt, miner: random.pick(cast.builders), timestamp }
    const builder = buildOn(plan)
    for (const transaction of again) builder.again(transaction)
    const { state, baseFee, number } = builder
    for (const intent of traffic({ seed, cast, random, state, number, timestamp: BigInt(timestamp), baseFee })) await builder.add(intent)
    return builder.seal()
  }

  /** `depth + 1` blocks that replace the last `depth` of a chain, with most of the transactions that they drop. */
  const branchOff = async (chain: ChainStore, depth: number): Promise<Block[]> => {
    const height = heightOf(chain.head())
    let parent = chain.byNumber(height - depth)
    if (!parent) throw new RangeError(`There are no ${depth} blocks to replace.`)
    branches++
    const dropped = Array.from({ length: depth }, (_, index) => chain.byNumber(height - depth + 1 + index)?.transactions ?? []).flat()
    const again = survivors(dropped, randomFrom(`${seed} branch ${branches}`))
    const added: Block[] = []
    for (let index = 0; index <= depth; index++) {
      parent = await build(parent, branches, again.splice(0, Math.ceil(again.length / (depth + 1 - index))))
      added.push(parent)
    }
    return added
  }

  /** Brings a chain to where `main` is now. */
  const align = (chain: ChainStore): void => {
    let number = heightOf(main.head())
    const missing: Block[] = []
    for (let block = main.byNumber(number); block && chain.byNumber(number)?.hash !== block.hash; block = main.byNumber(--number)) {
      missing.unshift(block)
    }
    if (missing.length > 0) chain.adopt(missing)
  }

  main.onChange((change) => {
    if (!diverged) align(rival)
    waiting.push(change)
    while (waiting.length > lag) laggard.adopt(waiting.shift()?.added ?? [])
  })

  const servers = await Promise.all(
    [main, rival, laggard].map((chain) => serveRpc({ chain, methods: createMethods({ chain, contracts, chainId }), port: 0 })),
  )
  const nodes = servers.map(({ port }): Node => ({ http: `http://127.0.0.1:${port}`, ws: `ws://127.0.0.1:${port}` }))
  const [mainNode, rivalNode, laggardNode] = nodes
  if (!mainNode || !rivalNode || !laggardNode) throw new Error('The nodes of the world did not start.')

  return {
    chainId,
    finality: finalityDepth,
    main: mainNode,
    rival: rivalNode,
    laggard: laggardNode,
    head: async () => heightOf(main.head()),
    async mine(count = 1) {
      for (let index = 0; index < count; index++) {
        main.adopt([await build(main.head(), branches, [])])
        if (diverged) rival.adopt([await build(rival.head(), branches + 1_000_000, [])])
      }
    },
    async fork(depth) {
      main.adopt(await branchOff(main, Math.min(depth, heightOf(main.head()) - 1)))
    },
    async diverge(depth) {
      if (diverged) return
      diverged = true
      rival.adopt(await branchOff(rival, Math.min(depth, heightOf(rival.head()) - 1)))
    },
    async rejoin() {
      diverged = false
      align(rival)
    },
    async stop() {
      await Promise.all(servers.map((server) => server.close()))
    },
  }
}

/** A fork loses a sender here and there, with all that he sent from then on; the rest is mined again. */
function survivors(dropped: readonly SignedTransaction[], random: Random): SignedTransaction[] {
  const silent = new Set<string>()
  return dropped.filter(({ from }) => {
    if (random.chance(0.2)) silent.add(from)
    return !silent.has(from)
  })
}

/** Blocks that each node remembers. */
const kept = 2_048

/** A few small payments and one to three large orders in every block: all that matters here, and quick to prove. */
const traffic: Traffic = function* (scene) {
  for (let index = scene.random.int(1, 3); index > 0; index--) {
    const intent = noise(scene)
    if (intent) yield intent
  }
  for (let index = scene.random.int(1, 3); index > 0; index--) {
    const order = large(scene)
    if (order) yield order
  }
}
