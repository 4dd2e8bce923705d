/** What rings, in the real app on a real session bus: every kind of rule, ten thousand orders in a minute, retractions, snoozes, and no service at all. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from '@playwright/test'
import { heightOf } from '#demo/chain/chain.ts'
import { type DemoChain, startDemoChain } from '#demo/index.ts'
import type { Alert } from '#shared/alerts.ts'
import type { TableRow } from '#shared/order.ts'
import { largeOrders } from '#shared/rules.ts'
import { type Anvil, startAnvil } from '../support/anvil.ts'
import { type NotificationBus, startNotificationBus } from '../support/dbus.ts'
import { type Desktop, type DesktopOptions, desktopMissing, settingsFor, startDesktop, storedOrders } from '../support/desktop.ts'
import { missing } from '../support/machine.mjs'
import { kindsIn, type RuleCase, ruleCases } from '../support/ruleCases.ts'

test.skip(desktopMissing !== null, desktopMissing ?? '')
test.skip(missing.dbus !== null, missing.dbus ?? '')

let dataDir: string
let ends: (() => unknown)[]
test.beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'crowsnest-alerts-'))
  ends = [() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })]
})
test.afterEach(async () => {
  for (const end of ends.reverse()) await end()
})

async function start(options: Partial<DesktopOptions> = {}): Promise<Desktop> {
  const desktop = await startDesktop({ dataDir, ...options })
  ends.push(() => desktop.kill())
  return desktop
}
async function startBus(): Promise<NotificationBus> {
  const bus = await startNotificationBus()
  ends.push(() => bus.stop())
  return bus
}

type Status = { chains: { phase: string; stored: number | null }[]; notices: { text: string }[]; unread: number }
const statusOf = async (desktop: Desktop): Promise<Status> => (await desktop.call('app.status', null)) as Status
/** Oldest first. */
async function inbox(desktop: Desktop): Promise<Alert[]> {
  const all: Alert[] = []
  for (let after: number | null = null; ; ) {
    const question = { limit: 200, ...(after === null ? {} : { after }) }
    const page = (await desktop.call('alerts.page', question)) as { alerts: Alert[]; next: number | null }
    all.push(...page.alerts)
    if (page.next === null) return all.reverse()
    after = page.next
  }
}
const told = async (desktop: Desktop): Promise<string[]> => (await inbox(desktop)).map((alert) => alert.told)

