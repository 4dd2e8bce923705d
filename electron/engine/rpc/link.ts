/** A link carries one JSON text to an endpoint and its answer back, over HTTP or a websocket. */

import { EndpointError } from '../errors.ts'
import type { Clock, HttpPost, OpenSocket, Socket } from '../ports.ts'

export type Link = {
  /** The raw answer; rejects with EndpointError. */
  send(body: string, id: string | number, signal?: AbortSignal): Promise<Uint8Array>
  /** Lets go of a connection that may be dead without knowing it, and makes a new one at once. */
  renew(): void
  close(): void
}

/** Longest exchange, and largest answer: a block of 5,000 transactions with its receipts is about 30 MB. */
export const requestTimeoutMs = 20_000
export const maxAnswerBytes = 96 * 1024 * 1024

/** Names an endpoint to people without its path, query or user info: those carry keys. */
export function hostOf(url: string): string {
  try {
    return new URL(url).host
  } catch {
    return 'not an address'
  }
}

/** Connections that are kept for the next request may have died in a sleep: so many of them are found out for so long (milliseconds). */
const mostDead = 8
const wary = { timeoutMs: 2_500, forMs: 60_000 }

export function httpLink(url: string, post: HttpPost, clock: Clock): Link {
  const host = hostOf(url)
  let doubts = 0
  let doubtUntil = 0

  /** A request that a dead connection swallowed is asked again on another one, before the time of a slow answer is over. */
  const ask = async (body: string, options: Parameters<HttpPost>[2]): ReturnType<HttpPost> => {
    while (doubts > 0 && clock.now() < doubtUntil) {
      try {
        return await post(url, body, { ...options, timeoutMs: wary.timeoutMs })
      } catch (error) {
        if (!(error instanceof EndpointError) || error.code !== 'TIMEOUT' || options.signal?.aborted) throw error
        doubts--
      }
    }
    return post(url, body, options)
  }

  return {
    async send(body, _id, signal) {
      const answer = await ask(body, { timeoutMs: requestTimeoutMs, maxBytes: maxAnswerBytes, ...(signal ? { signal } : {}) })
      const problem = httpProblem(answer.status, answer.retryAfter, host)
      if (!problem) return answer.bytes
      // Some nodes answer JSON-RPC errors with HTTP 4xx and a proper envelope: the envelope says more.
      if (answer.status !== 429 && looksLikeEnvelope(answer.bytes)) return answer.bytes
      throw problem
    },
    renew() {
      doubts = mostDead
      doubtUntil = clock.now() + wary.forMs
    },
    close() {},
  }
}

