/** New heads of one chain: a websocket wakes, a poll is the backstop. It tells of the newest head; filling gaps is the reader's part. */
import { EndpointError } from '../errors.ts'
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
  /** Asks at once, whenever it was last asked. */
  wake(): void
}

/** When the tip stands still for so many polls, every endpoint is asked: the one in use may be the one that stands still. */
const patience = 12
/** This far behind another endpoint, one is not asked for a while. */
const mostBehind = 3
/** With a live websocket the poll only guards against a silent one, so it is this much slower. */
const backstop = 5

export function createFollower(pool: Pool, pollMs: number, clock: Clock, signal: AbortSignal): Follower {
  let pushed: Told | null = null
  let wake: (() => void) | null = null
  let last: string | null = null
  let pushedAt = 0
  let pollAt = 0

  let newsAt = clock.now()

  const latest = async (endpoint: Endpoint): Promise<Told> => {
    const head = readHead(await endpoint.ask('eth_getBlockByNumber', ['latest', false]))
    if (!head) throw new EndpointError('BAD_ANSWER', endpoint.host, 'did not tell its newest block. Try again, or use another endpoint.')
    endpoint.sawHead(head.number)
    return { head, endpoint }
  }

  const poll = async (): Promise<Told> => {
    const still = clock.now() - newsAt > Math.max(pollMs * patience, 3_000)
    if (!still || pool.endpoints.length < 2) return pool.attempt(latest)
    const now = clock.now()
    const asked = await Promise.allSettled(pool.endpoints.filter((endpoint) => endpoint.restingUntil() <= now).map(latest))
    const told = asked
      .flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
      .sort((a, b) => b.head.number - a.head.number)
    const best = told[0]
    if (!best) return pool.attempt(latest)
    for (const { head, endpoint } of told) {
      const behind = best.head.number - head.number
      if (behind <= mostBehind) continue
      const sentence = `is ${behind} blocks behind ${best.endpoint.host}. It is left alone for a while.`
      endpoint.failed(new EndpointError('LAGGING', endpoint.host, sentence))
    }
    return best
  }

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
    wake() {
      pollAt = 0
      pushedAt = 0
      wake?.()
    },
    async next() {
      while (!signal.aborted) {
        if (pushed) {
          const told = pushed
          pushed = null
          if (told.head.hash === last) continue
          last = told.head.hash
          newsAt = clock.now()
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
        newsAt = clock.now()
        return told
      }
      return null
    },
  }
}
