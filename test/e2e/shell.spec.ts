/** What a desktop app owes its user beside its window: a tray, a way back, pause, links, sleep, log files. In real Electron, on a real session bus. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type ElectronApplication, expect, type Page, test } from '@playwright/test'
import { type Anvil, startAnvil } from '../support/anvil.ts'
import { type NotificationBus, startNotificationBus } from '../support/dbus.ts'
import { type DesktopOptions, desktopMissing, launch, settingsFor, storedOrders } from '../support/desktop.ts'
import { electronBinary, missing, projectRoot } from '../support/machine.mjs'
import { startSleepyProxy } from '../support/sleepyProxy.ts'
import { startTray, type Tray } from '../support/tray.ts'

test.skip(desktopMissing !== null, desktopMissing ?? '')

let dataDir: string
let ends: (() => unknown)[]
test.beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'crowsnest-shell-'))
  ends = []
})
test.afterEach(async () => {
  for (const end of ends.reverse()) await end()
  rmSync(dataDir, { recursive: true, force: true })
})

async function start(options: Partial<DesktopOptions> = {}): Promise<ElectronApplication> {
  const app = await launch({ dataDir, ...options })
  const child = app.process()
  ends.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((done) => child.once('exit', done))
    child.kill('SIGKILL')
    await gone
  })
  return app
}

async function pageOf(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow()
  await page.waitForLoadState('load')
  return page
}

async function bus(): Promise<NotificationBus> {
  const made = await startNotificationBus()
  ends.push(() => made.stop())
  return made
}

async function trayOn(address: string): Promise<Tray> {
  const made = await startTray(address)
  ends.push(() => made.stop())
  return made
}

async function node(): Promise<Anvil> {
  const anvil = await startAnvil()
  ends.push(() => anvil.stop())
  return anvil
}

const windowsOf = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => ({ visible: window.isVisible() })))

test.describe('with a tray', () => {
  test.skip(missing.dbus !== null, missing.dbus ?? '')

  test('a start without a window has its sign in the tray, and its menu opens the window, pauses, goes on and quits', async () => {
    const { address } = await bus()
    const tray = await trayOn(address)
    const app = await start({ bus: address, args: ['--hidden'] })
    await expect.poll(() => tray.present()).toBe(true)
    expect(await windowsOf(app)).toEqual([])
    await expect.poll(() => tray.tooltip()).toContain('no chain is watched')

    await tray.press('Open Crowsnest')
    const page = await pageOf(app)
    await expect.poll(async () => (await windowsOf(app))[0]?.visible).toBe(true)

    await tray.press('Pause Watching')
    await expect.poll(async () => ((await call(page, 'app.status', null)) as { paused: boolean }).paused).toBe(true)
    await expect.poll(() => tray.tooltip()).toContain('watching is paused')
    await tray.press('Resume Watching')
    await expect.poll(async () => ((await call(page, 'app.status', null)) as { paused: boolean }).paused).toBe(false)

    const gone = new Promise((done) => app.process().once('exit', done))
    await tray.press('Quit Crowsnest')
    expect(await gone).toBe(0)
  })

  test('closing the window hides it where the user wants that, and watching goes on', async () => {
    test.skip(missing.anvil !== null, missing.anvil ?? '')
    const { address } = await bus()
    const tray = await trayOn(address)
    const anvil = await node()
    const app = await start({ bus: address })
    const page = await pageOf(app)
    await call(page, 'settings.set', settingsFor(anvil, { closeToTray: true }))
    await anvil.mine(1)
    await expect.poll(async () => phaseOf(page)).toBe('live')
    await expect.poll(async () => (await tray.items()).map(({ label }) => label)).toContain('Local: live')
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    await expect.poll(() => windowsOf(app)).toEqual([{ visible: false }])
    const id = `31337:${await anvil.sendEth(1_000n)}:-1`
    await expect.poll(() => storedOrders(dataDir).map((order) => order.id)).toEqual([id])
    await expect.poll(() => tray.tooltip()).toBe('Crowsnest: 1 live; 1 unread alert')
    await tray.press('Mute for an Hour')
    await expect.poll(() => call(page, 'alerts.snoozes', null)).toEqual([expect.objectContaining({ kind: 'rule' })])
    await tray.press('Open Crowsnest')
    await expect.poll(() => windowsOf(app)).toEqual([{ visible: true }])
    await expect(page.locator(`[data-testid=orders] [data-order-id="${id}"]`)).toBeVisible()
  })
})

test('the doctor asks the desktop itself for its notification service and its tray', async () => {
  test.skip(missing.dbus !== null, missing.dbus ?? '')
  const { address } = await bus()
  await trayOn(address)
  const there = await doctor(await pageOf(await start({ bus: address })))
  expect(there).toMatchObject({ 'notifications-service': 'ok', tray: 'ok' })
  const other = mkdtempSync(join(tmpdir(), 'crowsnest-shell-'))
  ends.push(() => rmSync(other, { recursive: true, force: true }))
  const bare = await doctor(await pageOf(await start({ dataDir: other })))
  expect(bare).toMatchObject({ 'notifications-service': 'problem', tray: 'warning' })
})

test('a button on a notification snoozes what it names, and the window stays where it is', async () => {
  test.skip(missing.dbus !== null, missing.dbus ?? '')
  test.skip(missing.anvil !== null, missing.anvil ?? '')
  const desktop = await bus()
  const anvil = await node()
  const app = await start({ bus: desktop.address })
  const page = await pageOf(app)
  await call(page, 'settings.set', settingsFor(anvil))
  await anvil.mine(1)
  await expect.poll(() => phaseOf(page)).toBe('live')
  await anvil.sendEth(1_000n)
  await expect.poll(() => desktop.notifications.length).toBe(1)
  const [toast] = desktop.notifications
  const action = toast?.actions.find((one) => one === 'snooze-chain:31337')
  expect(action).toBeDefined()
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  desktop.press(toast?.id ?? 0, String(action))
  await expect.poll(() => call(page, 'alerts.snoozes', null)).toEqual([expect.objectContaining({ kind: 'chain', subject: '31337' })])
  expect(await windowsOf(app)).toEqual([{ visible: false }])
})

test('without a tray nothing hides: the window is there, and says why', async () => {
  const app = await start({ args: ['--hidden'] })
  const page = await pageOf(app)
  await expect(page.getByText(/started minimised instead of hidden.*this desktop shows no tray/).first()).toBeVisible()
  await call(page, 'settings.set', { closeToTray: true })
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect(page.getByText(/was minimised instead of hidden.*this desktop shows no tray/).first()).toBeVisible()
  expect(await windowsOf(app)).toHaveLength(1)
  const gone = new Promise((done) => app.process().once('exit', done))
  await app.evaluate(({ app: electron }) => electron.quit()).catch(() => {})
  expect(await gone).toBe(0)
})

test('a fault of ours is in the log with its stack, said in the window, and watching goes on', async () => {
  const app = await start()
  const page = await pageOf(app)
  await expect.poll(() => call(page, 'app.status', null)).toMatchObject({ host: 'desktop' })
  await app.evaluate(() => {
    setTimeout(() => {
      throw new Error('a fault that nobody foresaw')
    })
  })
  await expect(page.getByText(/Something unexpected went wrong/).first()).toBeVisible()
  expect(logOf()).toMatch(/something unexpected went wrong error=.*a fault that nobody foresaw.* at /)
  expect(await windowsOf(app)).toHaveLength(1)
})

test('starting at login is an entry of the desktop that starts this very app hidden, and goes again', async () => {
  const config = join(dataDir, 'config')
  const app = await start({ env: { XDG_CONFIG_HOME: config } })
  const page = await pageOf(app)
  const entry = join(config, 'autostart/crowsnest.desktop')
  expect(existsSync(entry)).toBe(false)
  await call(page, 'settings.set', { startAtLogin: true })
  await expect.poll(() => existsSync(entry)).toBe(true)
  const exec = /^Exec=(.*)$/m.exec(readFileSync(entry, 'utf8'))?.[1] ?? ''
  expect(exec).toContain('"--hidden"')
  expect(exec).toContain(`"--data" "${dataDir}"`)
  await call(page, 'settings.set', { startAtLogin: false })
  await expect.poll(() => existsSync(entry)).toBe(false)
})

test.describe('against a real node', () => {
  test.skip(missing.anvil !== null, missing.anvil ?? '')

  test('a pause asks the endpoints of nothing, and going on fills the gap, each order once', async () => {
    const anvil = await node()
    const page = await pageOf(await start())
    await call(page, 'settings.set', settingsFor(anvil))
    await anvil.mine(1)
    await expect.poll(() => phaseOf(page)).toBe('live')
    await call(page, 'app.pause', { on: true })
    expect(await phaseOf(page)).toBe('paused')
    const sent: string[] = []
    for (let i = 0; i < 12; i++) sent.push(`31337:${await anvil.sendEth(100n)}:-1`)
    await page.waitForTimeout(1_500)
    expect(storedOrders(dataDir)).toEqual([])
    await call(page, 'app.pause', { on: false })
    await expect
      .poll(() =>
        storedOrders(dataDir)
          .map(({ id }) => id)
          .sort(),
      )
      .toEqual([...sent].sort())
  })

  test('a link shows its order, at the start and while the app runs; anything else does nothing', async () => {
    const anvil = await node()
    const app = await start()
    const page = await pageOf(app)
    await call(page, 'settings.set', settingsFor(anvil))
    await anvil.mine(1)
    await expect.poll(() => phaseOf(page)).toBe('live')
    const id = `31337:${await anvil.sendEth(1_000n)}:-1`
    const row = page.locator(`[data-testid=orders] [data-order-id="${id}"]`)
    await expect(row).toBeVisible()
    await expect(row).not.toHaveAttribute('aria-selected', 'true')

    expect(await startAgain('crowsnest://order/../settings')).toBe(0)
    await expect.poll(() => logOf()).toContain('a link was ignored')
    await expect(row).not.toHaveAttribute('aria-selected', 'true')

    expect(await startAgain(`crowsnest://order/${id}`)).toBe(0)
    await expect(row).toHaveAttribute('aria-selected', 'true')
    await app.close()

    const again = await pageOf(await start({ args: [`crowsnest://order/${encodeURIComponent(id)}`] }))
    await expect(again.locator(`[data-testid=orders] [data-order-id="${id}"]`)).toHaveAttribute('aria-selected', 'true')
  })

  test('a sleep of ten minutes is filled without a gap, each order once, and told in one digest', async () => {
    test.skip(missing.dbus !== null, missing.dbus ?? '')
    const desktop = await bus()
    const anvil = await node()
    const proxy = await startSleepyProxy(anvil.http)
    ends.push(() => proxy.stop())
    const app = await start({ bus: desktop.address })
    const page = await pageOf(app)
    const networks = [{ chainId: 31337, name: 'Local', enabled: true, endpoints: [proxy.ws, proxy.http] }]
    await call(page, 'settings.set', settingsFor(anvil, { networks }))
    await anvil.mine(1)
    await expect.poll(() => phaseOf(page)).toBe('live')
    const before = `31337:${await anvil.sendEth(1_000n)}:-1`
    await expect.poll(() => desktop.notifications.length).toBe(1)

    await app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'))
    proxy.sleep()
    // The clock of this machine goes on while it sleeps, and so does the chain.
    const sent: string[] = []
    const head = (await anvil.ask('eth_getBlockByNumber', ['latest', false])) as { timestamp: string }
    const asleep = 600
    await app.evaluate((_, seconds) => {
      const real = Date.now
      Date.now = () => real() + seconds * 1000
    }, asleep)
    for (let i = 1; i <= 50; i++) {
      await anvil.ask('evm_setNextBlockTimestamp', [Number(head.timestamp) + i * 10])
      sent.push(`31337:${await anvil.sendEth(1_000n)}:-1`)
    }
    proxy.wake()
    await app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))

    await expect.poll(() => storedOrders(dataDir).map(({ id }) => id)).toEqual([before, ...sent])
    const status = (await call(page, 'app.status', null)) as { chains: { stored: number }[] }
    expect(status.chains[0]?.stored).toBe(await anvil.head())
    expect(missingBlocks(dataDir, (await anvil.head()) - 51, await anvil.head())).toEqual([])
    await expect.poll(() => desktop.notifications.length).toBe(2)
    expect(desktop.notifications[1]?.title).toContain('50')
    const inbox = (await call(page, 'alerts.page', { limit: 200 })) as { total: number; alerts: { told: string }[] }
    expect(inbox.total).toBe(51)
    expect(inbox.alerts.filter(({ told }) => told === 'digest')).toHaveLength(50)
    await page.waitForTimeout(3_000)
    expect(desktop.notifications).toHaveLength(2)
  })

  test('kill -9 of the page: watching goes on meanwhile, and the window comes back with what was stored', async () => {
    const anvil = await node()
    const app = await start()
    const page = await pageOf(app)
    await call(page, 'settings.set', settingsFor(anvil))
    await anvil.mine(1)
    await expect.poll(() => phaseOf(page)).toBe('live')
    const before = `31337:${await anvil.sendEth(1_000n)}:-1`
    await expect(page.locator(`[data-testid=orders] [data-order-id="${before}"]`)).toBeVisible()
    const pid = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0)
    expect(pid).toBeGreaterThan(0)
    process.kill(pid, 'SIGKILL')
    const meanwhile = `31337:${await anvil.sendEth(2_000n)}:-1`
    await expect.poll(() => storedOrders(dataDir).map(({ id }) => id)).toEqual([before, meanwhile])
    await expect.poll(() => shownIn(app), { timeout: 30_000 }).toEqual(expect.arrayContaining([before, meanwhile]))
    expect(logOf()).toContain("the window's page ended")
  })
})

test('what happens is kept in log files of the data folder, without keys', async () => {
  const app = await start()
  const page = await pageOf(app)
  await call(page, 'settings.set', {
    networks: [{ chainId: 7, name: 'Nowhere', enabled: true, endpoints: ['http://127.0.0.1:9/v3/s3cret-key'] }],
  })
  await expect.poll(() => logOf()).toContain('Nowhere')
  expect(logOf()).toMatch(/info Crowsnest \d+\.\d+\.\d+ starts/)
  expect(logOf()).not.toContain('s3cret')
})

test('the menu leads to the pages, pauses, and is whole', async () => {
  const app = await start()
  const page = await pageOf(app)
  const labels = await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label.replace('&', '')) ?? [])
  expect(labels).toEqual(['File', 'Edit', 'View', 'Window', 'Help'])
  const pressed = (menu: string, label: string) =>
    app.evaluate(
      ({ Menu }, [top, item]) =>
        Menu.getApplicationMenu()
          ?.items.find((one) => one.label.replace('&', '') === top)
          ?.submenu?.items.find((one) => one.label === item)
          ?.click(),
      [menu, label] as const,
    )
  await call(page, 'settings.set', { setUp: true })
  await pressed('File', 'Settings…')
  await expect(page.getByRole('combobox', { name: 'Find a setting' })).toBeVisible()
  await pressed('View', 'Orders')
  await expect(page.locator('[data-testid=orders]')).toBeAttached()
  await pressed('Help', 'Copy Diagnostics')
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toContain('Electron')
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('pause')?.click())
  await expect.poll(async () => ((await call(page, 'app.status', null)) as { paused: boolean }).paused).toBe(true)
  await expect.poll(() => app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('pause')?.checked)).toBe(true)
})

/** What the system does with a link while the app runs; the exit code. */
function startAgain(link: string): Promise<number | null> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(electronBinary ?? 'electron', [...sandbox, projectRoot, '--data', dataDir, link], {
    stdio: 'ignore',
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' },
  })
  return new Promise((done) => child.once('exit', done))
}

