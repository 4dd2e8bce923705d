/** The app as it is installed: packed, with its fuses burnt, started, and showing orders. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { dbusMissing } from '../support/dbus.ts'
import { desktopMissing, readCsv, storedOrders } from '../support/desktop.ts'
import { electronBinary } from '../support/machine.mjs'
import { fusesOf, type Packaged, pack, startPackaged } from '../support/packaged.ts'
import { startSavePortal } from '../support/savePortal.ts'

test.skip(desktopMissing !== null, desktopMissing ?? '')
test.skip(process.platform !== 'linux', 'the packaged app is tried on Linux only: run this there')

let folder: string
let binary: string
let running: Packaged | null = null
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crowsnest-packaged-'))
  binary = pack(join(folder, 'release'))
})
test.afterEach(async () => {
  await running?.stop()
  running = null
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the packaged app opens its window, shows orders of the demo chain and has stored them', async () => {
  const data = join(folder, 'data')
  running = await startPackaged(binary, data, ['--demo'])
  await expect(running.page.locator('.order').first()).toBeVisible()
  expect(running.page.url()).toMatch(/^https:\/\/crowsnest\.invalid\//)
  const shown = await running.page.locator('.order').first().getAttribute('data-order-id')
  expect(storedOrders(data).map(({ id }) => id)).toContain(shown)
})

test('it exports what it shows, where the system’s own dialog says', async () => {
  test.skip(dbusMissing !== null, dbusMissing ?? '')
  const saved = join(folder, 'saved')
  mkdirSync(saved)
  const portal = await startSavePortal(saved)
  try {
    const data = join(folder, 'exporting')
    running = await startPackaged(binary, data, ['--demo'], { DBUS_SESSION_BUS_ADDRESS: portal.address })
    await expect(running.page.locator('.order').nth(4)).toBeVisible()
    const answer = await running.page.evaluate(`crowsnest.call('orders.export', { filter: {}, format: 'csv' })`)
    expect(answer).toMatchObject({ ok: true, value: { state: 'running' } })
    const file = join(saved, portal.asked[0]?.name ?? '')
    await expect.poll(() => existsSync(file)).toBe(true)
    expect(portal.asked).toEqual([{ title: 'Export', name: expect.stringMatching(/^crowsnest-.*\.csv$/) }])
    const [header, ...rows] = readCsv(file)
    const stored = storedOrders(data).map(({ id }) => id)
    const ids = rows.map((row) => row[header?.indexOf('id') ?? 0] ?? '')
    expect(ids.length).toBeGreaterThan(4)
    expect(ids.filter((id) => !stored.includes(id))).toEqual([])
  } finally {
    await running?.stop()
    running = null
    await portal.stop()
  }
})

test('its fuses are burnt: no Node, no inspector, no options from outside, only its own archive', () => {
  expect(fusesOf(binary)).toEqual({
    runAsNode: false,
    cookieEncryption: true,
    nodeOptions: false,
    inspect: false,
    asarIntegrity: true,
    onlyAsar: true,
    browserSnapshot: false,
    fileProtocol: false,
  })
})

test('it is started as itself whatever the environment and the command line ask of it: no script of someone else, no inspector', async () => {
  const trace = join(folder, 'ran')
  const script = join(folder, 'foreign.js')
  writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(trace)}, 'ran')`)
  // The same binary before its fuses are burnt does what it is asked, so the question is a real one.
  const plain = spawnSync(electronBinary ?? '', [script], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, timeout: 20_000 })
  expect([plain.status, existsSync(trace)]).toEqual([0, true])
  rmSync(trace)
  const asked = { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require ${script}`, ELECTRON_ENABLE_LOGGING: '1' }
  const inspect = ['--inspect=127.0.0.1:0', '--inspect-brk=127.0.0.1:0', `--require=${script}`]
  running = await startPackaged(binary, join(folder, 'asked'), inspect, asked)
  await expect(running.page.locator('#root > *').first()).toBeVisible()
  expect(running.page.url()).toMatch(/^https:\/\/crowsnest\.invalid\//)
  expect(running.stderr()).not.toContain('Debugger listening on')
  expect(existsSync(trace)).toBe(false)
})

test('it goes with the licences of everything in it', () => {
  const resources = join(binary, '../resources')
  const text = readFileSync(join(resources, 'THIRD-PARTY-LICENCES.txt'), 'utf8')
  for (const name of ['electron', 'react', 'viem', 'zod']) expect(text).toMatch(new RegExp(`^  ${name} \\d+\\.\\d+\\.\\d+ \\(MIT\\)$`, 'm'))
  expect(readFileSync(join(resources, 'LICENSE.txt'), 'utf8')).toContain('MIT')
  expect(existsSync(join(binary, '../LICENSES.chromium.html'))).toBe(true)
})

test('it does not load an app that lies beside its archive', async () => {
  const copy = join(folder, 'altered')
  cpSync(join(binary, '..'), copy, { recursive: true })
  rmSync(join(copy, 'resources/app.asar'))
  const trace = join(folder, 'loaded')
  const app = join(copy, 'resources/app')
  mkdirSync(app)
  writeFileSync(
    join(app, 'index.js'),
    `require('node:fs').writeFileSync(${JSON.stringify(trace)}, 'loaded'); require('electron').app.quit()`,
  )
  writeFileSync(join(app, 'package.json'), '{"name":"other","main":"index.js"}')
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  spawnSync(join(copy, 'crowsnest'), root, { timeout: 8_000 })
  expect(existsSync(trace)).toBe(false)
})
