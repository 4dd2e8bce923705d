/** How often one endpoint may be asked: learnt, not configured. Additive increase, multiplicative decrease. */
import type { Clock } from '../ports.ts'

export type Limit = {
  /** Waits for a place; call `done` when the exchange is over. */
  enter(signal?: AbortSignal): Promise<void>
  done(): void
  /** After an answer: a little faster. */
  faster(): void
  /** After "too many requests": half as fast, and silent for `pauseMs`. */
  slower(pauseMs: number | null): void
  /** Requests a second at present. */
  rate(): number
}

const slowest = 0.5
const fastest = 500

/** `rate` in requests a second; at most `width` exchanges at once. */
export function createLimit(clock: Clock, rate = 60, width = 16): Limit {
  let next = 0
  let running = 0
  const queue: (() => void)[] = []

  const free = async (signal?: AbortSignal) => {
    while (running >= width) await new Promise<void>((resolve) => queue.push(resolve))
    running++
    const at = Math.max(next, clock.now())
    next = at + 1000 / rate
    const wait = at - clock.now()
    if (wait > 1) await clock.sleep(wait, signal)
  }

  return {
    enter: free,
    done() {
      running--
      queue.shift()?.()
    },
    faster() {
      rate = Math.min(fastest, rate + 0.5)
    },
    slower(pauseMs) {
      rate = Math.max(slowest, rate / 2)
      next = Math.max(next, clock.now() + (pauseMs ?? 1000))
    },
    rate: () => rate,
  }
}
