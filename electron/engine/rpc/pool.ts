/** The endpoints of one chain: the best one is asked, the next best when it fails; each failure is kept with its sentence. */

import type { EndpointStatus } from '#shared/status.ts'
import { EndpointError, EngineError, ProofError, RpcError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { checkChain, createEndpoint, type Endpoint, type Head } from './endpoint.ts'

export type Pool = {
  readonly endpoints: readonly Endpoint[]
  /**
   * Runs a task whole on one endpoint, so that no answer mixes two views; on failure whole again on the next.
   * Rejects with the last error after every endpoint failed once; waits first while all of them rest.
   */
  attempt<T>(task: (endpoint: Endpoint) => Promise<T>, prefer?: Endpoint | null): Promise<T>
  status(): EndpointStatus[]
  close(): void
}

export function createPool(
  chainId: number,
  urls: readonly string[],
  ports: Pick<Ports, 'post' | 'openSocket' | 'clock'>,
  signal: AbortSignal,
  onHead: (head: Head, endpoint: Endpoint) => void,
): Pool {
  const { clock } = ports
  const endpoints = urls.map((url) => createEndpoint(url, ports, signal, onHead))
  let active: Endpoint | null = endpoints[0] ?? null

  const ranked = (prefer: Endpoint | null): Endpoint[] => {
    const now = clock.now()
    const order = [...endpoints].sort((a, b) => weight(a, now) - weight(b, now))
    return prefer && prefer.restingUntil() <= now ? [prefer, ...order.filter((endpoint) => endpoint !== prefer)] : order
  }
  // The endpoint in use stays in use unless another one is twice as good: fewer changes of view.
  const weight = (endpoint: Endpoint, now: number) =>
    endpoint.score() * (endpoint === active ? 0.5 : 1) + (endpoint.restingUntil() > now ? 1e9 : 0)

  return {
    endpoints,
    async attempt(task, prefer = null) {
      if (endpoints.length === 0) throw new EngineError('NO_ENDPOINT', 'No endpoint is set for this chain. Add one in Settings → Networks.')
      const earliest = Math.min(...endpoints.map((endpoint) => endpoint.restingUntil()))
      if (earliest > clock.now()) await clock.sleep(earliest - clock.now(), signal)
      let last: unknown = null
      for (const endpoint of ranked(prefer)) {
        if (signal.aborted) throw new EngineError('STOPPED', 'Stopped.')
        if (last !== null && endpoint.restingUntil() > clock.now()) continue
        try {
          await checkChain(endpoint, chainId)
          const value = await task(endpoint)
          endpoint.succeeded()
          active = endpoint
          return value
        } catch (error) {
          if (!blamesEndpoint(error)) throw error
          endpoint.failed(error)
          last = error
        }
      }
      throw last
    },
    status: () => endpoints.map((endpoint) => endpoint.status(endpoint === active)),
    close() {
      for (const endpoint of endpoints) endpoint.close()
    },
  }
}

const blamesEndpoint = (error: unknown): boolean =>
  error instanceof EndpointError || error instanceof RpcError || error instanceof ProofError
