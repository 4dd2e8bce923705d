/** The endpoints of one chain: the best one is asked, the next best when it fails; each failure is kept with its sentence. */

import type { EndpointStatus } from '#shared/status.ts'
import { EndpointError, EngineError, ProofError, RpcError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { createAlarm } from './alarm.ts'
import { checkChain, createEndpoint, type Endpoint, type Head } from './endpoint.ts'

export type Pool = {
  readonly endpoints: readonly Endpoint[]
  /**
   * Runs a task whole on one endpoint, so that no answer mixes two views; on failure whole again on the next.
   * One that is late is not waited for: the next is asked beside it, and the first good answer counts.
   * Rejects with the last error after every endpoint failed once; waits first while all of them rest.
   */
  attempt<T>(task: (endpoint: Endpoint) => Promise<T>, prefer?: Endpoint | null): Promise<T>
  status(): EndpointStatus[]
  /** After a sleep of this machine: every connection anew, no waiting for endpoints that failed before. */
  wake(): void
  close(): void
}

export function createPool(
  chainId: number,
  urls: readonly string[],
  ports: Pick<Ports, 'post' | 'openSocket' | 'clock'>,
  signal: AbortSignal,
  onHead: (head: Head, endpoint: Endpoint) => void,
  onFailure: (endpoint: Endpoint, error: unknown) => void = () => {},
): Pool {
  const { clock } = ports
  const alarm = createAlarm()
  const endpoints = urls.map((url) => createEndpoint(url, ports, signal, onHead, onFailure))
  let active: Endpoint | null = endpoints[0] ?? null

  const ranked = (prefer: Endpoint | null): Endpoint[] => {
    const now = clock.now()
    const order = [...endpoints].sort((a, b) => weight(a, now) - weight(b, now))
    return prefer && prefer.restingUntil() <= now ? [prefer, ...order.filter((endpoint) => endpoint !== prefer)] : order
  }
  // The endpoint in use stays in use unless another one is twice as good: fewer changes of view.
  const weight = (endpoint: Endpoint, now: number) =>
    endpoint.score() * (endpoint === active ? 0.5 : 1) + (endpoint.restingUntil() > now ? 1e9 + endpoint.restingUntil() - now : 0)

  return {
    endpoints,
    async attempt(task, prefer = null) {
      if (endpoints.length === 0) throw new EngineError('NO_ENDPOINT', 'No endpoint is set for this chain. Add one in Settings → Networks.')
      const earliest = Math.min(...endpoints.map((endpoint) => endpoint.restingUntil()))
      // Nobody is left but those in quarantine: what they say is proven anyway, and an honest one may be among them.
      if (earliest > clock.now()) await clock.sleep(Math.min(earliest - clock.now(), longestWait), AbortSignal.any([signal, alarm.signal]))
      const run = async (endpoint: Endpoint) => {
        const { signal: slept } = alarm
        try {
          await checkChain(endpoint, chainId)
          const value = await task(endpoint)
          endpoint.succeeded()
          return { endpoint, value }
        } catch (error) {
          if (blamesEndpoint(error) && !signal.aborted && !slept.aborted) endpoint.failed(error)
          throw error
        }
      }
      const { endpoint, value } = await hedged(ranked(prefer), run, clock, signal)
      active = endpoint
      return value
    },
    status: () => endpoints.map((endpoint) => endpoint.status(endpoint === active)),
    wake() {
      for (const endpoint of endpoints) endpoint.wake()
      alarm.ring()
    },
    close() {
      for (const endpoint of endpoints) endpoint.close()
    },
  }
}

/** While all endpoints rest, they are tried again after this long at most (milliseconds). */
const longestWait = 20_000
/** An answer is late after three times the endpoint's usual time, within these bounds (milliseconds). */
const soonest = 750
const latest = 6_000

/** Asks one after the other, the next one as soon as the last has failed or is late; the first success wins. */
async function hedged<T>(
  order: readonly Endpoint[],
  run: (endpoint: Endpoint) => Promise<T>,
  clock: Ports['clock'],
  signal: AbortSignal,
): Promise<T> {
  const running = new Set<Promise<{ readonly value: T } | { readonly error: unknown }>>()
  let last: unknown = new EngineError('STOPPED', 'Stopped.')
  const awake = order.some((endpoint) => endpoint.restingUntil() <= clock.now())
  for (const [i, endpoint] of order.entries()) {
    if (signal.aborted) break
    // Resting ones are asked only when nothing else is left to ask first.
    if (i > 0 && awake && endpoint.restingUntil() > clock.now()) continue
    const attempt: Promise<{ readonly value: T } | { readonly error: unknown }> = run(endpoint).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    )
    running.add(attempt)
    void attempt.then(() => running.delete(attempt))
    const more = order.slice(i + 1).some((other) => other.restingUntil() <= clock.now())
    const patience = new AbortController()
    const late = clock
      .sleep(Math.min(latest, Math.max(soonest, endpoint.score() * 3)), AbortSignal.any([patience.signal, signal]))
      .then(() => null)
    while (running.size > 0) {
      const settled = await Promise.race(more ? [...running, late] : running)
      if (settled === null) break
      if ('value' in settled) {
        patience.abort()
        return settled.value
      }
      last = settled.error
      if (!blamesEndpoint(last)) {
        patience.abort()
        throw last
      }
    }
    patience.abort()
  }
  throw last
}

const blamesEndpoint = (error: unknown): boolean =>
  error instanceof EndpointError || error instanceof RpcError || error instanceof ProofError
