/** A service of channels on loopback that answers as it is told, a clock that is moved by hand, and a courier over a real store. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { createCourier } from '#channels/courier.ts'
import type { Clock, HttpPost } from '#engine/ports.ts'
import { post } from '#platform/http.ts'
import type { Announcement, Channel } from '#shared/channels.ts'
import type { TableRow } from '#shared/order.ts'
import { openStore, type Store } from '#storage/orders.ts'

export type Heard = {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly json: Record<string, unknown>
}
/** `hang` keeps the connection open and says nothing; `cut` ends it after the request was read. */
export type Reply = { status: number; body?: unknown; headers?: Record<string, string> } | 'hang' | 'cut'

/** Listens on 127.0.0.1; `reply` decides for each request, counted from 0. */
export async function startService(reply: (heard: Heard, index: number) => Reply = () => ({ status: 200, body: { ok: true } })) {
  const heard: Heard[] = []
  const sockets = new Set<Socket>()
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => void parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts).toString()
      const one: Heard = { path: request.url ?? '', headers: request.headers, body, json: JSON.parse(body || '{}') }
      heard.push(one)
      const answer = reply(one, heard.length - 1)
      if (answer === 'hang') return
      if (answer === 'cut') return void request.socket.destroy()
      const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {})
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(text)
    })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const stop = () => {
    for (const socket of sockets) socket.destroy()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return { url, heard, stop }
}

/** Time stands still until `advance`; `asleep` has how long each sleeper still has. */
export function handClock(start = Date.UTC(2026, 0, 1)) {
  let time = start
  const sleepers = new Set<{ until: number; wake(): void }>()
  const clock: Clock = {
    now: () => time,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve()
        const sleeper = {
          until: time + ms,
          wake() {
            sleepers.delete(sleeper)
            resolve()
          },
        }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', () => sleeper.wake(), { once: true })
      }),
  }
  return {
    clock,
    asleep: () => [...sleepers].map(({ until }) => until - time),
    advance(ms: number) {
      time += ms
      for (const sleeper of [...sleepers]) if (sleeper.until <= time) sleeper.wake()
    },
  }
}

export type CourierKit = ReturnType<typeof courierOn>

/** A courier on a data folder. `channels` and `secrets` may be changed while it runs. */
export function courierOn(options: {
  readonly dataDir: string
  readonly clock: Clock
  channels: Channel[]
  secrets?: Record<string, Record<string, string>>
  readonly random?: () => number
  readonly post?: HttpPost
  readonly store?: Store
}) {
  const store = options.store ?? openStore({ dataDir: options.dataDir, now: () => options.clock.now() })
  const said: string[] = []
  /** What the user was told, newest last. */
  const told: (string | null)[] = []
  const courier = createCourier({
    deliveries: store.deliveries,
    channels: () => options.channels,
    secrets: ({ id }) => options.secrets?.[id] ?? {},
    carrier: () => options.post ?? post,
    clock: options.clock,
    random: options.random ?? (() => 0.5),
    onProblem: (_, sentence) => void told.push(sentence),
    log: (level, message, data) => void said.push(`${level} ${message} ${JSON.stringify(data)}`),
  })
  const tell = (channelId: string, ...announcements: Announcement[]) => {
    for (const one of announcements) store.deliveries.add(channelId, one, options.clock.now())
    courier.poke()
  }
  const stop = async () => {
    await courier.stop()
    store.close()
  }
  return { courier, store, said, told, tell, stop }
}

/** An order of a made-up transaction. */
export const orderRow = (n: number): TableRow => ({
  ...{
    id: `1:0x${n.toString(16).padStart(64, '0')}:0`,
    chainId: 1,
    blockNumber: n,
    blockHash: `0x${'b'.repeat(64)}`,
    blockTime: 1_767_225_600,
  },
  ...{ txHash: `0x${n.toString(16).padStart(64, '0')}`, position: 0, kind: 'transfer', source: 'erc20' },
  ...{ from: `0x${'1'.repeat(40)}`, to: `0x${'2'.repeat(40)}`, asset: { address: null, symbol: 'ETH', decimals: 18 } },
  ...{ amount: '12400', received: null, usd: '41200000', pricedBy: 'chainlink', evidence: 2, state: 'seen' },
  marks: { estimated: false, flow: null, spam: 0, fromLabel: null, toLabel: null, time: 1_767_225_600 },
})

export const alert = (n: number, parts: Partial<Announcement> = {}): Announcement => ({
  ...{ id: `alert-${n}`, event: 'alert', at: Date.UTC(2026, 0, 1), rules: [{ id: 'large', name: 'Large orders' }] },
  ...{ title: `Moved ${n} ETH · $41.2 M`, body: 'Ethereum · block 1\nfrom 0x1\nto 0x2', orders: [orderRow(n)] },
  ...parts,
})

export const channelOf = (kind: string, options: Record<string, unknown> = {}, parts: Partial<Channel> = {}): Channel => ({
  ...{ version: 1, id: kind, kind, name: `My ${kind}`, enabled: true, options },
  ...parts,
})
