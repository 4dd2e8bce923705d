/** A host without an engine: serves the built window and speaks the contract, so that the window can be looked at in any state. */
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { parseArgs } from 'node:util'
import type { EventName, EventPayload, Handlers } from '#shared/contract/index.ts'
import type { OrderFilter, TableRow } from '#shared/order.ts'
import { readSettings, type Settings } from '#shared/settings.ts'
import { passes } from '../../renderer/stores/filter.ts'
import { createFakeAlerts, sceneChannels, sceneRules } from './fakeAlerts.ts'
import { createFakeBooks } from './fakeBooks.ts'
import { businessHandlers } from './fakeBusiness.ts'
import { chartHandlers } from './fakeCharts.ts'
import { doctorHandlers } from './fakeDoctor.ts'
import { journalHandlers } from './fakeJournal.ts'
import { createFakeOrders } from './fakeOrders.ts'
import { type Scene, sceneChains, sceneCoverage, sceneIncidents, sceneStatus } from './fakeScenes.ts'
import { createTraffic } from './fakeTraffic.ts'

export type FakeHost = {
  readonly address: string
  readonly publish: <N extends EventName>(name: N, payload: EventPayload<N>) => void
  /** Adds so many orders as one batch of changes. */
  readonly burst: (count: number) => void
  /** Adds so many orders that ring, the newest last. */
  readonly ring: (count: number) => void
  /** Issues one more receivable; answers its id. Empty where the scene has no business. */
  readonly trade: () => string
  /** Takes out the newest orders. */
  readonly reorg: (count: number) => void
  readonly close: () => Promise<void>
}

type Options = { readonly dist: string; readonly scene: Scene; readonly port?: number; readonly orders?: number; readonly theme?: string }

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}
const token = 'look'
const undecryptable = 'Tokens of endpoints were kept on another machine and cannot be decrypted here. Enter them anew.'