/** Requests and subscriptions over one socket that reconnects by itself; waiting requests fail when it closes. */
export function socketLink(
  url: string,
  openSocket: OpenSocket,
  clock: Clock,
  onHead: (head: unknown) => void,
  onUp: () => void,
): Link & { readonly up: () => boolean } {
  const host = hostOf(url)
  const encoder = new TextEncoder()
  const waiting = new Map<string | number, { resolve(bytes: Uint8Array): void; reject(error: Error): void }>()
  const stop = new AbortController()
  let socket: Socket | null = null
  let open = false
  let opened: Promise<void> | null = null
  let failures = 0
  let heads: string | null = null
  let retryAt = 0
  /** Which connection is the one in use: what an older one still says is not listened to. */
  let turns = 0

  const receive = (text: string) => {
    let message: { id?: string | number; method?: string; params?: { subscription?: string; result?: unknown }; result?: unknown }
    try {
      const parsed: unknown = JSON.parse(text)
      message = (Array.isArray(parsed) ? { id: parsed[0]?.id === undefined ? undefined : 'batch' } : parsed) as typeof message
    } catch {
      return
    }
    if (message?.method === 'eth_subscription') {
      if (message.params?.subscription === heads) onHead(message.params?.result)
      return
    }
    if (message?.id === 'heads') {
      heads = typeof message.result === 'string' ? message.result : null
      return
    }
    const key = message?.id
    if (key === undefined) return
    waiting.get(key)?.resolve(encoder.encode(text))
    waiting.delete(key)
  }

  const connect = (): Promise<void> => {
    if (opened) return opened
    if (clock.now() < retryAt)
      return Promise.reject(new EndpointError('UNREACHABLE', host, 'the websocket is down; it will be tried again shortly.'))
    const turn = ++turns
    opened = new Promise((resolve, reject) => {
      socket = openSocket(
        url,
        {
          onOpen() {
            if (turn !== turns) return
            open = true
            failures = 0
            resolve()
            socket?.send(JSON.stringify({ jsonrpc: '2.0', id: 'heads', method: 'eth_subscribe', params: ['newHeads'] }))
            onUp()
          },
          onMessage: (text) => {
            if (turn === turns) receive(text)
          },
          onClose(reason) {
            // One that was let go of ends for itself alone.
            if (turn !== turns) return reject(new EndpointError('UNREACHABLE', host, 'the websocket was opened anew. Ask again.'))
            drop()
            retryAt = clock.now() + Math.min(30_000, 500 * 2 ** failures++)
            const error = new EndpointError(
              'UNREACHABLE',
              host,
              `the websocket closed (${reason || 'no reason given'}). Check the address and your connection.`,
            )
            reject(error)
            fail(error)
            void reconnect(retryAt - clock.now() + 1)
          },
        },
        { maxBytes: maxAnswerBytes },
      )
    })
    return opened
  }
  const drop = () => {
    open = false
    opened = null
    socket = null
    heads = null
  }
  const fail = (error: Error) => {
    for (const request of waiting.values()) request.reject(error)
    waiting.clear()
  }
  const reconnect = async (wait: number) => {
    await clock.sleep(wait, stop.signal)
    if (!stop.signal.aborted) await connect().catch(() => {})
  }
  void reconnect(0)

  return {
    up: () => open,
    async send(body, id) {
      await connect()
      return new Promise((resolve, reject) => {
        const late = new AbortController()
        waiting.set(id, {
          resolve(bytes) {
            late.abort()
            resolve(bytes)
          },
          reject(error) {
            late.abort()
            reject(error)
          },
        })
        void clock.sleep(requestTimeoutMs, late.signal).then(() => {
          if (late.signal.aborted) return
          waiting.delete(id)
          reject(new EndpointError('TIMEOUT', host, `did not answer within ${requestTimeoutMs / 1000} s. Try another endpoint.`))
        })
        socket?.send(body)
      })
    },
    renew() {
      const old = socket
      turns++
      drop()
      failures = 0
      retryAt = 0
      old?.close()
      fail(new EndpointError('UNREACHABLE', host, 'the websocket was opened anew. Ask again.'))
      if (!stop.signal.aborted) void reconnect(0)
    },
    close() {
      stop.abort()
      socket?.close()
    },
  }
}

function httpProblem(status: number, retryAfter: string | null, host: string): EndpointError | null {
  if (status >= 200 && status < 300) return null
  if (status === 429) {
    const retryAfterMs = retryAfterMilliseconds(retryAfter)
    const wait = retryAfterMs === null ? 'It is asked less often now.' : `It asked to wait ${Math.ceil(retryAfterMs / 1000)} s.`
    return new EndpointError(
      'RATE_LIMITED',
      host,
      `too many requests (HTTP 429). ${wait} Add another endpoint or a key with a higher limit.`,
      { retryAfterMs },
    )
  }
  if (status === 401 || status === 403)
    return new EndpointError('HTTP', host, `refused access (HTTP ${status}). Check the key in its address, or its token.`, {
      data: { status },
    })
  if (status === 404)
    return new EndpointError('HTTP', host, 'has no RPC at this address (HTTP 404). Check the address, path and key included.', {
      data: { status },
    })
  return new EndpointError('HTTP', host, `answered with HTTP ${status}. It may be down: try again later or add another endpoint.`, {
    data: { status },
  })
}

/** RFC 9110 §10.2.3: seconds; the date form is rare among RPC providers and read as a minute. */
export function retryAfterMilliseconds(text: string | null): number | null {
  if (text === null) return null
  const seconds = Number(text)
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1000, 600_000) : 60_000
}

const looksLikeEnvelope = (bytes: Uint8Array): boolean => {
  const start = new TextDecoder().decode(bytes.subarray(0, 4096))
  return start.trimStart().startsWith('{') && (start.includes('"jsonrpc"') || start.includes('"error"'))
}
