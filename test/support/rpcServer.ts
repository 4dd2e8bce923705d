/** A JSON-RPC server on loopback, over HTTP and websocket; what it answers and how it misbehaves is handed in. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

export type RpcCall = { readonly id: unknown; readonly method: string; readonly params: readonly unknown[] }
export type Answer = (method: string, params: readonly unknown[]) => unknown

/** What one HTTP exchange does instead of answering; null lets it answer. */
export type Fault =
  | { readonly kind: 'reply'; readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: string }
  /** The right answer, cut off half way. */
  | { readonly kind: 'cut' }
  /** No answer, ever. */
  | { readonly kind: 'hang' }
  /** A body without an end. */
  | { readonly kind: 'endless' }
  | null

export type RpcServerOptions = {
  readonly answer: Answer
  /** Asked for every HTTP exchange with its calls and its number, from 0. */
  readonly fault?: (calls: readonly RpcCall[], exchange: number) => Fault
  readonly ws?: boolean
  /** Only who sends this as `authorization` is answered; a refusal repeats what was sent. */
  readonly authorization?: string
}

export type RpcServer = {
  readonly http: string
  readonly ws: string
  readonly port: number
  /** Every call that came in, in order. */
  readonly calls: readonly RpcCall[]
  /** Sends a payload to every subscriber of `newHeads`. */
  announce(head: unknown): void
  /** Closes every websocket without a word, as a dying proxy does. */
  cutSockets(): void
  stop(): Promise<void>
}

/** Thrown by an `answer` to make a JSON-RPC error object. */
export class Refusal extends Error {
  readonly code: number
  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

/** Starts the server on a free port of 127.0.0.1. */
export async function serveRpc(options: RpcServerOptions): Promise<RpcServer> {
  const calls: RpcCall[] = []
  const subscribers = new Map<WebSocket, string>()
  let exchanges = 0

  const server = createServer(async (request, response) => {
    const { authorization } = request.headers
    if (options.authorization !== undefined && authorization !== options.authorization) {
      const error = { code: -32001, message: `unknown token ${authorization}` }
      response.writeHead(401, { 'content-type': 'application/json' }).end(JSON.stringify({ jsonrpc: '2.0', id: 1, error }))
      return
    }
    const { fault, text } = await reply(await readBody(request), options.answer, (batch) => {
      calls.push(...batch)
      return options.fault?.(batch, exchanges++) ?? null
    })
    if (fault) misbehave(fault, text, response)
    else response.writeHead(200, { 'content-type': 'application/json' }).end(text)
  })

  const sockets =
    options.ws === false
      ? null
      : new WebSocketServer({
          server,
          verifyClient: ({ req }: { req: IncomingMessage }) =>
            options.authorization === undefined || req.headers.authorization === options.authorization,
        })
  sockets?.on('connection', (socket) => {
    socket.on('close', () => subscribers.delete(socket))
    socket.on('error', () => subscribers.delete(socket))
    socket.on('message', async (data) => {
      const { text } = await reply(
        String(data),
        (method, params) => {
          if (method === 'eth_subscribe' && params[0] === 'newHeads') {
            subscribers.set(socket, '0x1')
            return '0x1'
          }
          if (method === 'eth_unsubscribe') return subscribers.delete(socket)
          return options.answer(method, params)
        },
        (batch) => {
          calls.push(...batch)
          return null
        },
      )
      socket.send(text)
    })
  })

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    http: `http://127.0.0.1:${port}`,
    ws: `ws://127.0.0.1:${port}`,
    port,
    calls,
    announce(head) {
      for (const [socket, subscription] of subscribers) {
        socket.send(JSON.stringify({ jsonrpc: '2.0', method: 'eth_subscription', params: { subscription, result: head } }))
      }
    },
    cutSockets() {
      for (const socket of sockets?.clients ?? []) socket.terminate()
    },
    async stop() {
      for (const socket of sockets?.clients ?? []) socket.terminate()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** Asks a JSON-RPC server one question; throws a Refusal for an error object. */
export async function ask(url: string, method: string, params: readonly unknown[] = []): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const body = (await response.json()) as { result?: unknown; error?: { code: number; message: string } }
  if (body.error) throw new Refusal(body.error.code, `${method}: ${body.error.message}`)
  return body.result ?? null
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

async function reply(body: string, answer: Answer, onCalls: (calls: readonly RpcCall[]) => Fault): Promise<{ fault: Fault; text: string }> {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    return { fault: null, text: JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: -32700, message: 'Parse error' } }) }
  }
  const batch = (Array.isArray(parsed) ? parsed : [parsed]).map((call) => ({ params: [], ...call }) as RpcCall)
  const fault = onCalls(batch)
  if (fault && fault.kind !== 'cut') return { fault, text: '' }
  const answers = await Promise.all(batch.map((call) => answerOne(call, answer)))
  return { fault, text: JSON.stringify(Array.isArray(parsed) ? answers : answers[0]) }
}

async function answerOne({ id, method, params }: RpcCall, answer: Answer): Promise<unknown> {
  try {
    return { jsonrpc: '2.0', id, result: (await answer(method, params)) ?? null }
  } catch (error) {
    const { code, message } = error instanceof Refusal ? error : new Refusal(-32603, String(error))
    return { jsonrpc: '2.0', id, error: { code, message } }
  }
}

function misbehave(fault: Fault, text: string, response: ServerResponse): void {
  if (fault?.kind === 'reply') response.writeHead(fault.status, fault.headers).end(fault.body)
  if (fault?.kind === 'cut') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy())
  }
  if (fault?.kind === 'endless') {
    response.writeHead(200, { 'content-type': 'application/json' })
    const filler = ' '.repeat(64 * 1024)
    const pour = (): void => {
      while (!response.destroyed && response.write(filler));
    }
    response.on('drain', pour)
    response.write('{"jsonrpc":"2.0","id":1,"result":')
    pour()
  }
}
