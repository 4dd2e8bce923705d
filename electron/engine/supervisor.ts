/** One pipeline a chain, each failing and recovering alone; the set follows the settings. */
import type { Network } from '#shared/settings.ts'
import { chainOfNetwork } from './chains/custom.ts'
import type { CreateEngine } from './index.ts'
import { type Pipeline, startPipeline } from './pipeline.ts'

/** Builds the engine: `setNetworks` starts, stops and replaces pipelines so that exactly the enabled networks run. */
export const createEngine: CreateEngine = (ports, options, events) => {
  const running = new Map<number, { readonly key: string; readonly pipeline: Pipeline }>()
  let turn: Promise<void> = Promise.resolve()

  const change = async (networks: readonly Network[]) => {
    const wanted = new Map(networks.filter(({ enabled }) => enabled).map((network) => [network.chainId, network]))
    for (const [chainId, { key, pipeline }] of running) {
      const network = wanted.get(chainId)
      if (network && JSON.stringify(network) === key) continue
      running.delete(chainId)
      await pipeline.stop()
    }
    for (const [chainId, network] of wanted)
      if (!running.has(chainId)) running.set(chainId, { key: JSON.stringify(network), pipeline: start(network) })
  }

  const start = (network: Network): Pipeline => {
    const chain = chainOfNetwork(network)
    // Half a block time finds a head within a quarter of it on average, without burning the quota.
    const pollMs = network.pollMs ?? Math.min(4000, Math.max(100, chain.blockMs / 2))
    return startPipeline(chain, network.endpoints, pollMs, ports, options.settings, options.range?.(network.chainId) ?? null, events)
  }

  const stopAll = async () => {
    const pipelines = [...running.values()]
    running.clear()
    await Promise.all(pipelines.map(({ pipeline }) => pipeline.stop()))
  }

  return {
    setNetworks(networks) {
      turn = turn.then(() => change(networks))
      return turn
    },
    status: () => [...running.values()].map(({ pipeline }) => pipeline.status()),
    resume: (chainId) => running.get(chainId)?.pipeline.resume(),
    peek: (chainId, packs) => running.get(chainId)?.pipeline.peek(packs) ?? null,
    wake() {
      for (const { pipeline } of running.values()) pipeline.wake()
    },
    stop() {
      turn = turn.then(stopAll)
      return turn
    },
  }
}
