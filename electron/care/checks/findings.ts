/** Asks every endpoint of the settings once: who it is, what it can do, where its head stands, and what time it has. */
import type { Clock, HttpPost, OpenSocket } from '#engine/ports.ts'
import { createEndpoint } from '#engine/rpc/endpoint.ts'
import { hostOf } from '#engine/rpc/link.ts'
import { probe } from '#engine/rpc/probe.ts'
import type { EndpointTest } from '#shared/contract/settings.ts'
import type { Network, Settings } from '#shared/settings.ts'

export type EndpointFinding = {
  readonly network: Network
  readonly url: string
  readonly host: string
  readonly test: EndpointTest
  /** Unix seconds of its newest block; null where it did not say. */
  readonly headTime: number | null
  /** How far its clock is before this machine's, in milliseconds, by what it says in its answers; null where it does not. */
  readonly ahead: number | null
  /** Unix milliseconds of this machine when the head was told. */
  readonly at: number
}

type Deps = { readonly settings: Settings; readonly clock: Clock; readonly post: HttpPost; readonly openSocket: OpenSocket }

/** Endpoints asked at the same time. */
const atOnce = 8

/** Those of networks that are switched on. Never rejects. */
export async function findEndpoints({ settings, clock, post, openSocket }: Deps): Promise<EndpointFinding[]> {
  const asked = settings.networks.filter(({ enabled }) => enabled).flatMap((network) => network.endpoints.map((url) => ({ network, url })))
  const found: EndpointFinding[] = []
  for (let first = 0; first < asked.length; first += atOnce)
    found.push(
      ...(await Promise.all(asked.slice(first, first + atOnce).map((one) => findOne(one.network, one.url, { clock, post, openSocket })))),
    )
  return found
}

async function findOne(network: Network, url: string, ports: Omit<Deps, 'settings'>): Promise<EndpointFinding> {
  const offsets: number[] = []
  const post = dated(ports.post, ports.clock, offsets)
  const test = await probe(url, network.chainId, { ...ports, post })
  const headTime = test.ok ? await newestTime(url, { ...ports, post }) : null
  return { network, url, host: hostOf(url), test, headTime, ahead: middle(offsets), at: ports.clock.now() }
}

/** Compares the date of each answer with the middle of the time that the exchange took; a date says whole seconds, cut off. */
const dated =
  (post: HttpPost, clock: Clock, offsets: number[]): HttpPost =>
  async (url, body, options) => {
    const before = clock.now()
    const answer = await post(url, body, options)
    const said = Date.parse(answer.date ?? '')
    if (Number.isFinite(said)) offsets.push(said + 500 - (before + clock.now()) / 2)
    return answer
  }

async function newestTime(url: string, ports: Omit<Deps, 'settings'>): Promise<number | null> {
  const stop = new AbortController()
  const endpoint = createEndpoint(url, ports, stop.signal, () => {})
  try {
    const block = await endpoint.ask('eth_getBlockByNumber', ['latest', false])
    const time = typeof block === 'object' && block !== null && 'timestamp' in block ? block.timestamp : null
    return typeof time === 'string' && /^0x[0-9a-f]{1,13}$/i.test(time) ? Number(time) : null
  } catch {
    return null
  } finally {
    stop.abort()
    endpoint.close()
  }
}

/** The median; null of nothing. */
export function middle(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? null
}
