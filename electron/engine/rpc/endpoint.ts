/** One endpoint of one chain: asks, measures, remembers what it can and cannot do, and what it did wrong. */
import type { EndpointStatus } from '#shared/status.ts'
import { EndpointError, EngineError, ProofError, RpcError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { createAlarm } from './alarm.ts'
import { parseAnswer, resultOf, resultsOf } from './answers.ts'
import { createLimit } from './limit.ts'
import { hostOf, httpLink, type Link, socketLink } from './link.ts'

export type Head = { readonly number: number; readonly hash: string; readonly parentHash: string }

/** How an endpoint gives receipts; learnt at the first refusal. */
export type ReceiptsBy = 'hash' | 'number' | 'transaction'

export type Endpoint = {
  readonly url: string
  readonly host: string
  /** The raw answer of one call, for whoever proves it. */
  raw(method: string, params: readonly unknown[]): Promise<Uint8Array>
  /** The result of one call. */
  ask(method: string, params: readonly unknown[]): Promise<unknown>
  /** Results of several calls in one exchange where the endpoint takes batches, else one after the other. */
  askAll(method: string, params: readonly (readonly unknown[])[]): Promise<readonly (unknown | EngineError)[]>
  readonly learnt: { receiptsBy: ReceiptsBy; batches: boolean; finalizedTag: boolean; callByHash: boolean; chainChecked: boolean }
  /** Notes how a task that used this endpoint ended. */
  succeeded(): void
  failed(error: unknown): void
  /** Unix milliseconds until which it is not asked; 0 when it may be. */
  restingUntil(): number
  /** Lower is better: latency in ms, worse with each recent failure. */
  score(): number
  sawHead(number: number): void
  status(active: boolean): EndpointStatus
  /** Connections are made anew, what hangs is given up, and failures are forgotten; lies are not. */
  wake(): void
  close(): void
}

/** Disproofs that a node which lags, or a reorg in between, explains as well. */
export const absences: ReadonlySet<string> = new Set(['NULL_BLOCK', 'NULL_RECEIPTS', 'RECEIPTS_EMPTY', 'WRONG_BLOCK'])
/** A lying endpoint is left alone for this long. */
const quarantineMs = 10 * 60_000

export function createEndpoint(
  url: string,
  ports: Pick<Ports, 'post' | 'openSocket' | 'clock'>,
  signal: AbortSignal,
  onHead: (head: Head, endpoint: Endpoint) => void,
  onFailure: (endpoint: Endpoint, error: unknown) => void = () => {},
): Endpoint {
  const host = hostOf(url)
  const { clock } = ports
  const limit = createLimit(clock)
  const alarm = createAlarm()
  const link: Link = /^wss?:/i.test(url)
    ? socketLink(
        url,
        ports.openSocket,
        clock,
        (value) => reportHead(value),
        () => {},
      )
    : httpLink(url, ports.post, clock)
  const learnt: Endpoint['learnt'] = { receiptsBy: 'hash', batches: true, finalizedTag: true, callByHash: true, chainChecked: false }
  let nextId = 1
  let latency: number | null = null
  let head: number | null = null
  let errors = 0
  let streak = 0
  let proofFailures = 0
  let resting = 0
  let problem: string | null = null

  const exchange = async (body: string, id: string | number): Promise<Uint8Array> => {
    await limit.enter(signal)
    const started = clock.now()
    try {
      const bytes = await link.send(body, id, AbortSignal.any([signal, alarm.signal]))
      const took = clock.now() - started
      latency = latency === null ? took : latency * 0.8 + took * 0.2
      limit.faster()
      return bytes
    } catch (error) {
      if (error instanceof EndpointError && error.code === 'RATE_LIMITED') limit.slower(error.retryAfterMs)
      throw error
    } finally {
      limit.done()
    }
  }

  const raw: Endpoint['raw'] = (method, params) => {
    const id = nextId++
    return exchange(JSON.stringify({ jsonrpc: '2.0', id, method, params }), id)
  }
  const ask: Endpoint['ask'] = async (method, params) => resultOf(parseAnswer(await raw(method, params), host), host, method)

  const endpoint: Endpoint = {
    url,
    host,
    learnt,
    raw,
    ask,
    async askAll(method, params) {
      if (params.length > 1 && learnt.batches && !/^wss?:/i.test(url)) {
        try {
          const batch = params.map((parameters, id) => ({ jsonrpc: '2.0', id, method, params: parameters }))
          return resultsOf(parseAnswer(await exchange(JSON.stringify(batch), 'batch'), host), params.length, host, method)
        } catch (error) {
          if (!(error instanceof RpcError) && !(error instanceof EndpointError && error.code === 'BAD_ANSWER')) throw error
          learnt.batches = false
        }
      }
      return Promise.all(params.map((parameters) => ask(method, parameters).catch(asEngineError)))
    },
    succeeded() {
      streak = 0
      proofFailures = 0
      resting = 0
      problem = null
    },
    failed(error) {
      errors++
      streak++
      problem = error instanceof Error ? (error.message.startsWith(host) ? error.message : `${host}: ${error.message}`) : String(error)
      const asked = error instanceof EndpointError ? error.retryAfterMs : null
      const lies = error instanceof ProofError && !absences.has(error.code)
      // One disproof may be a reorg between two questions; the second in a row is a lie.
      if (lies) proofFailures++
      resting = clock.now() + (lies && proofFailures >= 2 ? quarantineMs : (asked ?? Math.min(20_000, 200 * 2 ** Math.min(streak, 7))))
      onFailure(endpoint, error)
    },
    restingUntil: () => resting,
    score: () => (latency ?? 500) * (1 + streak),
    sawHead(number) {
      head = Math.max(head ?? 0, number)
    },
    status: (active) => ({
      host,
      active,
      ok: streak === 0 && problem === null,
      latencyMs: latency === null ? null : Math.round(latency),
      head,
      errors,
      problem,
      ...(resting > clock.now() ? { restingUntil: resting } : {}),
    }),
    wake() {
      link.renew()
      alarm.ring()
      if (proofFailures >= 2) return
      streak = 0
      resting = 0
    },
    close: () => link.close(),
  }

  const reportHead = (value: unknown) => {
    const found = readHead(value)
    if (!found) return
    endpoint.sawHead(found.number)
    onHead(found, endpoint)
  }
  return endpoint
}

/** A header as served → number, hash and parent; null when it is none. */
export function readHead(value: unknown): Head | null {
  if (typeof value !== 'object' || value === null) return null
  const { number, hash, parentHash } = value as Record<string, unknown>
  if (typeof number !== 'string' || !/^0x[0-9a-f]{1,13}$/i.test(number)) return null
  if (!isHash(hash) || !isHash(parentHash)) return null
  return { number: Number(number), hash: hash.toLowerCase(), parentHash: parentHash.toLowerCase() }
}

const isHash = (value: unknown): value is string => typeof value === 'string' && /^0x[0-9a-f]{64}$/i.test(value)

function asEngineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error
  throw error
}

/** Checks once that an endpoint serves the chain it is meant to serve. */
export async function checkChain(endpoint: Endpoint, chainId: number): Promise<void> {
  if (endpoint.learnt.chainChecked) return
  const answer = await endpoint.ask('eth_chainId', [])
  const found = typeof answer === 'string' && /^0x[0-9a-f]{1,13}$/i.test(answer) ? Number(answer) : null
  if (found === null)
    throw new EndpointError(
      'BAD_ANSWER',
      endpoint.host,
      'did not say which chain it serves (eth_chainId). Check that the address is an Ethereum RPC.',
    )
  if (found !== chainId)
    throw new EndpointError(
      'WRONG_CHAIN',
      endpoint.host,
      `serves chain ${found}, not chain ${chainId}. Remove it, or correct the chain id.`,
      { data: { found } },
    )
  endpoint.learnt.chainChecked = true
}