/** Listens on loopback; `address` carries the token. */
export async function startFakeHost({ dist, scene, port = 0, orders = 400, theme = 'system' }: Options): Promise<FakeHost> {
  const streams = new Set<ServerResponse>()
  const traffic = createTraffic(7)
  const stored = createFakeOrders(scene === 'busy' || scene === 'demo' ? traffic.past(orders) : [])
  const { rows } = stored
  const books = scene === 'busy' || scene === 'demo' ? createFakeBooks() : null
  const failing = scene === 'failing'
  let settings: Settings = readSettings({
    ...{ theme, networks: sceneChains(scene), setUp: scene !== 'firstRun' },
    ...((scene === 'busy' || failing) && { rules: sceneRules(failing), channels: sceneChannels(failing) }),
  }).settings
  let firstRun = scene === 'firstRun'
  let paused = false

  const publish: FakeHost['publish'] = (name, payload) => {
    for (const stream of streams) stream.write(`event: ${name}\ndata: ${JSON.stringify(payload)}\n\n`)
  }
  const changeSettings = (next: Settings) => {
    settings = next
    publish('settings.changed', { settings, problems: [] })
  }
  const { unread, ring, ...alertCalls } = createFakeAlerts({
    ...{ rows, failing, settings: () => settings, change: changeSettings },
    changed: (unread, newest) => publish('alerts.changed', { unread, newest }),
  })
  const status = () => ({ ...sceneStatus(scene), firstRun, paused, storedOrders: rows.length, unread: unread() })
  const change = (changed: TableRow[]) => publish('orders.changed', stored.change(changed))
  const matching = (filter: OrderFilter) => rows.filter((row) => passes(row, filter))

  const handlers: Handlers = {
    ...alertCalls,
    ...doctorHandlers({
      settings: () => settings,
      status,
      change: changeSettings,
      pause(on) {
        paused = on
        publish('app.statusChanged', status())
      },
    }),
    ...businessHandlers(books),
    ...chartHandlers(matching),
    ...journalHandlers(),
    'app.catalog': () => traffic.catalog,
    'app.status': status,
    'app.openLink': () => null,
    'app.demo': () => {
      firstRun = false
      publish('app.statusChanged', status())
      return null
    },
    'app.testNotification': () => ({
      shown: false,
      message: 'No notification service answered on this machine: start one, or rely on the table.',
    }),
    'app.dismissNotice': () => null,
    'app.update': () => ({ state: 'off', version: null, message: 'Updates are off.' }),
    'chains.alarms': () => [],
    'chains.coverage': ({ chainId }) => sceneCoverage(scene, chainId),
    'chains.incidents': ({ chainId, limit }) => sceneIncidents(scene, chainId).slice(0, limit),
    'orders.page': stored['orders.page'],
    'orders.samples': stored['orders.samples'],
    'orders.locate': stored['orders.locate'],
    'orders.count': stored['orders.count'],
    'orders.get': ({ id }) => {
      const event = books?.event(id)
      const detail = traffic.detail(event?.row ?? rows.find((row) => row.id === id) ?? null)
      return detail && event ? { ...detail, notes: { ...detail.notes, parts: [], business: event.business } } : detail
    },
    'orders.export': ({ filter }) => {
      const total = matching(filter).length
      return { jobId: 'job', rows: Math.floor(total / 3), total, state: 'running', path: null, error: null }
    },
    'orders.cancelExport': () => null,
    'orders.resumeExport': () => null,
    'disclosures.list': () => [],
    'disclosures.open': ({ id, order, field }) => ({
      ...{ format: 'crowsnest-opening', version: 1, disclosure: id, order, field, value: null },
      ...{ salt: '0'.repeat(64), commitment: `sha256:${'0'.repeat(64)}` },
    }),
    'disclosures.viewAs': ({ name, input }) => (handlers[name as keyof Handlers] as (input: unknown) => unknown)(input),
    'settings.get': () => ({ settings, problems: [] }),
    'settings.set': (patch) => {
      settings = { ...settings, ...JSON.parse(JSON.stringify(patch)) }
      firstRun = !settings.setUp
      publish('app.statusChanged', status())
      return { settings, problems: [] }
    },
    'networks.secrets': () => ({ endpoints: [], certificates: [], warning: scene === 'failing' ? undecryptable : null }),
    'networks.setSecret': ({ endpoint, secret }) => ({
      endpoints: secret ? [endpoint] : [],
      certificates: secret?.certificate ? [endpoint] : [],
      warning: null,
    }),
    'networks.test': ({ url, chainId }) => traffic.test(url, chainId),
    'networks.resume': () => null,
    'labels.of': ({ address }) => [...(books?.labels(address) ?? []), ...traffic.statements(address)],
    'labels.page': () => ({ labels: [], next: null, total: 0 }),
    'labels.set': (input) => ({
      ...input,
      address: input.address.toLowerCase(),
      source: 'user',
      reference: null,
      date: null,
      confidence: 'certain',
    }),
    'labels.remove': () => null,
    'labels.sources': () => [],
    'labels.removeSource': () => ({ removed: 0 }),
    'labels.restoreSource': () => ({ count: 0 }),
    'labels.importPreview': () => {
      throw new Error('There is nothing to import here.')
    },
    'labels.import': () => ({ source: 'file', stored: 0 }),
    'labels.cancelImport': () => null,
    'labels.export': () => null,
    'spam.set': () => ({ rows: 0 }),
    'spam.list': () => [],
  }

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    response.setHeader(
      'content-security-policy',
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'",
    )
    if (url.pathname === '/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).write(':\n\n')
      streams.add(response)
      return void request.on('close', () => streams.delete(response))
    }
    if (url.pathname === '/call') {
      if (request.headers['x-crowsnest-token'] !== token) return void response.writeHead(401).end()
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part)
      const { name, input } = JSON.parse(Buffer.concat(parts).toString()) as { name: keyof Handlers; input: never }
      const value = await (handlers[name] as (input: never) => unknown)(input)
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, value }))
    }
    const file = join(dist, normalize(url.pathname === '/' ? '/index.html' : url.pathname))
    try {
      response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(readFileSync(file))
    } catch {
      response.writeHead(404).end()
    }
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/#token=${token}`,
    publish,
    burst(count) {
      const fresh = Array.from({ length: count }, () => traffic.next())
      change(fresh)
    },
    ring(count) {
      const fresh = Array.from({ length: count }, () => ({ ...traffic.next(), usd: '7200000.00' }))
      change(fresh)
      for (const row of fresh) ring(row)
    },
    trade() {
      const id = books?.issue() ?? ''
      publish('business.changed', { packs: ['receivables'] })
      return id
    },
    reorg(count) {
      const gone = rows.slice(0, count).map((row): TableRow => ({ ...row, state: 'reverted' }))
      change(gone)
    },
    close: () =>
      new Promise((resolve) => {
        for (const stream of streams) stream.end()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      dist: { type: 'string', default: 'dist/renderer' },
      scene: { type: 'string', default: 'busy' },
      port: { type: 'string', default: '0' },
      orders: { type: 'string', default: '400' },
    },
  })
  const host = await startFakeHost({
    dist: values.dist,
    scene: values.scene as Scene,
    port: Number(values.port),
    orders: Number(values.orders),
  })
  process.stdout.write(`${host.address}\n`)
  setInterval(() => host.burst(1 + Math.floor(Math.random() * 3)), 900)
  setInterval(() => host.reorg(3), 20_000)
}
