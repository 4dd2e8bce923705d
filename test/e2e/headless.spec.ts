/** The headless host: the same app in a browser on this machine, and nobody else gets in. */
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, expect, test } from '@playwright/test'
import { WebSocket } from 'ws'
import { type Anvil, startAnvil } from '../support/anvil.ts'
import { type Served, serve, startBrowser } from '../support/browser.ts'
import { runHeadless } from '../support/commandLine.ts'
import { readCsv, settingsFor, storedOrders } from '../support/desktop.ts'
import { missing } from '../support/machine.mjs'

let dataDir: string
let served: Served
test.beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'crowsnest-served-'))
  served = await serve(dataDir)
})
test.afterEach(async () => {
  await served.run.kill()
  rmSync(dataDir, { recursive: true, force: true })
})

test.describe('in a browser', () => {
  test.skip(missing.chromium !== null, missing.chromium ?? '')
  let browser: Browser
  let open: Awaited<ReturnType<typeof startBrowser>>['open']
  test.beforeEach(async () => {
    ;({ browser, open } = await startBrowser())
  })
  test.afterEach(() => browser.close())

  test.describe('against a real node', () => {
    test.skip(missing.anvil !== null, missing.anvil ?? '')
    let anvil: Anvil
    test.beforeEach(async () => {
      anvil = await startAnvil()
      await served.call('settings.set', settingsFor(anvil))
    })
    test.afterEach(() => anvil.stop())

    test('a transfer becomes a row, a stored order and a line of the downloaded CSV file; a reorganisation takes it back', async () => {
      const page = await open(served.address)
      const errors: string[] = []
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
      page.on('pageerror', (error) => errors.push(error.message))
      expect(page.url()).not.toContain(served.token)
      const id = `31337:${await anvil.sendEth(12_400n)}:-1`
      const row = page.locator(`[data-testid=orders] [data-order-id="${id}"]`)
      await expect(row).toContainText('12,400')
      expect(storedOrders(dataDir).map((order) => order.id)).toEqual([id])

      const download = page.waitForEvent('download')
      await page
        .getByRole('button', { name: /export/i })
        .first()
        .click()
      const link = page.locator('a[href*="/download/"]')
      await link.first().click()
      const file = join(dataDir, 'downloaded.csv')
      await (await download).saveAs(file)
      const [header = [], ...rows] = readCsv(file)
      expect(rows.map((cells) => cells[header.indexOf('id')])).toEqual([id])

      await anvil.reorg(1)
      await anvil.mine(1)
      await expect(row).toHaveAttribute('data-state', 'reverted')
      expect(errors).toEqual([])
    })

    test('a page that was cut off comes back by itself with everything that happened meanwhile', async () => {
      const page = await open(served.address)
      await anvil.sendEth(100n)
      const rows = page.locator('[data-testid=orders] [data-order-id]')
      await expect(rows).toHaveCount(1)
      await page.context().setOffline(true)
      await anvil.sendEth(200n)
      await page.context().setOffline(false)
      await anvil.sendEth(300n)
      await expect(rows).toHaveCount(3)
    })
  })

  test('the first page starts the demo with one click', async () => {
    const page = await open(served.address)
    await page.getByRole('button', { name: /demo/i }).first().click()
    await expect(page.locator('[data-testid=orders] [data-order-id]').first()).toBeVisible({ timeout: 30_000 })
  })

  test('a page without the token shows no order and says what to do', async () => {
    const page = await open(`http://127.0.0.1:${served.port}/`)
    await expect(page.getByText(/address/i).first()).toBeVisible()
    await expect(page.locator('[data-order-id]')).toHaveCount(0)
  })
})

test.describe('nobody else gets in', () => {
  const body = JSON.stringify({ name: 'app.status', input: null })
  const post = (headers: Record<string, string>, path = '/call'): Promise<number> =>
    send(served.port, { method: 'POST', path, headers, body })
  const right = (): Record<string, string> => ({ 'content-type': 'application/json', 'x-crowsnest-token': served.token })

  test('the right page with the right token is answered', async () => {
    expect(await post(right())).toBe(200)
    expect(await post({ ...right(), origin: `http://127.0.0.1:${served.port}` })).toBe(200)
  })

  test('no token and a wrong token are refused', async () => {
    expect(await post({ 'content-type': 'application/json' })).toBe(401)
    expect(await post({ ...right(), 'x-crowsnest-token': `${served.token.slice(0, -1)}${served.token.endsWith('x') ? 'y' : 'x'}` })).toBe(
      401,
    )
    expect(await send(served.port, { method: 'GET', path: '/events', headers: {} })).toBe(401)
    expect(await send(served.port, { method: 'GET', path: '/download/00', headers: {} })).toBe(401)
  })

  test('a foreign Host (DNS rebinding) and a foreign Origin are refused even with the token', async () => {
    expect(await post({ ...right(), host: `evil.example:${served.port}` })).toBe(403)
    expect(await post({ ...right(), host: '127.0.0.1:1' })).toBe(403)
    expect(await post({ ...right(), origin: 'https://evil.example' })).toBe(403)
    expect(await post({ ...right(), origin: 'null' })).toBe(403)
  })

  test('a form of another site, a huge body and a path out of the folder are refused', async () => {
    expect(await post({ ...right(), 'content-type': 'text/plain' })).toBe(415)
    const huge = await send(served.port, { method: 'POST', path: '/call', headers: right(), body: 'x'.repeat(3_000_000) }).catch(() => 413)
    expect(huge).toBe(413)
    for (const path of ['/../package.json', '/%2e%2e/%2e%2e/package.json', '/..%2fpackage.json'])
      expect(await send(served.port, { method: 'GET', path, headers: {} })).toBe(404)
  })

  test('unknown and prototype calls and bad input never reach a handler', async () => {
    for (const name of ['__proto__', 'constructor', 'orders.drop']) await expect(served.call(name, null)).rejects.toThrow()
    await expect(served.call('orders.page', { filter: {}, limit: 1_000_000 })).rejects.toThrow()
    await expect(served.call('settings.set', { networks: 'all' })).rejects.toThrow()
  })

  test('it listens on loopback only and speaks no websocket', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${served.port}/events?token=${served.token}`)
    expect(await new Promise((ended) => socket.once('error', () => ended('refused')).once('open', () => ended('open')))).toBe('refused')
  })
})

test('a second host on the same data folder is refused with a sentence, while an export goes on', async () => {
  const second = await runHeadless(['serve', '--port', '0', '--data', dataDir], 30_000)
  expect(second.byItself).toBe(true)
  expect(second.code).toBe(1)
  expect(second.stderr).toMatch(/Another Crowsnest/)
  const exported = await runHeadless(['export', '--data', dataDir, '--out', join(dataDir, 'x.csv')], 30_000)
  expect(exported.code).toBe(0)
})

test('a port that is taken is one sentence', async () => {
  const other = mkdtempSync(join(tmpdir(), 'crowsnest-port-'))
  const second = await runHeadless(['serve', '--port', String(served.port), '--data', other], 30_000)
  rmSync(other, { recursive: true, force: true })
  expect(second.code).toBe(1)
  expect(second.stderr).toMatch(/Port \d+ is taken/)
})

type Sending = { readonly method: string; readonly path: string; readonly headers: Record<string, string>; readonly body?: string }

/** Raw HTTP, because fetch sends no foreign Host header; resolves with the status. */
function send(port: number, { method, path, headers, body }: Sending): Promise<number> {
  return new Promise((answered, failed) => {
    const sending = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      response.destroy()
      answered(response.statusCode ?? 0)
    })
    sending.on('error', failed)
    sending.end(body)
  })
}
