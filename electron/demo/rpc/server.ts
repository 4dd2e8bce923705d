/** The demo chain's door: JSON-RPC over HTTP and websocket on one loopback port, for programs on this machine only. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { ChainStore } from '#demo/chain/chain.ts'
import { dispatch } from './dispatch.ts'
import type { Methods } from './methods.ts'
import { createSubscriptions } from './subscriptions.ts'

export type RpcServer = { readonly port: number; close(): Promise<void> }

/** Listens on 127.0.0.1; port 0 takes a free one. Rejects with the system's error where the port is taken. */
export async function serveRpc({ chain, methods, port }: { chain: ChainStore; methods: Methods; port: number }): Promise<RpcServer> {
  const http = createServer((request, response) => {
    if (!isLocal(request)) return refuse(response, 403, 'This endpoint answers programs on this machine only.')
    if (request.method !== 'POST') return refuse(response, 405, 'Send JSON-RPC requests with POST.')
    readBody(request).then(
      (text) => {
        const answer = text === null ? null : dispatch(methods, text)
        if (text === null) return refuse(response, 413, `Requests of more than ${longestRequest} bytes are refused.`)
        response.writeHead(answer === null ? 204 : 200, { 'content-type': 'application/json' })
        response.end(answer ?? '')
      },
      () => response.destroy(),
    )
  })

  const sockets = new WebSocketServer({ noServer: true, maxPayload: longestRequest })
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!isLocal(request)) return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
    sockets.handleUpgrade(request, socket, head, (websocket) => {
      const send = (text: string): void => {
        // A reader that stopped reading is let go instead of being remembered without end.
        if (websocket.bufferedAmount > longestQueue) websocket.terminate()
        else if (websocket.readyState === websocket.OPEN) websocket.send(text)
      }
      const subscriptions = createSubscriptions(chain, send)
      websocket.on('message', (data) => {
        const answer = dispatch(methods, data.toString(), subscriptions.methods)
        if (answer !== null) send(answer)
      })
      websocket.on('close', subscriptions.close)
      websocket.on('error', () => websocket.terminate())
    })
  })

  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, '127.0.0.1', () => {
      http.off('error', reject)
      resolve()
    })
  })
  const bound = http.address()
  if (bound === null || typeof bound === 'string') throw new Error('The demo chain could not learn its own port.')

  return {
    port: bound.port,
    close: () =>
      new Promise((resolve) => {
        for (const websocket of sockets.clients) websocket.terminate()
        sockets.close()
        http.close(() => resolve())
        http.closeAllConnections()
      }),
  }
}

const longestRequest = 1_000_000
const longestQueue = 16_000_000

/** Keeps web pages out: they come under another Host (DNS rebinding) or bring an Origin. */
function isLocal({ headers }: IncomingMessage): boolean {
  const host = /^(127\.0\.0\.1|localhost)(:\d+)?$/i.test(headers.host ?? '')
  const origin = headers.origin === undefined || /^https?:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/i.test(headers.origin)
  return host && origin
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
  response.end(message)
}

/** null for a body that is too long. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    const piece = chunk as Buffer
    length += piece.length
    if (length > longestRequest) return null
    chunks.push(piece)
  }
  return Buffer.concat(chunks).toString('utf8')
}
