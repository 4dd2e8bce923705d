/** What is known of a chain's blocks, and of the endpoints that told of them. */
import { z } from 'zod'
import { call } from './define.ts'

/** Blocks `from` … `to` were all read, proven and stored; `evidence` is the least level among them. */
export const CoveredRange = z.object({ from: z.number().int(), to: z.number().int(), evidence: z.number().int() })
export type CoveredRange = z.infer<typeof CoveredRange>

export const Coverage = z.object({
  /** Ascending and disjoint; ranges that touch differ in level. What lies before the first was never read. */
  ranges: z.array(CoveredRange),
  /** What lies between two ranges: known to be incomplete. Ascending. */
  gaps: z.array(z.object({ from: z.number().int(), to: z.number().int() })),
  /** Older ranges beyond the newest 1,000 that are listed. */
  older: z.number().int(),
  /** Newest block that an endpoint told of; null where the chain is not followed. */
  head: z.number().int().nullable(),
})
export type Coverage = z.infer<typeof Coverage>

/** What an endpoint did wrong, kept so that it can be shown to its operator. */
export const ReportedIncident = z.object({
  host: z.string(),
  /** Unix milliseconds. */
  at: z.number().int(),
  /** Code of the error, e.g. RECEIPTS_ROOT. */
  code: z.string(),
  block: z.number().int().nullable(),
  sentence: z.string(),
  /** What was expected and what was found. */
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})
export type ReportedIncident = z.infer<typeof ReportedIncident>

const chainId = z.number().int().positive()

export const calls = {
  'chains.coverage': call(z.object({ chainId }), Coverage),
  /** What the validators of a chain did: silence, rounds, missed turns, changed sets, blocks sealed twice. Newest first. */
  'chains.alarms': call(z.object({ chainId, limit: z.number().int().min(1).max(100) }), z.array(ReportedIncident)),
  /** Newest first. */
  'chains.incidents': call(z.object({ chainId, limit: z.number().int().min(1).max(100) }), z.array(ReportedIncident)),
}
