/** The engine: give it ports and networks, it watches chains and reports what was committed. */
import type { Network, Settings } from '#shared/settings.ts'
import type { ChainStatus } from '#shared/status.ts'
import type { Peek } from './peek.ts'
import type { Incident, OrderChange, Ports, WatchedPack } from './ports.ts'

/** A range of history instead of, or before, the live tip. Block numbers, inclusive. */
export type Range = { readonly from: number; readonly to: number | null }

export type EngineOptions = {
  /** What becomes an order: thresholds and prices; read again for every block. */
  readonly settings: () => Settings
  /** For the command line: a range for a chain (by chain id). */
  readonly range?: (chainId: number) => Range | null
}

export type EngineEvents = {
  /** After every commit, in commit order. */
  committed(changes: readonly OrderChange[]): void
  /** Whenever a chain's status changed (coalesce before showing). */
  status(status: ChainStatus): void
  /** A range was read to its end (`--once`). */
  rangeDone(chainId: number, blocks: ReadonlyMap<number, number>): void
  /** Two blocks were sealed at one height: the validators of a chain contradict themselves. Told once for each pair. */
  equivocation?(alarm: Incident): void
  /** This machine slept, by its clock; what comes now is news from meanwhile. */
  slept?(): void
}

export type Engine = {
  /** Starts, stops and changes pipelines so that exactly the enabled networks run. */
  setNetworks(networks: readonly Network[]): Promise<void>
  status(): readonly ChainStatus[]
  /** The user's choice for a stopped chain. */
  resume(chainId: number): void
  /** A look at blocks of a chain that runs, with these packs alone; null where it does not run. */
  peek(chainId: number, packs: readonly WatchedPack[]): Peek | null
  /** After a sleep of this machine: every connection anew, no back-off; the gap is filled at once. */
  wake(): void
  stop(): Promise<void>
}

export type CreateEngine = (ports: Ports, options: EngineOptions, events: EngineEvents) => Engine
