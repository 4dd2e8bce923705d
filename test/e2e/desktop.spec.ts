/** The real desktop app against a real node: from a transfer to the row, the database, the notification and the file. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type Anvil, startAnvil } from '../support/anvil.ts'
import { type NotificationBus, startNotificationBus } from '../support/dbus.ts'
import {
  type Desktop,
  type DesktopOptions,
  desktopMissing,
  integrityOf,
  launch,
  readCsv,
  settingsFor,
  startDesktop,
  storedOrders,
} from '../support/desktop.ts'
import { seeded } from '../support/faults.ts'
import { missing } from '../support/machine.mjs'

const tokenAddress = '0x00000000000000000000000000000000000c0ffe'

test.skip(desktopMissing !== null, desktopMissing ?? '')

let dataDir: string
let running: Desktop[]
test.beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'crowsnest-desktop-'))
  running = []
})
test.afterEach(async () => {
  for (const desktop of running) await desktop.kill()
  rmSync(dataDir, { recursive: true, force: true })
})

async function start(options: Partial<DesktopOptions> = {}): Promise<Desktop> {
  const desktop = await startDesktop({ dataDir, ...options })
  running.push(desktop)
  return desktop
}

test.describe('against a real node', () => {
  test.skip(missing.anvil !== null, missing.anvil ?? '')
  let anvil: Anvil
  test.beforeEach(async () => {
    anvil = await startAnvil()
  })
  test.afterEach(() => anvil.stop())

  test('large transfers become rows, stored orders, notifications and lines of the CSV file; a reorganisation strikes them through', async () => {
    test.skip(missing.dbus !== null, missing.dbus ?? '')
    const bus = await startNotificationBus()
    const savePath = join(dataDir, 'export.csv')
    try {
      const token = await anvil.token(tokenAddress, { symbol: 'TST', decimals: 6 })
      const prices = [
        { token: 'native', usd: '2000' },
        { token: tokenAddress, usd: '1' },
      ]
      const desktop = await start({ bus: bus.address, savePath })
      await desktop.call('settings.set', settingsFor(anvil, { prices }))
      await anvil.mine(1)
      await expect.poll(async () => phaseOf(desktop)).toBe('live')
      const small = `31337:${await anvil.sendEth(1n)}:-1`
      const native = `31337:${await anvil.sendEth(12_400n)}:-1`
      const erc20 = `31337:${await token.transfer(anvil.accounts[2] ?? '0x', 41_200_000_000_000n)}:0`

      await expect(desktop.row(native)).toContainText('12,400')
      await expect(desktop.row(native)).toContainText('ETH')
      await expect(desktop.row(erc20)).toContainText('TST')
      await expect(desktop.row(erc20)).toHaveAttribute('data-state', 'seen')
      await expect(desktop.row(small)).toHaveCount(0)
      expect(Number(await desktop.row(native).getAttribute('data-evidence'))).toBeGreaterThanOrEqual(2)

      const stored = new Map(storedOrders(dataDir).map((order) => [order.id, order]))
      expect([...stored.keys()].sort()).toEqual([native, erc20].sort())
      expect(stored.get(native)).toMatchObject({ amount: '12400', usd: '24800000', state: 'seen' })

      await expect.poll(() => titles(bus)).toEqual(['Moved 12,400 ETH · $24.8 M', 'Moved 41.2 M TST · $41.2 M'])

      await desktop.page.keyboard.press('Escape')
      await exportCsv(desktop)
      await expect.poll(() => csvIds(savePath)).toEqual([native, erc20].sort())

      await notificationClickFocuses(desktop, bus, native)

      await anvil.reorg(3)
      await anvil.mine(1)
      for (const id of [native, erc20]) {
        await expect(desktop.row(id)).toHaveAttribute('data-state', 'reverted')
        expect(await isStruckThrough(desktop, id)).toBe(true)
      }
      expect(storedOrders(dataDir).map(({ state }) => state)).toEqual(['reverted', 'reverted'])
      await expect.poll(() => titles(bus).filter((title) => /retracted/i.test(title)).length).toBe(2)
    } finally {
      await bus.stop()
    }
  })

  test('kill -9 in the middle of a burst: every order of the chain is there exactly once', async () => {
    test.setTimeout(240_000)
    const random = seeded(7)
    const first = await start()
    await first.call('settings.set', settingsFor(anvil))
    // A new chain is watched from its head on: what was mined before the first block was read is history.
    await anvil.mine(1)
    await expect.poll(() => phaseOf(first)).toBe('live')
    const sent: string[] = []
    const burst = (async () => {
      for (let round = 0; round < 40; round++) {
        sent.push(...(await Promise.all(Array.from({ length: 10 }, (_, i) => anvil.sendEth(BigInt(100 + i))))))
        await new Promise((next) => setTimeout(next, 50))
      }
    })()
    let desktop = first
    for (let kills = 0; kills < 3; kills++) {
      const before = await count(desktop)
      const enough = before + 5 + Math.floor(random() * 60)
      await expect.poll(() => count(desktop), { intervals: [20] }).toBeGreaterThan(Math.min(enough, 380))
      await desktop.kill()
      desktop = await start()
    }
    await burst
    await expect.poll(() => count(desktop), { timeout: 60_000 }).toBe(sent.length)
    expect(sent).toHaveLength(400)
    expect(
      storedOrders(dataDir)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(sent.map((hash) => `31337:${hash}:-1`).sort())
    await expect(desktop.row(`31337:${sent.at(-1)}:-1`)).toBeVisible()
    expect(await desktop.close()).toBe(0)
    expect(integrityOf(dataDir)).toBe('ok')
  })

  test('a burst rings a few times and then once for all the rest, and no row is missing', async () => {
    test.skip(missing.dbus !== null, missing.dbus ?? '')
    const bus = await startNotificationBus()
    try {
      const desktop = await start({ bus: bus.address })
      await desktop.call('settings.set', settingsFor(anvil, { notifyPerMinute: 3 }))
      await anvil.mine(1)
      await expect.poll(async () => phaseOf(desktop)).toBe('live')
      await Promise.all(Array.from({ length: 60 }, () => anvil.sendEth(1000n)))
      await expect.poll(() => count(desktop)).toBe(60)
      await expect.poll(() => titles(bus).some((title) => /^57 more large orders/.test(title)), { timeout: 60_000 }).toBe(true)
      expect(titles(bus).filter((title) => title.startsWith('Moved')).length).toBe(3)
      expect(storedOrders(dataDir).length).toBe(60)
    } finally {
      await bus.stop()
    }
  })

  test('without a notification service the app says so and goes on', async () => {
    const desktop = await start()
    await desktop.call('settings.set', settingsFor(anvil))
    const told = (await desktop.call('app.testNotification', null)) as { shown: boolean; message: string }
    expect(told.shown).toBe(false)
    expect(told.message).toMatch(/notification/i)
    await anvil.sendEth(1000n)
    await expect.poll(() => count(desktop)).toBe(1)
  })

  test('two starts with one data folder: the second brings the first forward and ends', async () => {
    const desktop = await start()
    await desktop.call('settings.set', settingsFor(anvil))
    const second = await launch({ dataDir }).catch(() => null)
    if (second) {
      const code = await new Promise((done) =>
        second.process().exitCode === null ? second.process().once('exit', done) : done(second.process().exitCode),
      )
      expect(code).toBe(0)
    }
    const hash = await anvil.sendEth(1000n)
    await expect(desktop.row(`31337:${hash}:-1`)).toBeVisible()
  })

  test('settings of random bytes are set aside under another name, reported, and nothing stored is lost', async () => {
    const first = await start()
    await first.call('settings.set', settingsFor(anvil))
    const hash = await anvil.sendEth(1000n)
    await expect.poll(() => count(first)).toBe(1)
    await first.close()
    const name = settingsFile()
    const random = seeded(3)
    const bytes = Buffer.from(Array.from({ length: 2000 }, () => Math.floor(random() * 256)))
    writeFileSync(join(dataDir, name), bytes)

    const again = await start()
    const { problems } = (await again.call('settings.get', null)) as { problems: { message: string }[] }
    const aside = readdirSync(dataDir).filter((file) => file !== name && readIfFile(join(dataDir, file))?.equals(bytes))
    expect(aside).toHaveLength(1)
    expect(problems.map(({ message }) => message).join(' ')).toContain(aside[0])
    await expect(again.page.getByText(aside[0] ?? '').first()).toBeVisible()
    expect(storedOrders(dataDir).map(({ id }) => id)).toEqual([`31337:${hash}:-1`])
  })

  test('an endpoint of another chain is refused in words, in the window too', async () => {
    const desktop = await start()
    const networks = [{ chainId: 1, name: 'Ethereum', enabled: true, endpoints: [anvil.http] }]
    await desktop.call('settings.set', settingsFor(anvil, { networks }))
    await expect.poll(async () => (await statusOf(desktop)).chains[0]?.problem ?? '').toMatch(/31337/)
    await expect(desktop.page.getByText(/31337/).first()).toBeVisible()
    expect(await count(desktop)).toBe(0)
  })
})

test('the first page starts the demo with one click, and orders come in', async () => {
  const desktop = await start()
  await desktop.page.getByRole('button', { name: /demo/i }).first().click()
  const rows = desktop.page.locator('[data-testid=orders] [data-order-id]')
  await expect(rows.first()).toBeVisible({ timeout: 30_000 })
  const before = await count(desktop)
  await expect.poll(() => count(desktop), { timeout: 60_000 }).toBeGreaterThan(before)
  for (const level of await rows.evaluateAll((all) => all.map((row) => Number(row.getAttribute('data-evidence')))))
    expect(level).toBeGreaterThanOrEqual(2)
})

test('the page is sandboxed: no Node, no inline script, no way out', async () => {
  const desktop = await start()
  const reach = await desktop.page.evaluate(() => ({
    require: typeof (globalThis as Record<string, unknown>).require,
    process: typeof (globalThis as Record<string, unknown>).process,
    bridge: Object.keys((globalThis as unknown as { crowsnest: object }).crowsnest).sort(),
  }))
  expect(reach).toEqual({ require: 'undefined', process: 'undefined', bridge: ['call', 'on'] })
  const evaluated = await desktop.page.evaluate(inject)
  expect(evaluated).toBe('refused')
  const address = desktop.page.url()
  await desktop.page.evaluate(`location.href = 'https://example.invalid/'`)
  await desktop.page.waitForTimeout(500)
  expect(desktop.page.url()).toBe(address)
})

test('a data folder that cannot be one ends the start with one sentence', async () => {
  const blocked = join(dataDir, 'file')
  writeFileSync(blocked, 'not a folder')
  const app = await launch({ dataDir: join(blocked, 'inside') })
  let stderr = ''
  app.process().stderr?.on('data', (part) => {
    stderr += String(part)
  })
  const page = await app.firstWindow()
  await expect(page.getByRole('alert')).toContainText(/folder|cannot/i)
  await app.close()
  expect(stderr).not.toMatch(/\n\s+at /)
})

type Status = { chains: { phase: string; problem: string | null; stored: number | null }[]; storedOrders: number }

const statusOf = async (desktop: Desktop): Promise<Status> => (await desktop.call('app.status', null)) as Status
const phaseOf = async (desktop: Desktop): Promise<string | undefined> => (await statusOf(desktop)).chains[0]?.phase
const count = async (desktop: Desktop): Promise<number> => ((await desktop.call('orders.count', { filter: {} })) as { count: number }).count
const titles = (bus: NotificationBus): string[] => bus.notifications.map(({ title }) => title)

async function exportCsv(desktop: Desktop): Promise<void> {
  await desktop.page
    .getByRole('button', { name: /export/i })
    .first()
    .click()
}

function csvIds(path: string): string[] {
  try {
    const [header = [], ...rows] = readCsv(path)
    const column = header.indexOf('id')
    return rows.map((row) => row[column] ?? '').sort()
  } catch {
    return []
  }
}

async function notificationClickFocuses(desktop: Desktop, bus: NotificationBus, id: string): Promise<void> {
  const notification = bus.notifications.find(({ title }) => title.includes('12,400 ETH'))
  expect(notification?.actions).toContain('default')
  bus.click(notification?.id ?? 0)
  await expect(desktop.row(id)).toHaveAttribute('aria-selected', 'true')
}

/** Whether any text of the row is drawn with a line through it. */
const isStruckThrough = (desktop: Desktop, id: string): Promise<unknown> => desktop.page.evaluate(struck(id))

// Texts, because this project has no types of the page: they run there and not here.
const struck = (id: string): string => `(() => {
  const row = document.querySelector(${JSON.stringify(`[data-order-id="${id}"]`)})
  return [row, ...row.querySelectorAll('*')].some((part) => getComputedStyle(part).textDecorationLine.includes('line-through'))
})()`
const inject = `(() => {
  const script = document.createElement('script')
  script.textContent = 'globalThis.escaped = true'
  document.head.append(script)
  return globalThis.escaped ?? 'refused'
})()`

/** The file in which the settings lie: the one that names the networks. */
function settingsFile(): string {
  const found = readdirSync(dataDir).find((name) => name.endsWith('.json') && readIfFile(join(dataDir, name))?.includes('networks'))
  if (!found) throw new Error(`No settings file in ${readdirSync(dataDir).join(', ')}`)
  return found
}

function readIfFile(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}
