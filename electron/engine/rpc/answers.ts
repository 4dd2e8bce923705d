/** Reads JSON-RPC envelopes: bytes in, result out, and each way of being wrong as one sentence. */
import { EndpointError, RpcError } from '../errors.ts'

const decoder = new TextDecoder('utf-8', { fatal: false })

type Envelope = { readonly id?: unknown; readonly result?: unknown; readonly error?: unknown }

/** The JSON value in `bytes`; throws EndpointError NOT_JSON. */
export function parseAnswer(bytes: Uint8Array, host: string): unknown {
  const text = decoder.decode(bytes)
  try {
    return JSON.parse(text)
  } catch (cause) {
    const start = text.trimStart().slice(0, 1)
    const sentence =
      start === '<'
        ? 'answered with a web page instead of JSON-RPC. Check the address: it must be the RPC endpoint itself.'
        : text.length === 0
          ? 'answered with nothing. Check the address, or try another endpoint.'
          : 'answered with something that is not whole JSON. Try again, or use another endpoint.'
    throw new EndpointError('NOT_JSON', host, sentence, { cause })
  }
}

/** The `result` of one envelope; throws RpcError for an `error` member and EndpointError BAD_ANSWER for anything else. */
export function resultOf(value: unknown, host: string, method: string): unknown {
  const envelope = asEnvelope(value)
  if (!envelope) throw new EndpointError('BAD_ANSWER', host, `did not answer ${method} with a JSON-RPC object. Check the address.`)
  if (envelope.error !== undefined && envelope.error !== null) throw rpcError(envelope.error, host, method)
  if (!('result' in envelope)) throw new EndpointError('BAD_ANSWER', host, `answered ${method} without a result. Try another endpoint.`)
  return envelope.result
}

/** The results of a batch in the order of its ids (0 … n-1); an entry that failed is its error. */
export function resultsOf(value: unknown, count: number, host: string, method: string): readonly (unknown | RpcError | EndpointError)[] {
  if (!Array.isArray(value)) {
    resultOf(value, host, method)
    throw new EndpointError('BAD_ANSWER', host, `does not answer batches (${method}).`)
  }
  const byId = new Map<unknown, unknown>(value.map((entry) => [asEnvelope(entry)?.id, entry]))
  return Array.from({ length: count }, (_, id) => {
    try {
      return resultOf(byId.get(id), host, method)
    } catch (error) {
      if (error instanceof RpcError || error instanceof EndpointError) return error
      throw error
    }
  })
}

function rpcError(error: unknown, host: string, method: string): RpcError {
  const { code, message } = (typeof error === 'object' ? error : {}) as { code?: unknown; message?: unknown }
  return new RpcError(host, method, typeof code === 'number' ? code : -32000, typeof message === 'string' ? message : 'no reason given')
}

const asEnvelope = (value: unknown): Envelope | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Envelope) : null
