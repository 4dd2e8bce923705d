/** Time that runs faster than the machine's, the same in every process of a chaos run: minutes of back-off pass in seconds. */
import type { Clock } from '#engine/ports.ts'
import { systemClock } from '#platform/clock.ts'

/** `epoch` is the Unix time in milliseconds at which the run began; both clocks agree then. */
export const fastClock = (epoch: number, speed: number): Clock => ({
  now: () => epoch + (Date.now() - epoch) * speed,
  sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
})
