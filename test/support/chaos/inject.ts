/** Tells lies about proven blocks by the thousand, straight to the code that must refuse them. */
import { ProofError } from '#engine/errors.ts'
import { familyOf } from '#engine/verify/families/index.ts'
import { climbAll } from '../climbAll.ts'
import { seeded } from '../faults.ts'
import { ask } from '../rpcServer.ts'
import type { FaultKind } from './kinds.ts'
import { type Json, lieKinds, lies, type Pair, pick } from './lies.ts'

export type Sample = Pair & { readonly family: string }
export type Injected = {
  readonly kind: FaultKind
  readonly injected: number
  /** Altered answers that were taken for proven (level 2 or above), with what was altered. */
  readonly accepted: readonly string[]
}

/**
 * Tells `times` lies of each kind about blocks drawn from the samples. Every sample has to be proven as it is, else there is nothing to
 * disprove: throws otherwise. A block without anything that a kind could alter is passed over.
 */
export function injectLies(samples: readonly Sample[], times: number, seed: number): Injected[] {
  for (const sample of samples)
    if (evidenceOf(sample, sample) !== 2) throw new Error(`Block ${sample.block.number} is not proven as it is.`)
  const withLogs = samples.filter(({ receipts }) => receipts.some(({ logs }) => (logs as unknown[]).length > 0))
  return [...lieKinds, 'mixed' as const].map((kind) => {
    const random = seeded(seed + kind.length * 7919)
    const accepted: string[] = []
    let injected = 0
    for (let draws = 0; injected < times && draws < times * 20; draws++) {
      const sample = pick(withLogs, random)
      const altered = kind === 'mixed' ? mixed(sample, pick(samples, random)) : lies[kind](sample, random)
      if (!altered || same(altered, sample)) continue
      injected++
      if (evidenceOf(sample, altered) >= 2) accepted.push(`block ${sample.block.number}: ${difference(sample, altered)}`)
    }
    return { kind, injected, accepted }
  })
}

/** Blocks of a node, as it serves them, that are not empty. */
export async function samplesOf(http: string, numbers: readonly number[], family = 'ethereum'): Promise<Sample[]> {
  const samples = await Promise.all(
    numbers.map(async (number) => {
      const reference = `0x${number.toString(16)}`
      const block = (await ask(http, 'eth_getBlockByNumber', [reference, true])) as Json
      return { family, block, receipts: (await ask(http, 'eth_getBlockReceipts', [reference])) as Json[] }
    }),
  )
  return samples.filter(({ receipts }) => receipts.length > 0)
}

/** Header and transactions of one block, receipts of another. */
const mixed = (one: Sample, other: Sample): Pair => ({ block: one.block, receipts: other.receipts })

/** Asked for by its hash and number, as the engine asks for a new head: 0 where it is refused. */
function evidenceOf({ block, family }: Sample, served: Pair): number {
  try {
    return climbAll(served.block, served.receipts, familyOf(family), { number: Number(block.number), hash: String(block.hash) }).evidence
  } catch (error) {
    if (error instanceof ProofError) return 0
    throw error
  }
}

const same = (one: Pair, other: Pair): boolean =>
  JSON.stringify([one.block, one.receipts]) === JSON.stringify([other.block, other.receipts])

/** Where two answers first part, for whoever has to find out why a lie was believed. */
function difference(honest: unknown, altered: unknown, path = ''): string {
  if (typeof honest !== 'object' || typeof altered !== 'object' || honest === null || altered === null)
    return `${path}: ${String(honest)} → ${String(altered)}`
  for (const key of new Set([...Object.keys(altered), ...Object.keys(honest)])) {
    if (key === 'family') continue
    const [before, after] = [Reflect.get(honest, key), Reflect.get(altered, key)]
    if (JSON.stringify(before) !== JSON.stringify(after)) return difference(before, after, `${path}.${key}`)
  }
  return path
}
