/** What pricing remembers of one chain from block to block, so that nothing is asked twice. Losing it costs requests, never a price. */
import type { ContractCall } from '../rpc/contractReads.ts'
import type { Address, AssetRef, Hex } from '../types.ts'
import type { PoolCandidate } from './pools.ts'

/** The circuit breaker of one aggregator: at these answers it stopped following the market. Null where it has none. */
export type Clamp = { readonly least: bigint; readonly most: bigint } | null

export type PriceMemory = {
  /** Answers at the newest blocks, by block hash and call; reverted calls are not among them. */
  readonly answers: Map<Hex, Map<string, Hex>>
  /** By aggregator; it cannot change. */
  readonly clamps: Map<Address, Clamp>
  /** Assets whose own feeds had no honest figure, and when, in Unix seconds: pools are asked about them as well. */
  readonly silent: Map<AssetRef, number>
  /** Pools that were deep enough to be worth asking when they were last looked for, at `at` in Unix seconds; none is an answer, too. */
  readonly pools: Map<Address, { readonly at: number; readonly pools: readonly PoolCandidate[] }>
}

/** Blocks of a short branch that is read again after a fault. */
const blocksKept = 8
const entriesKept = 5_000
/** Seconds for which it is not asked again what was found out about an asset: which of its pools are deep, that its feeds are silent. */
const trusted = 3_600

export const createPriceMemory = (): PriceMemory => ({ answers: new Map(), clamps: new Map(), silent: new Map(), pools: new Map() })

/** The answers of one block, to be read and added to. */
export function answersAt({ answers }: PriceMemory, block: Hex): Map<string, Hex> {
  const known = answers.get(block) ?? new Map<string, Hex>()
  keep(answers, block, known, blocksKept)
  return known
}

/** Tokens for which a deep pool was found, listed or not. */
export const deepTokens = ({ pools }: PriceMemory): Address[] =>
  [...pools].flatMap(([token, found]) => (found.pools.length > 0 ? [token] : []))

/** Whether something that was found out at `at` still counts at a block of this time, be it before or after. */
export const isFresh = (at: number | undefined, time: number): boolean => at !== undefined && Math.abs(time - at) < trusted

export const callKey = ({ to, data }: ContractCall): string => to + data.slice(2)

/** Sets an entry and lets go of the oldest beyond `most`. */
export function keep<K, V>(entries: Map<K, V>, key: K, value: V, most = entriesKept): void {
  entries.delete(key)
  entries.set(key, value)
  for (const oldest of entries.keys()) {
    if (entries.size <= most) return
    entries.delete(oldest)
  }
}
