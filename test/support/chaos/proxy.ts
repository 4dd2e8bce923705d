/** A JSON-RPC proxy that fails and lies from a seed, in front of any endpoint: HTTP and websocket, each fault kind at its own rate. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import { seeded } from '../faults.ts'
import { type Call, type Calls, createAnswers } from './answers.ts'
import type { FaultKind, Rates } from './kinds.ts'
import type { Node } from './world.ts'

export type ProxyOptions = {
  readonly upstream: Node
  /** Where a stale head and its past come from. */
  readonly laggard?: Node | null
  /** Where another branch comes from. */
  readonly rival?: Node | null
  readonly seed: number
  readonly rates: Rates
  /** Longest delay, milliseconds. */
  readonly longestDelayMs?: number
  /** How long a stale or foreign view lasts, milliseconds. */
  readonly viewMs?: number
}

export type ChaosProxy = {
  readonly http: string
  readonly ws: string
  readonly host: string
  /** How often each kind was dealt out; what was altered counts only where the answer was delivered whole. */
  readonly injected: ReadonlyMap<FaultKind, number>
  /** Kinds of lies that were told about a block, by its hash. */
  readonly told: ReadonlyMap<string, ReadonlySet<FaultKind>>
  /** Shows the view of another node for a while: `stale` and `fork` strike by themselves only where they have a rate. */
  show(kind: 'stale' | 'fork', ms: number): void
  /** From now on with these rates; none is an honest endpoint. */
  setRates(rates: Rates): void
  stop(): Promise<void>
}

/** Starts a proxy on a free port of 127.0.0.1. Same seed and same questions, same faults. */
export async function startProxy(options: ProxyOptions): Promise<ChaosProxy> {
  const random = seeded(options.seed)
  const { longestDelayMs = 60, viewMs = 400 } = options
  let rates = options.rates
  const injected = new Map<FaultKind, number>()
  const count = (kind: FaultKind): void => void injected.set(kind, (injected.get(kind) ?? 0) + 1)
  const strikes = (kind: FaultKind): boolean => random() < (rates[kind] ?? 0)
  let view: { readonly kind: 'stale' | 'fork'; readonly node: Node; readonly until: number } | null = null

  const show: ChaosProxy['show'] = (kind, ms) => {
    const node = kind === 'stale' ? options.laggard : options.rival
    if (node) view = { kind, node, until: Date.now() + ms }
  }
  const upstream = (): Node => {
    if (view && view.until < Date.now()) view = null
    if (!view) for (const kind of ['stale', 'fork'] as const) if (strikes(kind)) show(kind, viewMs)
    return view?.node ?? options.upstream
  }
  const answers = createAnswers({ random, strikes, upstream, view: () => view?.kind ?? null })

  const server = createServer(async (request, response) => {
    const calls = readCalls(await readBody(request))
    if (!calls) return void response.writeHead(400).end()
    if (strikes('delay')) {
      count('delay')
      await new Promise((done) => setTimeout(done, random() * longestDelayMs))
    }
    if (strikes('drop')) {
      count('drop')
      return void response.destroy()
    }
    for (const kind of ['limit', 'limitRetryAfter'] as const) {
      if (!strikes(kind)) continue
      count(kind)
      return void response.writeHead(429, kind === 'limit' ? {} : { 'retry-after': '1' }).end('Too many requests')
    }
    const { body, told } = await answers.reply(calls).catch(() => ({ body: null, told: [] }))
    if (body === null) return void response.destroy()
    const text = Buffer.from(body)
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length })
    if (strikes('cut')) {
      count('cut')
      return void response.write(text.subarray(0, text.length >> 1), () => response.destroy())
    }
    // Delivered means handed to the system whole on a connection that stands.
    response.end(text, () => {
      if (!response.errored) for (const kind of told) count(kind)
    })
  })
  const clients = new Map<WebSocket, string | null>()
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => {
    clients.set(socket, null)
    socket.on('close', () => clients.delete(socket))
    socket.on('error', () => socket.terminate())
    socket.on('message', async (data) => {
      const calls = readCalls(String(data))
      const first = calls?.[0]
      if (!calls || !first) return
      if (strikes('dropSocket')) {
        count('dropSocket')
        return socket.terminate()
      }
      if (first.method === 'eth_subscribe') {
        clients.set(socket, '0xc4a05')
        return socket.send(JSON.stringify({ jsonrpc: '2.0', id: first.id, result: '0xc4a05' }))
      }
      const { body, told } = await answers.reply(calls).catch(() => ({ body: null, told: [] }))
      if (body === null || socket.readyState !== WebSocket.OPEN) return socket.terminate()
      socket.send(body, (error) => {
        if (!error) for (const kind of told) count(kind)
      })
    })
  })

  /** A head is passed on where it comes from the node that is shown at present. */
  const tell = (from: Node, head: unknown): void => {
    if (from !== (view?.node ?? options.upstream)) return
    for (const [socket, subscription] of clients) {
      if (subscription === null || socket.readyState !== WebSocket.OPEN) continue
      const again = strikes('repeat') ? 2 + Math.floor(random() * 3) : 1
      if (again > 1) count('repeat')
      const text = JSON.stringify({ jsonrpc: '2.0', method: 'eth_subscription', params: { subscription, result: head } })
      for (let index = 0; index < again; index++) socket.send(text)
      if (!strikes('dropSocket')) continue
      count('dropSocket')
      socket.terminate()
    }
  }
  const sources = [options.upstream, options.laggard, options.rival].filter((node) => node != null)
  const ears = await Promise.all(sources.map((node) => listen(node, (head) => tell(node, head))))

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    http: `http://127.0.0.1:${port}`,
    ws: `ws://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    injected,
    told: answers.told,
    show,
    setRates(next) {
      rates = next
      if (Object.keys(next).length === 0) view = null
    },
    async stop() {
      for (const ear of ears) ear.terminate()
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

function listen(node: Node, onHead: (head: unknown) => void): Promise<WebSocket> {
  return new Promise((ready, failed) => {
    const socket = new WebSocket(node.ws)
    socket.on('open', () => {
      socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_subscribe', params: ['newHeads'] }))
      ready(socket)
    })
    socket.on('error', failed)
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as { method?: string; params?: { result?: unknown } }
      if (message.method === 'eth_subscription') onHead(message.params?.result)
    })
  })
}

function readCalls(text: string): Calls | null {
  try {
    const parsed: unknown = JSON.parse(text)
    const calls = (Array.isArray(parsed) ? parsed : [parsed]).map((call) => ({ params: [], ...call }) as Call)
    return Array.isArray(parsed) ? Object.assign(calls, { batch: true as const }) : calls
  } catch {
    return null
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
