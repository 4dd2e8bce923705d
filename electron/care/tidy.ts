/** Keeps what is stored within the retention of the settings, in slices that nobody notices. */
import type { Clock } from '#engine/ports.ts'
import type { CareStore, RetentionLimits, RetentionPlace } from '#ipc/care.ts'

/** A slice holds the process so long, its commit not counted, and then lets it alone for twenty times as long. */
const sliceMs = 2
const restMs = 40
/** After the start of the app, and between two rounds. */
const firstMs = 60_000
const roundMs = 3_600_000

export type TidyDeps = {
  readonly store: Pick<CareStore, 'removeOld'>
  readonly clock: Clock
  readonly limits: () => RetentionLimits
  /** A chain catches up: then the disk is left to it. */
  readonly busy: () => boolean
  /** Told after a round that removed something. */
  readonly onRemoved: (removed: { readonly orders: number; readonly alerts: number }) => void
  readonly onFailure: (error: unknown) => void
}

/** One round: everything that may go now. Ends early when `signal` aborts; a slice that fails ends the round, and nothing half is left. */
export async function tidyOnce(deps: TidyDeps, signal: AbortSignal): Promise<void> {
  const { store, clock, limits, busy, onRemoved } = deps
  const removed = { orders: 0, alerts: 0 }
  let place: RetentionPlace | null = null
  try {
    do {
      while (busy() && !signal.aborted) await clock.sleep(1_000, signal)
      if (signal.aborted) return
      // Read anew for each slice: whoever takes the setting back saves what is still there.
      const slice = store.removeOld(limits(), place, sliceMs)
      removed.orders += slice.orders
      removed.alerts += slice.alerts
      place = slice.place
      await clock.sleep(restMs, signal)
    } while (place !== null && !signal.aborted)
  } finally {
    if (removed.orders + removed.alerts > 0) onRemoved(removed)
  }
}

/** Rounds until `signal` aborts. */
export async function keepTidy(deps: TidyDeps, signal: AbortSignal): Promise<void> {
  await deps.clock.sleep(firstMs, signal)
  while (!signal.aborted) {
    await tidyOnce(deps, signal).catch((error) => deps.onFailure(error))
    await deps.clock.sleep(roundMs, signal)
  }
}
