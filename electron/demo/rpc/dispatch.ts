/** JSON-RPC 2.0 envelopes: one request or a batch in, the answer out, every failure as an error object with a proper code. */
import type { Method, Methods } from './methods.ts'
import { RpcFault } from './params.ts'

/** `extra`: methods that only this connection has (subscriptions). Returns null where nothing is to be answered (notifications). */
export function dispatch(methods: Methods, text: string, extra?: ReadonlyMap<string, Method>): string | null {
  let request: unknown
  try {
    request = JSON.parse(text)
  } catch {
    return JSON.stringify(fault(null, -32700, 'parse error'))
  }
  const answerOne = (one: unknown): object | null => answer(methods, one, extra)
  if (!Array.isArray(request)) return written(answerOne(request))
  if (request.length === 0) return JSON.stringify(fault(null, -32600, 'empty batch'))
  if (request.length > longestBatch) return JSON.stringify(fault(null, -32600, `batch of more than ${longestBatch} requests`))
  const answers = request.map(answerOne).filter((one) => one !== null)
  return answers.length > 0 ? JSON.stringify(answers) : null
}

const longestBatch = 1000
type Id = string | number | null

function answer(methods: Methods, request: unknown, extra: ReadonlyMap<string, Method> | undefined): object | null {
  if (typeof request !== 'object' || request === null) return fault(null, -32600, 'invalid request')
  const { id, method, params } = request as Record<string, unknown>
  const known: Id = typeof id === 'string' || typeof id === 'number' ? id : null
  if (typeof method !== 'string') return fault(known, -32600, 'invalid request')
  const run = extra?.get(method) ?? methods.get(method)
  if (!run) return fault(known, -32601, `the method ${method.slice(0, 80)} does not exist/is not available`)
  if (params !== undefined && !Array.isArray(params)) return fault(known, -32602, 'non-array args')
  try {
    const result = run(params ?? [])
    return id === undefined ? null : { jsonrpc: '2.0', id: known, result }
  } catch (error) {
    if (error instanceof RpcFault) return fault(known, error.code, error.message, error.data)
    return fault(known, -32603, error instanceof Error ? error.message : 'internal error')
  }
}

function fault(id: Id, code: number, message: string, data?: string): object {
  return { jsonrpc: '2.0', id, error: { code, message, ...(data !== undefined && { data }) } }
}

const written = (value: object | null): string | null => (value === null ? null : JSON.stringify(value))