test.describe('every kind of rule', () => {
  /** So many orders come at least, and more until every kind had something to ring for. */
  const [enough, most] = [40, 400]
  let chain: DemoChain
  test.beforeEach(async () => {
    chain = await startDemoChain({ seed: 'rules that ring', autoMine: false, reorgEveryMs: null, history: 3 })
    ends.push(() => chain.stop())
  })

  test('rings on the bus and in the inbox for exactly the orders that a plain reading of the rows names', async () => {
    test.setTimeout(240_000)
    const bus = await startBus()
    const desktop = await start({ bus: bus.address })
    const network = { chainId: chain.chainId, name: 'Table', enabled: true, endpoints: [chain.http], pollMs: 100 }
    await desktop.call('settings.set', { networks: [network], setUp: true, minUsd: '5000', rules: [], notifyPerMinute: 60 })
    const mine = async (blocks: number): Promise<TableRow[]> => {
      await chain.mine(blocks)
      await expect.poll(async () => (await statusOf(desktop)).chains[0]?.stored).toBe(heightOf(chain.head()))
      return allRows(desktop)
    }
    // Some accounts that others pay are exchanges, so that there is flow; then there are orders to choose values from.
    const paid = (await mine(24)).filter(({ kind, from, to }) => kind === 'transfer' && from !== to)
    for (const [index, address] of commonest(paid).slice(0, 8).entries()) {
      const entity = index % 2 === 0 ? 'Northern Exchange' : 'Southern Exchange'
      await desktop.call('labels.set', { chainId: chain.chainId, address, name: `${entity} ${index}`, entity, role: 'exchange' })
    }
    const known = await mine(12)
    const cases = [...ruleCases(known), ...soon(known)]
    const rules = cases.map(({ name, when }, index) => ({ ...largeOrders('1'), id: `case-${index}`, name, when }))
    await desktop.call('settings.set', { rules })
    expect(bus.notifications).toEqual([])

    const seen = new Set((await allRows(desktop)).map(({ id }) => id))
    const expected = new Map<string, { row: TableRow; cases: RuleCase[] }>()
    const silent = () => kindsIn(cases.filter((one) => ![...expected.values()].some(({ cases: by }) => by.includes(one))))
    const ringing = () => kindsIn([...expected.values()].flatMap(({ cases: by }) => by))
    for (let came = 0; came < most && (came < enough || silent().some((kind) => !ringing().includes(kind))); ) {
      // Block by block, since what a row says may change later: a label is learnt.
      const rows = await mine(1)
      const fresh = rows.filter(({ id }) => !seen.has(id))
      for (const one of cases)
        for (const id of one.expected(rows)) {
          const row = fresh.find((candidate) => candidate.id === id)
          if (row) expected.set(id, { row, cases: [...(expected.get(id)?.cases ?? []), one] })
        }
      for (const { id } of fresh) seen.add(id)
      came += fresh.length
    }
    // Beyond sixty a minute they come in digests, which count them.
    await expect.poll(() => ordersIn(bus), { timeout: 60_000 }).toBe(expected.size)
    const alerts = await inbox(desktop)
    print(cases, alerts, expected)
    for (const { name } of cases) {
      const should = [...expected].filter(([, { cases: by }]) => by.some((one) => one.name === name)).map(([id]) => id)
      const rang = alerts.filter((alert) => alert.rules.some((one) => one.name === name)).map(({ orderId }) => orderId)
      expect([name, rang.sort()]).toEqual([name, should.sort()])
    }
    const line = (row: Pick<TableRow, 'from' | 'to'>, by: readonly RuleCase[]) =>
      `from ${row.from}\nto ${row.to}\n${by.length === 1 ? 'Rule' : 'Rules'}: ${by.map(({ name }) => name).join(', ')}`
    const single = alerts.flatMap(({ orderId, told: how }) => (how === 'toast' ? (expected.get(orderId ?? '') ?? []) : []))
    expect(single.length).toBeGreaterThanOrEqual(Math.min(expected.size, enough))
    const shown = bus.notifications.filter(({ title }) => !isDigest.test(title)).map(({ body }) => body.split('\n').slice(-3).join('\n'))
    const lines = (some: Iterable<{ row: TableRow; cases: RuleCase[] }>) => [...some].map(({ row, cases: by }) => line(row, by))
    // A digest of one order is shown as that order.
    expect(without(lines(single), shown)).toEqual([])
    expect(without(shown, lines(expected.values()))).toEqual([])
    expect(bus.notifications.filter(({ replaces }) => replaces !== 0)).toEqual([])
    // Every kind that there is had something to ring for.
    const catalog = (await desktop.call('app.catalog', null)) as { ruleKinds: { id: string }[] }
    expect(ringing().sort()).toEqual(catalog.ruleKinds.map(({ id }) => id).sort())
  })
})

