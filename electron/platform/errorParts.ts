/** Errors across threads: structured cloning keeps only a name and a message, so the parts travel and are put together again. */
import { EndpointError, EngineError, type ErrorData, ProofError, RpcError } from '#engine/errors.ts'

export type ErrorParts = {
  readonly name: string
  readonly code: string
  readonly message: string
  readonly retryable: boolean
  readonly data: ErrorData
}

/** What travels. An error that is none of ours is a fault in the app and becomes code `FAULT`. */
export const toParts = (error: unknown): ErrorParts => {
  if (!(error instanceof EngineError)) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { name: 'EngineError', code: 'FAULT', message: `A block could not be read: ${reason.slice(0, 500)}`, retryable: false, data: {} }
  }
  const { name, code, message, retryable, data } = error
  return { name, code, message, retryable, data }
}

/** The error again, of the class it had, with the same sentence. */
export const fromParts = ({ name, code, message, retryable, data }: ErrorParts): EngineError => {
  const error = new EngineError(code, message, { retryable, data })
  const kind = kinds[name]
  if (kind === undefined) return error
  Object.setPrototypeOf(error, kind.prototype)
  return Object.assign(
    error,
    { name },
    kind === RpcError ? { rpcCode: data.rpcCode } : kind === EndpointError ? { retryAfterMs: null } : {},
  )
}

/** Classes that `readBlock` throws, by name as it travels (bundlers may rename classes; the names are given here). */
const kinds: Readonly<Record<string, { readonly prototype: EngineError }>> = {
  [EndpointError.name]: EndpointError,
  [RpcError.name]: RpcError,
  [ProofError.name]: ProofError,
}
