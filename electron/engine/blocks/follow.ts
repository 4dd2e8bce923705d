/** New heads of one chain: a websocket wakes, a poll is the backstop. It tells of the newest head; filling gaps is the reader's part. */
import { EngineError } from '../errors.ts'
import type { Clock } from '../ports.ts'
import { type Endpoint, type Head, readHead } from '../rpc/endpoint.ts'
import type { Pool } from '../rpc/pool.ts'

export type Told = { readonly head: Head; readonly endpoint: Endpoint }

export type Follower = {
  /** The next head that was not told before, `quiet` after a poll without news, null when the signal aborted. Rejects when no endpoint answers. */
  next(): Promise<Told | 'quiet' | null>
  /** A websocket said so. */
  push(told: Told): void
  /** The newest head is to be told again: what was made of it failed. */
  again(): void
}

/** With a live websocket the poll only guards against a silent one, so it is this much slower. */
const backstop = 5

export function createFollower(pool: Pool, pollMs: number, clock: Clock, signal: AbortSignal): Follower {
  let pushed: Told | null = null
  let wake: (() => void) | null = null
  let last: string | null = null
  let pushedAt = 0
  let pollAt = 0

  const poll = (): Promise<Told> =>
    pool.attempt(async (endpoint) => {
      const head = readHead(await endpoint.ask('eth_getBlockByNumber', ['latest', false]))
      if (!head)
        throw new EngineError('NO_HEAD', `${endpoint.host} did not tell its newest block. Try again, or use another endpoint.`, {
          retryable: true,
        })
      endpoint.sawHead(head.number)
      return { head, endpoint }
    })

  return {
    push(told) {
      pushed = told
      pushedAt = clock.now()
      wake?.()
    },
    again() {
      last = null
      pollAt = 0
    },
    async next() {
      while (!signal.aborted) {
        if (pushed) {
          const told = pushed
          pushed = null
          if (told.head.hash === last) continue
          last = told.head.hash
          return told
        }
        const alive = clock.now() - pushedAt < pollMs * backstop
        const wait = pollAt - clock.now()
        if (wait > 0) {
          const timer = new AbortController()
          const woken = new Promise<void>((resolve) => {
            wake = resolve
          })
          await Promise.race([woken, clock.sleep(wait, AbortSignal.any([timer.signal, signal]))])
          wake = null
          timer.abort()
          continue
        }
        pollAt = clock.now() + (alive ? pollMs * backstop : pollMs)
        const told = await poll()
        if (told.head.hash === last) return 'quiet'
        last = told.head.hash
        return told
      }
      return null
    },
  }
}