test.describe('against a real node', () => {
  test.skip(missing.anvil !== null, missing.anvil ?? '')
  const watch = async (anvil: Anvil, options: Partial<DesktopOptions>, settings: Readonly<Record<string, unknown>> = {}) => {
    const desktop = await start(options)
    await desktop.call('settings.set', settingsFor(anvil, settings))
    await anvil.mine(1)
    await expect.poll(async () => (await statusOf(desktop)).chains[0]?.phase).toBe('live')
    return desktop
  }
  const startNode = async (options: Parameters<typeof startAnvil>[0] = {}): Promise<Anvil> => {
    const anvil = await startAnvil(options)
    ends.push(() => anvil.stop())
    return anvil
  }

  test('ten thousand orders: no more notifications a minute than were set, one digest for the rest, and no row missing or doubled', async () => {
    test.setTimeout(420_000)
    const [perMinute, blocks, each] = [5, 20, 500]
    const bus = await startBus()
    const anvil = await startNode({ automine: false })
    const desktop = await watch(anvil, { bus: bus.address }, { notifyPerMinute: perMinute })
    const sent: string[] = []
    const began = Date.now()
    for (let block = 0; block < blocks; block++) {
      sent.push(...(await Promise.all(Array.from({ length: each }, () => anvil.sendEth(1000n)))))
      await anvil.mine(1)
    }
    const lasted = Date.now() - began
    const total = blocks * each
    await expect.poll(() => storedOrders(dataDir).length, { timeout: 120_000 }).toBe(total)
    await expect.poll(() => ordersIn(bus), { timeout: 120_000 }).toBe(total)

    const stored = storedOrders(dataDir).map(({ id }) => id)
    expect([...stored].sort()).toEqual(sent.map((hash) => `31337:${hash}:-1`).sort())
    const kept = keptAlerts(dataDir)
    expect(kept.map(({ order_id }) => order_id).sort()).toEqual([...stored].sort())
    expect((await statusOf(desktop)).unread).toBe(total)

    const single = bus.notifications.filter(({ title }) => title.startsWith('Moved'))
    const digests = bus.notifications.filter(({ title }) => isDigest.test(title))
    expect(single.length + digests.length).toBe(bus.notifications.length)
    expect(mostWithin(single, 60_000)).toBeLessThanOrEqual(perMinute)
    expect(mostWithin(digests, 25_000)).toBe(1)
    console.log(
      `${total} orders in ${Math.round(lasted / 1000)} s: ${single.length} notifications and ${digests.length} digests on the bus (${perMinute} a minute were set)`,
    )
  })

  test('a retraction takes the place of the notification, and an order that is mined again says nothing', async () => {
    const bus = await startBus()
    const anvil = await startNode()
    const desktop = await watch(anvil, { bus: bus.address })
    await anvil.sendEth(1000n)
    await expect.poll(() => bus.notifications.length).toBe(1)
    await anvil.reorg(1)
    await anvil.mine(1)
    await expect
      .poll(() => bus.notifications.map(({ title }) => title))
      .toEqual(['Moved 1,000 ETH · $2 M', 'Retracted: Moved 1,000 ETH · $2 M'])
    expect(bus.notifications[1]?.replaces).toBe(bus.notifications[0]?.id)
    const page = (await desktop.call('alerts.page', { limit: 10 })) as { alerts: Alert[]; retracted: number }
    expect(page.retracted).toBe(1)
    expect(page.alerts).toMatchObject([{ told: 'toast', row: { state: 'reverted' }, retractedAt: expect.any(Number) }])
  })

  test('a snooze from the notification keeps its rule still, in the inbox too it says so, and ends when it is taken back', async () => {
    const bus = await startBus()
    const anvil = await startNode()
    const desktop = await watch(anvil, { bus: bus.address })
    await anvil.sendEth(1000n)
    await expect.poll(() => bus.notifications.length).toBe(1)
    const [shown] = bus.notifications
    expect(shown?.actions).toContain('snooze-rule:large-orders')
    bus.press(shown?.id ?? 0, 'snooze-rule:large-orders')
    await expect.poll(async () => desktop.call('alerts.snoozes', null)).toMatchObject([{ kind: 'rule', subject: 'large-orders' }])
    await anvil.sendEth(2000n)
    await expect.poll(() => told(desktop)).toEqual(['toast', 'snoozed'])
    await desktop.call('alerts.snooze', { kind: 'rule', subject: 'large-orders', minutes: null })
    await anvil.sendEth(3000n)
    await expect.poll(() => told(desktop)).toEqual(['toast', 'snoozed', 'toast'])
    await expect.poll(() => bus.notifications.map(({ title }) => title)).toEqual(['Moved 1,000 ETH · $2 M', 'Moved 3,000 ETH · $6 M'])
  })

  test('without a notification service the window says so, the inbox keeps what rang, and everything goes on', async () => {
    const anvil = await startNode()
    const desktop = await watch(anvil, {})
    for (let n = 1; n <= 2; n++) {
      await anvil.sendEth(1000n * BigInt(n))
      await expect.poll(() => told(desktop)).toEqual(Array(n).fill('failed'))
    }
    expect((await statusOf(desktop)).notices.map(({ text }) => text).join(' ')).toMatch(/no notification service/i)
    await expect(desktop.page.getByText(/no notification service/i).first()).toBeVisible()
    expect(storedOrders(dataDir)).toHaveLength(2)
  })
})

/** Every stored row, oldest first. */
async function allRows(desktop: Desktop): Promise<TableRow[]> {
  const rows: TableRow[] = []
  for (let after: string | undefined; ; ) {
    const page = (await desktop.call('orders.page', { filter: {}, limit: 200, ...(after ? { after } : {}) })) as {
      rows: TableRow[]
      next: string | null
    }
    rows.push(...page.rows)
    if (page.next === null) return rows.reverse()
    after = page.next
  }
}

