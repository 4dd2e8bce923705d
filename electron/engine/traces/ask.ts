/** Asks endpoints for traces of a block; remembers which of them can, and says in words why there are none. */
import { EndpointError, EngineError, ProofError, RpcError } from '../errors.ts'
import type { Clock } from '../ports.ts'
import { parseAnswer, resultOf } from '../rpc/answers.ts'
import type { Endpoint } from '../rpc/endpoint.ts'
import type { Pool } from '../rpc/pool.ts'
import type { BlockReading } from '../types.ts'

/** The raw answer and who gave it, or why there is none. */
type TraceAnswer = { readonly bytes: Uint8Array; readonly endpoint: Endpoint } | { readonly problem: string }
type Ref = { readonly number: number; readonly hash: string | null }

/** Asks for the traces of a block: `prefer` first; another endpoint that can trace stands in for it. Null where none are wanted. Never rejects. */
export type AskTraces = (prefer: Endpoint, ref: Ref) => Promise<TraceAnswer | null>

export type Tracer = {
  /** Reads a block with its traces, where they are wanted and the chain does not log what they would tell. */
  read(wanted: boolean, read: (ask: AskTraces) => Promise<BlockReading>): Promise<BlockReading>
}

type Method = 'debug' | 'flat'

/** `accuse` hears of endpoints whose trace contradicts the block. */
export function createTracer(pool: Pool, clock: Clock, accuse: (endpoint: Endpoint, error: ProofError) => void): Tracer {
  /** The method that works at an endpoint; null where none does. Absent: not tried yet. */
  const learnt = new Map<Endpoint, Method | null>()
  /** From this block on the chain logs its coin's movements. */
  let loggedFrom = Number.POSITIVE_INFINITY

  const askOne = async (endpoint: Endpoint, ref: Ref): Promise<TraceAnswer | null> => {
    const known = learnt.get(endpoint)
    for (const method of known ? [known] : (['debug', 'flat'] as const)) {
      const answer = await endpoint.raw(...requestOf(method, ref))
      const refusal = refusalOf(answer, endpoint.host)
      if (refusal === null) {
        learnt.set(endpoint, method)
        return { bytes: answer, endpoint }
      }
      if (!isMissing(refusal)) throw refusal
    }
    learnt.set(endpoint, null)
    return null
  }

  const ask: AskTraces = async (prefer, ref) => {
    if (ref.number >= loggedFrom) return null
    let problem = 'Internal transfers are not told: no endpoint of this chain offers traces (debug_traceBlockByHash or trace_block).'
    for (const endpoint of [prefer, ...pool.endpoints.filter((other) => other !== prefer && other.restingUntil() <= clock.now())]) {
      if (learnt.get(endpoint) === null) continue
      try {
        const answer = await askOne(endpoint, ref)
        if (answer) return answer
      } catch (error) {
        if (!(error instanceof EngineError)) throw error
        problem = `Internal transfers are not told: ${error.message}`
      }
    }
    return { problem }
  }

  return {
    async read(wanted, read) {
      if (!wanted) return read(async () => null)
      let by: Endpoint | null = null
      const reading = await read(async (prefer, ref) => {
        const answer = await ask(prefer, ref)
        by = answer && 'endpoint' in answer ? answer.endpoint : null
        return answer
      })
      const { header, untraced, logsCoins } = reading
      if (logsCoins) loggedFrom = Math.min(loggedFrom, header.number)
      if (untraced?.isFault && by) accuse(by, new ProofError('TRACE', header.number, untraced.sentence))
      return reading
    },
  }
}

function requestOf(method: Method, { number, hash }: { readonly number: number; readonly hash: string | null }): [string, unknown[]] {
  const height = `0x${number.toString(16)}`
  if (method === 'flat') return ['trace_block', [height]]
  const options = { tracer: 'callTracer' }
  return hash ? ['debug_traceBlockByHash', [hash, options]] : ['debug_traceBlockByNumber', [height, options]]
}

/** The error of a short answer; a long one is read by the thread that proves. */
function refusalOf(answer: Uint8Array, host: string): RpcError | EndpointError | null {
  if (answer.length > 2_000) return null
  try {
    const result = resultOf(parseAnswer(answer, host), host, 'a trace')
    return Array.isArray(result) ? null : new EndpointError('BAD_ANSWER', host, 'has no trace of this block.')
  } catch (error) {
    if (error instanceof RpcError || error instanceof EndpointError) return error
    throw error
  }
}

/** The method is refused for good; a block that is not there (yet) is another matter. */
const isMissing = (error: RpcError | EndpointError): boolean =>
  error instanceof RpcError &&
  (error.rpcCode === -32601 ||
    error.rpcCode === -32004 ||
    /(method|module|namespace|tracer)\b.*(not |un|disabled)|unknown method|unsupported method/i.test(error.message))
