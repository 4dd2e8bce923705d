/** The light client of one chain beside its pipeline: what the sync committee signed lifts stored blocks, and tells which are final. */
import type { LightStatus } from '#shared/status.ts'
import type { Chain } from '../chains/defineChain.ts'
import type { Ports, StoredHeader } from '../ports.ts'
import type { SignedBeacon } from '../verify/seals/lightClient/index.ts'
import { createAncestry } from './ancestry.ts'
import { followBeacon } from './follow.ts'

export type Beacon = {
  /** Blocks that are stored: at the start those that are known, then each that was committed. */
  stored(blocks: readonly StoredHeader[]): void
  /** The newest block that is proven final; null before one is. */
  final(): { readonly number: number; readonly hash: string } | null
  /** Undefined where no light client was configured. */
  status(): LightStatus | undefined
  /** Resolves when it ended, after the signal. */
  readonly ended: Promise<void>
}

type Deps = {
  readonly chain: Chain
  readonly ports: Ports
  readonly signal: AbortSignal
  /** These stored blocks are ancestors of one that the committee signed, or that block itself. */
  lifted(blocks: readonly { readonly number: number; readonly hash: string }[]): void
  changed(): void
}

/** Begins at once where the chain has a beacon chain that is known and the user named a server and a checkpoint; else asks nobody anything. */
export function createBeacon({ chain, ports, signal, lifted, changed }: Deps): Beacon {
  const { lightClient, beacon: spec } = chain
  const { get } = ports
  if (lightClient === undefined) return silent
  if (spec === undefined || get === undefined) return { ...silent, status: () => ({ ...nothing, host: '', problem: noLight(chain.name) }) }
  const ancestry = createAncestry()
  let final: SignedBeacon | null = null

  const lift = (): void => {
    const blocks = ancestry.lift()
    if (blocks.length > 0) lifted(blocks)
  }

  const { standing, running } = followBeacon({
    ...{ chainId: chain.chainId, name: chain.name, spec, url: lightClient.url, checkpoint: lightClient.checkpoint },
    ...{ get, prover: ports.prover, store: ports.store, clock: ports.clock, log: ports.log, signal, changed },
    proven(block, kind) {
      if (kind === 'final') final = block
      ancestry.prove(block.executionBlockHash)
      lift()
    },
  })

  return {
    stored(blocks) {
      ancestry.add(blocks)
      lift()
    },
    final: () => final && { number: final.blockNumber, hash: final.executionBlockHash },
    status() {
      const { host, slot, head, problem } = standing()
      const signed = head ?? final
      return {
        ...{ host, slot, problem },
        block: signed?.blockNumber ?? null,
        final: final?.blockNumber ?? null,
        participants: signed?.participants ?? null,
        of: signed?.of ?? null,
      }
    },
    ended: running,
  }
}

const nothing = { slot: null, block: null, final: null, participants: null, of: null, problem: null }
const silent: Beacon = { stored() {}, final: () => null, status: () => undefined, ended: Promise.resolve() }
const noLight = (name: string): string =>
  `${name} has no beacon chain that is known here, so its light client is not asked. Remove it from the network’s settings.`