/** Kinds that ring seldom, with values that something reaches soon: the commonest pair, and the next dollar of net flow. */
function soon(known: readonly TableRow[]): RuleCase[] {
  const contract = ({ asset }: Pick<TableRow, 'asset'>): string => asset.address ?? 'native'
  const pairOf = (row: TableRow): string => (row.received ? [contract(row), contract(row.received)].sort().join(' ') : '')
  const counts = new Map<string, number>()
  for (const row of known) if (row.received) counts.set(pairOf(row), (counts.get(pairOf(row)) ?? 0) + 1)
  const pair = [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? ''
  const [gives = '', gets = ''] = pair.split(' ')
  // Millionths of a dollar; every order of this chain is younger than the hour that is looked at.
  const flowOf = ({ marks, usd }: TableRow): bigint =>
    usd === null || marks.flow === null ? 0n : marks.flow === 'inflow' ? micros(usd) : marks.flow === 'outflow' ? -micros(usd) : 0n
  const net = (rows: readonly TableRow[]): bigint => rows.reduce((sum, row) => sum + flowOf(row), 0n)
  const now = net(known)
  const way = now < 0n ? -1n : 1n
  const usd = (now * way) / 1_000_000n + 1n
  return [
    {
      name: 'pair (commonest)',
      when: { kind: 'pair', with: { gives, gets } },
      expected: (rows) => rows.filter((row) => pairOf(row) === pair).map(({ id }) => id),
    },
    {
      name: 'net-flow (next dollar)',
      when: { kind: 'net-flow', with: { way: way > 0n ? 'in' : 'out', usd: String(usd), minutes: 60 } },
      expected: (rows) =>
        rows.flatMap((row, index) => {
          const [before, own] = [way * net(rows.slice(0, index)), way * flowOf(row)]
          return own > 0n && before < usd * 1_000_000n && before + own >= usd * 1_000_000n ? [row.id] : []
        }),
    },
  ]
}

function micros(usd: string): bigint {
  const [whole = '0', fraction = ''] = usd.split('.')
  return BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0').slice(0, 6))
}

/** Accounts that took part, the most frequent first. */
function commonest(rows: readonly TableRow[]): string[] {
  const counts = new Map<string, number>()
  for (const { from, to } of rows) for (const one of new Set([from, to])) counts.set(one, (counts.get(one) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a).map(([account]) => account)
}

function print(cases: readonly RuleCase[], alerts: readonly Alert[], expected: ReadonlyMap<string, { cases: RuleCase[] }>): void {
  const lines = cases.map(({ name }) => {
    const should = [...expected.values()].filter(({ cases: by }) => by.some((one) => one.name === name)).length
    const rang = alerts.filter(({ rules }) => rules.some((rule) => rule.name === name)).length
    return `${name.padEnd(28)}${String(should).padStart(8)}${String(rang).padStart(8)}`
  })
  console.log([`${'rule'.padEnd(28)}${'should'.padStart(8)}${'rang'.padStart(8)}`, ...lines].join('\n'))
}

/** What of `some` is not in `others`, each counted as often as it is there. */
function without(some: readonly string[], others: readonly string[]): string[] {
  const left = [...others]
  return some.filter((one) => {
    const index = left.indexOf(one)
    if (index >= 0) left.splice(index, 1)
    return index < 0
  })
}

const isDigest = /^([\d,]+) more large order/

/** How many orders the bus was told of, each by itself or counted in a digest. */
const ordersIn = (bus: NotificationBus): number =>
  bus.notifications.reduce((sum, { title }) => sum + Number(isDigest.exec(title)?.[1]?.replaceAll(',', '') ?? 1), 0)

/** The most that came within so many milliseconds of each other. */
const mostWithin = (some: readonly { readonly at: number }[], ms: number): number =>
  some.reduce((most, { at }) => Math.max(most, some.filter((other) => other.at >= at && other.at - at < ms).length), 0)

/** Read beside the app, with nothing of its code. */
function keptAlerts(folder: string): { order_id: string }[] {
  const database = new DatabaseSync(join(folder, 'crowsnest.sqlite'), { readOnly: true })
  try {
    return database.prepare('SELECT order_id FROM alerts').all() as { order_id: string }[]
  } finally {
    database.close()
  }
}
