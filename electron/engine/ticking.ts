/** A tick a second, which also notices that this machine slept: not every system says so. */
import type { Clock } from './ports.ts'

const tickMs = 1_000
/** No clock moves so far between two ticks, but of a machine that slept or whose clock was set (milliseconds). */
const sleptMs = 30_000

/** Ends when the signal aborts. */
export async function keepTicking(clock: Clock, signal: AbortSignal, on: { tick(): void; slept(): void }): Promise<void> {
  while (!signal.aborted) {
    const before = clock.now()
    await clock.sleep(tickMs, signal)
    if (signal.aborted) return
    if (clock.now() - before > sleptMs) on.slept()
    on.tick()
  }
}
