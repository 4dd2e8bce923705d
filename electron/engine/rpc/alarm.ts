/** Wakes whoever waits out a failure: what failed before this machine slept says nothing about now. */

export type Alarm = {
  /** Aborts at the next ring; take it anew for every wait. */
  readonly signal: AbortSignal
  ring(): void
}

export function createAlarm(): Alarm {
  let next = new AbortController()
  return {
    get signal() {
      return next.signal
    },
    ring() {
      const rung = next
      next = new AbortController()
      rung.abort()
    },
  }
}
