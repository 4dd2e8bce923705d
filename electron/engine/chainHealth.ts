/** What one chain's pipeline knows of its own state, and the words for it. */
import type { ChainStatus, LightStatus, SealStatus } from '#shared/status.ts'
import type { Chain } from './chains/defineChain.ts'

export type Health = {
  head: number | null
  stored: number | null
  /** Unix seconds of the newest stored block. */
  storedTime: number | null
  final: number | null
  evidence: number | null
  evidenceNotes: readonly string[]
  blocks: number
  orders: number
  reorgs: number
  problem: string | null
  retrying: boolean
  needsChoice: boolean
  /** Unix milliseconds at which the newest head was heard of. */
  heardAt: number
  /** What lies between two blocks as a rule, in milliseconds, by those that are known; 0 where too few are. */
  usualMs: number
}

export const newHealth = (now: number): Health => ({
  head: null,
  stored: null,
  storedTime: null,
  final: null,
  evidence: null,
  evidenceNotes: [],
  blocks: 0,
  orders: 0,
  reorgs: 0,
  problem: null,
  retrying: false,
  needsChoice: false,
  heardAt: now,
  usualMs: 0,
})

/**
 * The median time between the newest blocks (timestamps in Unix seconds), in milliseconds: a chain that makes a block only every few minutes
 * is not late, and one long silence among them changes nothing. 0 for fewer than four blocks.
 */
export function usualTime(timestamps: readonly number[]): number {
  const newest = timestamps.slice(-21)
  const between = newest
    .slice(1)
    .map((time, i) => time - (newest[i] ?? time))
    .sort((a, b) => a - b)
  return between.length < 3 ? 0 : 1000 * (between[Math.floor(between.length / 2)] ?? 0)
}

/** More than this many blocks behind the head is catching up, fewer is being late. */
const catchUpBlocks = 3

export function phaseOf(health: Health, chain: Chain, now: number): ChainStatus['phase'] {
  if (health.needsChoice) return 'stopped'
  if (health.retrying) return 'retrying'
  if (health.stored === null || health.storedTime === null) return 'starting'
  if (health.head !== null && health.head - health.stored > catchUpBlocks) return 'catchingUp'
  const blockMs = Math.max(chain.blockMs, health.usualMs)
  if (now - health.heardAt > Math.max(20 * blockMs, 60_000)) return 'stalled'
  const age = now / 1000 - health.storedTime
  return age > Math.max((4 * blockMs) / 1000, 20) ? 'late' : 'live'
}

export function statusOf(
  health: Health,
  chain: Chain,
  endpoints: ChainStatus['endpoints'],
  now: number,
  seals?: SealStatus,
  light?: LightStatus,
): ChainStatus {
  const phase = phaseOf(health, chain, now)
  const stalled =
    phase === 'stalled' ? `No new block for ${Math.round((now - health.heardAt) / 1000)} s. The chain or its endpoints stand still.` : null
  return {
    chainId: chain.chainId,
    name: chain.name,
    phase,
    head: health.head,
    stored: health.stored,
    final: health.final,
    lagBlocks: health.head === null || health.stored === null ? null : Math.max(0, health.head - health.stored),
    lagSeconds: health.storedTime === null ? null : Math.max(0, Math.round(now / 100 - health.storedTime * 10) / 10),
    evidence: health.evidence,
    evidenceNotes: [...health.evidenceNotes],
    blocks: health.blocks,
    orders: health.orders,
    reorgs: health.reorgs,
    endpoints,
    problem: health.problem ?? stalled,
    needsChoice: health.needsChoice,
    ...(seals === undefined ? {} : { seals }),
    ...(light === undefined ? {} : { light }),
  }
}
