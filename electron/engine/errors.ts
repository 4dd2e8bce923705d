/** One family of errors: data in, a sentence out that says what to do. Retry policy reads `retryable` and nothing else. */

export type ErrorData = Readonly<Record<string, string | number | boolean | null>>

export class EngineError extends Error {
  readonly code: string
  /** Whether the same question may succeed later or at another endpoint. */
  readonly retryable: boolean
  readonly data: ErrorData

  constructor(code: string, message: string, options: { retryable?: boolean; cause?: unknown; data?: ErrorData } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = new.target.name
    this.code = code
    this.retryable = options.retryable ?? false
    this.data = options.data ?? {}
  }
}

/** The endpoint could not be reached, or did not answer as a JSON-RPC server. */
export class EndpointError extends EngineError {
  /** Milliseconds after which the endpoint asked to be tried again (HTTP `Retry-After`). */
  readonly retryAfterMs: number | null

  constructor(
    code: 'UNREACHABLE' | 'TIMEOUT' | 'HTTP' | 'NOT_JSON' | 'TOO_LARGE' | 'RATE_LIMITED' | 'WRONG_CHAIN' | 'BAD_ANSWER' | 'LAGGING',
    host: string,
    sentence: string,
    options: { cause?: unknown; retryAfterMs?: number | null; retryable?: boolean; data?: ErrorData } = {},
  ) {
    super(code, `${host}: ${sentence}`, {
      retryable: options.retryable ?? true,
      cause: options.cause,
      data: { ...options.data, host },
    })
    this.retryAfterMs = options.retryAfterMs ?? null
  }
}

/** The endpoint answered with a JSON-RPC error object. */
export class RpcError extends EngineError {
  readonly rpcCode: number

  constructor(host: string, method: string, rpcCode: number, message: string) {
    super('RPC', `${host} refused ${method}: ${message.slice(0, 200)} (code ${rpcCode})`, {
      retryable: rpcCode !== -32601 && rpcCode !== -32602,
      data: { host, method, rpcCode },
    })
    this.rpcCode = rpcCode
  }
}

/** What an endpoint said contradicts itself or its hashes. Never passed on; another endpoint is asked. */
export class ProofError extends EngineError {
  constructor(code: string, block: number | string, sentence: string, data: ErrorData = {}) {
    super(code, `Block ${block}: ${sentence}`, { retryable: true, data: { ...data, block } })
  }
}

/** The chain as told would roll back blocks that were final. */
export class DeepReorgError extends EngineError {
  /** `restarted`: the newest stored block, where the whole chain told is younger and shorter. */
  constructor(chain: string, number: number, finalNumber: number, restarted: number | null = null) {
    super(
      'DEEP_REORG',
      `${chain}: ${
        restarted === null
          ? `the endpoints tell of another history from block ${number} on, though block ${finalNumber} was final`
          : `this chain was begun anew: its newest block is ${number}, younger than block ${restarted}, which is stored`
      }. Nothing stored was changed. Check the endpoints, then choose “Try again”, or “Go on from the head” to keep what is stored and watch the new history.`,
      { data: { chain, number, finalNumber } },
    )
  }
}
