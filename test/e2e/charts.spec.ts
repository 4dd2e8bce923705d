/** Pictures of a real store under the demo chain: they agree with the count, marking them narrows the table, and each is a table too. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, expect, type Page, test } from '@playwright/test'
import type { OrderFilter } from '#shared/order.ts'
import { type Served, serve, startBrowser } from '../support/browser.ts'
import { missing } from '../support/machine.mjs'

test.skip(missing.chromium !== null, missing.chromium ?? '')

let dataDir: string
let served: Served
let browser: Browser
let page: Page
const problems: string[] = []
test.beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'crowsnest-charts-'))
  served = await serve(dataDir)
  await served.call('app.demo', { on: true })
  const started = await startBrowser()
  browser = started.browser
  page = await started.open(served.address)
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  await expect(page.locator('[data-order-id]').nth(5)).toBeVisible()
  await page.getByRole('button', { name: 'Pictures' }).click()
  await expect(page.locator('.chart rect[class^=tone]').first()).toBeAttached()
})
test.afterEach(async () => {
  await browser.close()
  await served.run.kill()
  rmSync(dataDir, { recursive: true, force: true })
  expect(problems.splice(0)).toEqual([])
})

const panel = (name: string) => page.getByRole('region', { name, exact: true })
const count = async (filter: OrderFilter) => ((await served.call('orders.count', { filter })) as { count: number }).count

test('the sum of the pictures moves on with the chain, and is that of the store', async () => {
  const summary = panel('Value moved over time').locator('.panel-summary')
  const orders = async () => Number((/in ([\d,]+) orders?/.exec((await summary.textContent()) ?? '')?.[1] ?? '0').replaceAll(',', ''))
  const first = await orders()
  expect(first).toBeGreaterThan(0)
  await expect.poll(orders).toBeGreaterThan(first)
  // Both move on all the time: at some moment they are read at the same state.
  await expect.poll(async () => (await count({ spam: 'hide', internal: 'hide', states: ['seen', 'final'] })) - (await orders())).toBe(0)
})

test('marking a stretch of time narrows the filter that the table is under', async () => {
  const chart = panel('Value moved over time').locator('.chart')
  const box = await chart.boundingBox()
  if (!box) throw new Error('The picture has no place.')
  await page.mouse.move(box.x + box.width - 8, box.y + 60)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width - 2, box.y + 60)
  await page.mouse.up()
  await expect(page.locator('.charts-filter')).toContainText('time:')
  await page.getByRole('button', { name: 'Show these orders' }).click()
  await expect(page.locator('.orders-scroll')).toBeVisible()
  await page.getByRole('button', { name: 'Pictures' }).click()
  await page.getByRole('button', { name: 'Clear' }).click()
  await expect(page.locator('.charts-filter')).not.toContainText('time:')
})

test('a token, a party, a kind and a size are picked by keyboard alone, from the picture’s table', async () => {
  await panel('Sizes').getByRole('button', { name: 'As a table' }).focus()
  await page.keyboard.press('Enter')
  const size = panel('Sizes').locator('tbody button').first()
  await expect(size).toBeVisible()
  await size.focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('.charts-filter')).toContainText('usd:')
  await page.getByRole('button', { name: 'Clear' }).click()

  // Every picture is asked anew after a filter goes, and its bars come anew: the key is pressed where the bar stands by then.
  const pick = (name: string, filter: RegExp) =>
    expect(async () => {
      await panel(name).locator('.rank button').first().focus()
      await page.keyboard.press('Enter')
      await expect(page.locator('.charts-filter')).toContainText(filter, { timeout: 2_000 })
    }).toPass()
  await pick('Top tokens', /token:/)
  await page.getByRole('button', { name: 'Clear' }).click()
  await pick('Top counterparties', /account:|label:/)
  await page.getByRole('button', { name: 'Clear' }).click()

  await page.getByText('By kind').click()
  await panel('Value moved over time').locator('.legend button').first().click()
  await expect(page.locator('.charts-filter')).toContainText('kind:')
})
