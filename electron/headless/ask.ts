/** The two questions that `watch` has before it can begin: which chain this is, and where its head stands. */
import { EngineError } from '#engine/errors.ts'
import type { Clock, HttpPost, OpenSocket } from '#engine/ports.ts'

/** Long enough for a slow endpoint, short enough that others get their turn. */
const ANSWER_MS = 8_000
const TRIES = 3

export type AskDeps = {
  readonly post: HttpPost
  readonly openSocket: OpenSocket
  readonly clock: Clock
  /** Unix milliseconds after which no further question is asked, however many endpoints there are. */
  readonly until: number
}

/** Asks the endpoints in turn for a number; throws the last endpoint's reason. Ends within `TRIES` rounds, and soon after `until`. */
export async function askNumber(method: 'eth_chainId' | 'eth_blockNumber', urls: readonly string[], deps: AskDeps): Promise<number> {
  let reason: unknown = null
  for (let round = 0; round < TRIES; round++) {
    if (round > 0) await deps.clock.sleep(1000)
    for (const url of urls) {
      if (reason !== null && deps.clock.now() >= deps.until) throw reason
      try {
        return readNumber(await askOnce(url, method, deps), url, method)
      } catch (error) {
        reason = error
      }
    }
  }
  throw reason
}

function askOnce(url: string, method: string, deps: AskDeps): Promise<string> {
  const question = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: [] })
  if (/^https?:/i.test(url))
    return deps
      .post(url, question, { timeoutMs: ANSWER_MS, maxBytes: 100_000 })
      .then(({ status, bytes }) => (status === 200 ? new TextDecoder().decode(bytes) : fail(url, `it answered HTTP ${status}.`)))
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => socket.close(), ANSWER_MS)
    const socket = deps.openSocket(
      url,
      {
        onOpen: () => socket.send(question),
        onMessage: (text) => {
          resolve(text)
          socket.close()
        },
        onClose: (reason) => {
          clearTimeout(late)
          reject(new EngineError('UNREACHABLE', `${new URL(url).host}: ${reason}`))
        },
      },
      { maxBytes: 100_000 },
    )
  })
}

function readNumber(text: string, url: string, method: string): number {
  const answer = parse(text)
  if (typeof answer !== 'object' || answer === null || !('result' in answer))
    return fail(url, 'it is no JSON-RPC endpoint, or it does not say which chain it serves. Check the address.')
  const { result } = answer
  if (typeof result !== 'string' || !/^0x[0-9a-f]{1,13}$/i.test(result)) return fail(url, `its answer to ${method} is no number.`)
  return Number(result)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function fail(url: string, sentence: string): never {
  throw new EngineError('BAD_ANSWER', `${new URL(url).host}: ${sentence}`)
}
