/** Fills the gaps that a long absence left, while the tip of the chain needs nothing: each step is read, linked and committed by itself. */
import { type Gap, isLinked, nextGap } from './backfill.ts'
import type { Read, Reader } from './chainReader.ts'
import { ProofError } from './errors.ts'
import type { Clock, CoverageRange, HistoryStep } from './ports.ts'
import { readAhead } from './readAhead.ts'

export type GapFilling = {
  readonly chainId: number
  readonly reader: Reader
  readonly clock: Clock
  readonly signal: AbortSignal
  /** What is proven complete, and up to where history is final; null while the tip needs the endpoints. */
  gaps(): { readonly coverage: readonly CoverageRange[]; readonly final: number | null } | null
  /** Stores what was read. */
  store(step: HistoryStep): void
  report(error: unknown): void
}

/** How often an idle chain looks for gaps, milliseconds. */
const pauseMs = 2_000
/** How seldom a gap is tried again that could not be filled, milliseconds. */
const longestPauseMs = 600_000
/** Blocks read side by side: the tip goes before. */
const width = 2

/**
 * Resolves when `signal` aborts. An endpoint that lacks old blocks is asked for them ever more seldom, so that it stays free for the tip.
 */
export async function fillGaps(filling: GapFilling): Promise<void> {
  const { clock, signal } = filling
  for (let failures = 0; !signal.aborted; ) {
    const found = filling.gaps()
    const gap = found && nextGap(found.coverage, found.final)
    const filled =
      gap !== null &&
      (await fillGap(gap, filling).then(
        () => true,
        (error: unknown) => {
          failures++
          filling.report(error)
          return false
        },
      ))
    if (filled) failures = 0
    else await clock.sleep(Math.min(longestPauseMs, pauseMs * 2 ** failures), signal)
  }
}

async function fillGap({ from, to }: Gap, { chainId, reader, store }: GapFilling): Promise<void> {
  const reads: Read[] = []
  for await (const block of readAhead(from, to, width, (number) => reader.read({ number, hash: null }, null))) reads.push(block)
  const appraised = await reader.appraise(reads)
  if (!isLinked(appraised.blocks)) throw new ProofError('NOT_LINKED', to, `the blocks from ${from} on do not follow each other.`)
  store({ chainId, ...appraised })
}
