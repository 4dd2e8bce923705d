/** How a long question lives beside short ones in one thread: in slices, each of which may be the last. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { EngineError } from '#engine/errors.ts'
import type { Database } from '../database.ts'
import type { Condition } from '../filter.ts'

/** Called between two slices: lets others in, and throws where the question was taken back or has used up its time. */
export type Turn = () => Promise<void>

/** A question may hold the thread so long at a stretch. */
const sliceMs = 15

/** A turn that is passed on only when a slice is over. `budgetMs` is for the whole question; throws EngineError SUPERSEDED or TOO_SLOW. */
export function createTurn(signal: AbortSignal, budgetMs: number, now: () => number = () => performance.now()): Turn {
  const started = now()
  let slice = started
  return async () => {
    if (signal.aborted) throw superseded()
    const at = now()
    if (at - started > budgetMs)
      throw new EngineError('TOO_SLOW', 'This took too long and was given up: narrow the filter, or ask for a shorter time.', {
        retryable: true,
      })
    if (at - slice < sliceMs) return
    await nextTurn()
    if (signal.aborted) throw superseded()
    slice = now()
  }
}

export const superseded = (): EngineError =>
  new EngineError('SUPERSEDED', 'A newer question took the place of this one.', { retryable: true })

/**
 * Conditions on `orders o` that cut the rows of a time (Unix seconds, inclusive; null: no bound) into slices of about `sliceMs`, newest first. What a
 * caller does between two of them counts towards the size of the next.
 */
export async function* timeSlices(database: Database, from: number | null, to: number | null, turn: Turn): AsyncGenerator<Condition> {
  let above: readonly [number, number] = [to ?? Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]
  let rows = 2_000
  for (;;) {
    const started = performance.now()
    const [floor] = database.lists(
      // Skips as many rows as the slice will read: the end of the slice, not a page.
      `SELECT o.block_time, o.arrival FROM orders o INDEXED BY orders_time
       WHERE (o.block_time, o.arrival) < (?, ?) AND o.block_time >= ? ORDER BY o.block_time DESC, o.arrival DESC LIMIT 1 OFFSET ?`,
      ...above,
      from ?? -1,
      rows - 1,
    )
    const below = floor ? ([Number(floor[0]), Number(floor[1])] as const) : ([from ?? -1, -1] as const)
    yield { sql: '(o.block_time, o.arrival) < (?, ?) AND (o.block_time, o.arrival) >= (?, ?)', values: [...above, ...below] }
    if (!floor) return
    above = below
    await turn()
    const took = performance.now() - started
    rows = Math.max(500, Math.min(100_000, Math.round(rows * Math.min(2, sliceMs / Math.max(took, 0.1)))))
  }
}
