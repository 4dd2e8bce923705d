/** A range that does not come on is given up with a reason, so that a script never waits for a dead or lying endpoint. */
import type { App } from '#assemble'
import type { Range } from '#engine/index.ts'
import type { Clock } from '#engine/ports.ts'
import type { ChainStatus } from '#shared/status.ts'

/** Without progress for this long, a chain with a problem is given up … */
const PROBLEM_MS = 30_000
/** … and one that is merely silent. Both leave time to end within 45 s. */
const SILENT_MS = 38_000

/** Resolves with a sentence that names the block and the endpoints; never when the range goes on or `signal` aborts. */
export async function untilStuck(
  app: Pick<App, 'status'>,
  range: Range,
  clock: Clock,
  begun: number,
  signal: AbortSignal,
): Promise<string> {
  let moved = begun
  let before = -1
  for (;;) {
    await clock.sleep(500, signal)
    if (signal.aborted) return new Promise(() => {})
    const [chain] = app.status().chains
    if (chain === undefined) continue
    if (chain.blocks !== before) {
      if (before >= 0) moved = clock.now()
      before = chain.blocks
    }
    const still = clock.now() - moved
    if (chain.needsChoice || (still > PROBLEM_MS && chain.problem !== null) || still > SILENT_MS) return reasonOf(chain, range)
  }
}

function reasonOf(chain: ChainStatus, range: Range): string {
  const next = Math.max(range.from, (chain.stored ?? range.from - 1) + 1)
  const problem = chain.problem ?? chain.endpoints.find((endpoint) => endpoint.problem !== null)?.problem ?? 'no answer came.'
  // Most problems name block or endpoint themselves: what they do not name is put before them.
  const unnamed = chain.endpoints.filter(({ host }) => !problem.includes(host)).map(({ host }) => host)
  const where = unnamed.length > 0 ? ` from ${unnamed.join(', ')}` : ''
  return problem.startsWith(`Block ${next}:`) && where === '' ? problem : `Block ${next} could not be read${where}: ${problem}`
}