const logOf = (): string =>
  existsSync(join(dataDir, 'logs/crowsnest.log')) ? readFileSync(join(dataDir, 'logs/crowsnest.log'), 'utf8') : ''

/** Heights that the ledger of coverage does not have, read with nothing of the app's code. */
function missingBlocks(folder: string, from: number, to: number): number[] {
  const database = new DatabaseSync(join(folder, 'crowsnest.sqlite'), { readOnly: true })
  const ranges = database.prepare('SELECT * FROM coverage').all() as { first: number; last: number }[]
  database.close()
  return Array.from({ length: to - from + 1 }, (_, i) => from + i).filter(
    (height) => !ranges.some((range) => range.first <= height && height <= range.last),
  )
}

/** State of each check by its id. */
async function doctor(page: Page): Promise<Record<string, string>> {
  const { checks } = (await call(page, 'doctor.run', null)) as { checks: { id: string; state: string }[] }
  return Object.fromEntries(checks.map(({ id, state }) => [id, state]))
}

const phaseOf = async (page: Page): Promise<string | undefined> =>
  ((await call(page, 'app.status', null)) as { chains: { phase: string }[] }).chains[0]?.phase

/** Rows of the window as the main process sees it: its page is another one after a crash, which the driver does not follow. */
const shownIn = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        `[...document.querySelectorAll('[data-testid=orders] [data-order-id]')].map((row) => row.dataset.orderId)`,
      ) as Promise<string[]>,
  )

type Bridge = { crowsnest: { call(name: string, input: unknown): Promise<{ ok: boolean; value?: unknown; error?: { message: string } }> } }

const call = (page: Page, name: string, input: unknown): Promise<unknown> =>
  page.evaluate(
    async (asked) => {
      const result = await (globalThis as unknown as Bridge).crowsnest.call(asked.name, asked.input)
      if (!result.ok) throw new Error(result.error?.message)
      return result.value
    },
    { name, input },
  )
