/** Websockets for the engine: bounded messages, and a dead peer is noticed instead of waited for. */
import { type RawData, WebSocket } from 'ws'
import type { OpenSocket } from '#engine/ports.ts'

/** A ping goes out this often; two of them without any sign of life end the socket. */
const PING_MS = 7_000
const CLOSE_MS = 1_000

/** Opens a websocket. `onClose` comes exactly once, never from within this call, with a reason in words. */
export const openSocket: OpenSocket = (url, handlers, options) => {
  let closed = false
  let reason = 'it closed the connection.'
  const finish = () => {
    if (closed) return
    closed = true
    clearInterval(pulse)
    handlers.onClose(reason)
  }

  const socket = open(url, options)
  let alive = true
  const pulse = setInterval(() => {
    if (socket === null || socket.readyState !== WebSocket.OPEN) return
    if (!alive) {
      reason = `it gave no sign of life for ${(2 * PING_MS) / 1000} s.`
      return socket.terminate()
    }
    alive = false
    socket.ping()
  }, PING_MS)
  pulse.unref()
  if (socket === null) {
    reason = 'this is not a websocket address (ws:// or wss://).'
    setImmediate(finish)
    return { send: () => {}, close: () => {} }
  }

  socket.on('open', () => !closed && handlers.onOpen())
  socket.on('pong', () => {
    alive = true
  })
  socket.on('message', (data: RawData) => {
    alive = true
    if (!closed) handlers.onMessage(textOf(data))
  })
  socket.on('error', (error) => {
    reason = inWords(error)
  })
  socket.on('close', finish)
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text)
    },
    close: () => {
      if (closed) return
      reason = 'it was closed on our side.'
      socket.close()
      setTimeout(() => socket.terminate(), CLOSE_MS).unref()
    },
  }
}

function open(url: string, { maxBytes, headers = {}, certificate = {} }: Parameters<OpenSocket>[2]): WebSocket | null {
  try {
    const quiet = { perMessageDeflate: false, handshakeTimeout: 10_000, followRedirects: false }
    return new WebSocket(url, { ...certificate, ...quiet, maxPayload: maxBytes, headers: { ...headers } })
  } catch {
    return null
  }
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8')
  return data instanceof ArrayBuffer ? Buffer.from(data).toString('utf8') : data.toString('utf8')
}

function inWords(error: Error & { code?: string }): string {
  const status = /server response: (\d+)/.exec(error.message)?.[1]
  if (status !== undefined) return `it answered HTTP ${status} instead of opening a websocket.`
  if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') return 'it sent a message that is too large.'
  if (/^ERR_SSL_\w*ALERT/.test(error.code ?? '')) return 'it refused the TLS connection: it asks for a client certificate that it knows.'
  if (error.code === 'ECONNREFUSED') return 'it refused the connection. Check that the node is running and that the port is right.'
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') return 'this name could not be found. Check the address.'
  if (/handshake has timed out/.test(error.message)) return 'it did not answer within 10 s.'
  return `the websocket failed (${error.code ?? error.message.slice(0, 100)}).`
}
