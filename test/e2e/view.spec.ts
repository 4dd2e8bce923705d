/** The table over more orders than fit any window: every one can be reached, found, kept in view, and nothing moves under a reader. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, expect, type Page, test } from '@playwright/test'
import type { Output } from '#shared/contract/index.ts'
import type { OrderFilter } from '#shared/order.ts'
import { openStore } from '#storage/orders.ts'
import { blockOrders, exchanges } from '../bench/marketDay.ts'
import { step } from '../storage/sample.ts'
import { type Served, serve, startBrowser } from '../support/browser.ts'
import { missing } from '../support/machine.mjs'

test.skip(missing.chromium !== null, missing.chromium ?? '')

/** 8 chains × 20 blocks × 100 orders; the settings of somebody who has been here before and watches nothing now. */
const stored = 16_000
const settled = { setUp: true, networks: [{ chainId: 1, name: 'Ethereum', enabled: false, endpoints: ['http://127.0.0.1:9'] }] }
const folded: OrderFilter = { spam: 'hide', internal: 'hide' }

let filled: string
let dataDir: string
let served: Served
let browser: Browser
let page: Page
test.beforeAll(() => {
  filled = mkdtempSync(join(tmpdir(), 'crowsnest-view-filled-'))
  fill(filled)
})
test.afterAll(() => rmSync(filled, { recursive: true, force: true }))
test.beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'crowsnest-view-e2e-'))
  cpSync(filled, dataDir, { recursive: true })
  served = await serve(dataDir)
  await served.call('settings.set', settled)
  const started = await startBrowser()
  browser = started.browser
  page = await started.open(served.address)
  await expect(rows().first()).toBeVisible()
})
test.afterEach(async () => {
  await browser?.close()
  await served?.run.kill()
  rmSync(dataDir, { recursive: true, force: true })
})

const rows = () => page.locator('[data-testid=orders] [data-order-id]')
const grid = () => page.getByRole('grid')
const filterField = () => page.getByRole('combobox', { name: 'Filter' })
const ask = <T>(name: string, input: unknown): Promise<T> => served.call(name, input) as Promise<T>
const countOf = async (filter: OrderFilter): Promise<number> => (await ask<{ count: number }>('orders.count', { filter })).count

/** The rows that are drawn, in their order: place in the table and id. */
const drawn = (): Promise<{ at: number; id: string }[]> =>
  page.evaluate(`[...document.querySelectorAll('[data-order-id]')]
    .map((row) => ({ at: Number(row.getAttribute('aria-rowindex')) - 2, id: row.dataset.orderId }))
    .sort((a, b) => a.at - b.at)`)
const scrollTo = (share: number): Promise<void> =>
  page.evaluate(`(() => {
    const box = document.querySelector('.orders-scroll')
    box.scrollTop = (box.scrollHeight - box.clientHeight) * ${share}
  })()`)
const settledRows = () => expect(page.locator('[data-testid=orders] [aria-busy=true]')).toHaveCount(0)

test('every place of the scrollbar shows the very rows that stand there, in every sort', async () => {
  test.setTimeout(180_000)
  for (const [head, sort] of [
    [null, { by: 'time', direction: 'desc' }],
    ['USD', { by: 'usd', direction: 'desc' }],
    ['Amount', { by: 'amount', direction: 'desc' }],
  ] as const) {
    if (head !== null) {
      await page.getByRole('button', { name: head, exact: true }).click()
      await expect(page.getByRole('columnheader', { name: head })).toHaveAttribute('aria-sort', 'descending')
    }
    const all = await everything(sort)
    await expect(grid()).toHaveAttribute('aria-rowcount', String(all.length + 1))
    for (const share of [0, 0.31, 0.77, 1, 0.5]) {
      await scrollTo(share)
      await expect.poll(async () => Math.abs(((await drawn())[0]?.at ?? -1000) - share * all.length)).toBeLessThan(60)
      await settledRows()
      await expect.poll(async () => (await drawn()).filter(({ at, id }) => all[at] !== id)).toEqual([])
    }
  }
})

test('a time that is typed is gone to', async () => {
  const all = await ask<Output<'orders.page'>>('orders.page', { filter: folded, limit: 1 })
  const newest = all.rows[0]?.marks.time ?? 0
  const wanted = newest - 7 * 2_000
  const before = await ask<Output<'orders.locate'>>('orders.locate', { filter: folded, from: { time: wanted } })
  await grid().focus()
  await page.keyboard.press('g')
  const moment = new Date(wanted * 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`
  await page.keyboard.type(`${day} ${two(moment.getHours())}:${two(moment.getMinutes())}:${two(moment.getSeconds())}`)
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await drawn()).some(({ at }) => at === before.index)).toBe(true)
  await settledRows()
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('[data-order-id][aria-selected=true]')).toHaveAttribute('aria-rowindex', String(before.index + 2))
})

test('the keyboard reaches the last row and comes back', async () => {
  await grid().focus()
  await page.keyboard.press('End')
  const { total } = await ask<Output<'orders.samples'>>('orders.samples', { filter: folded })
  await expect(page.locator('[data-order-id][aria-selected=true]')).toHaveAttribute('aria-rowindex', String(total + 1))
  await page.keyboard.press('PageUp')
  await page.keyboard.press('Home')
  await expect(page.locator('[data-order-id][aria-selected=true]')).toHaveAttribute('aria-rowindex', '2')
})

test('chips and free text count what the store counts, can be changed and taken away, and are text', async () => {
  const count = page.getByTestId('count')
  await expect(count).toHaveAttribute('data-count', String(await countOf(folded)))
  await filterField().fill('kind:sw')
  await expect(page.getByRole('option', { name: /kind:swap/ })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(count).toHaveAttribute('data-count', String(await countOf({ ...folded, kinds: ['swap'] })))
  await filterField().fill('usd:>1m ')
  await page.keyboard.press('Enter')
  const both = { ...folded, kinds: ['swap'], minUsd: '1000000' }
  await expect(count).toHaveAttribute('data-count', String(await countOf(both)))
  await filterField().fill('usdc')
  await page.keyboard.press('Enter')
  await expect(count).toHaveAttribute('data-count', String(await countOf({ ...both, text: 'usdc' })))
  await page.getByRole('button', { name: 'Remove usdc' }).click()
  await expect(count).toHaveAttribute('data-count', String(await countOf(both)))
  await filterField().focus()
  await page.keyboard.press('Backspace')
  await expect(filterField()).toHaveValue('usd:>1m')
  await filterField().fill('usd:lots')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/“usd:lots” is no amount/)).toBeVisible()
  await filterField().fill('label:"venue 7" flow:inflow')
  await page.keyboard.press('Enter')
  const named = { ...folded, kinds: ['swap'], label: 'venue 7', flows: ['inflow' as const] }
  await expect(count).toHaveAttribute('data-count', String(await countOf(named)))
})

test('a view, and how the table is set up, are there after a restart; a view that cannot be read is shown in words and stays', async () => {
  const broken = { version: 9, id: 'later', name: 'From a later one', shape: [1] }
  await served.call('settings.set', { views: [broken] })
  await filterField().fill('kind:swap')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'USD', exact: true }).click()
  await page.getByRole('button', { name: 'Columns and row height' }).click()
  await page.getByRole('checkbox', { name: 'Chain' }).uncheck()
  await page.getByRole('checkbox', { name: 'Protocol' }).check()
  await page.getByRole('button', { name: 'Move State to the left' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('separator', { name: 'Width of Kind' }).focus()
  for (let press = 0; press < 5; press++) await page.keyboard.press('ArrowRight')
  await page.getByRole('button', { name: 'Amount', exact: true }).focus()
  await page.keyboard.press('Alt+ArrowLeft')
  const heads = () => page.getByRole('columnheader').allTextContents()
  await expect.poll(heads).toEqual(['Time', 'Amount', 'Kind', 'Received', 'USD', 'From → to', 'Protocol', 'State', 'Proof'])
  const width = await page.getByRole('separator', { name: 'Width of Kind' }).getAttribute('aria-valuenow')
  await page.getByRole('button', { name: 'All orders' }).click()
  await expect(page.getByText(/newer Crowsnest/)).toBeVisible()
  await page.getByRole('button', { name: 'Save what is shown as a view' }).click()
  await page.getByPlaceholder('Name of the view').fill('Swaps by value')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Swaps by value' }).first()).toBeVisible()
  await expect.poll(async () => (await ask<Output<'settings.get'>>('settings.get', null)).settings.views.length).toBe(2)

  await browser.close()
  await served.run.kill()
  served = await serve(dataDir)
  const again = await startBrowser()
  browser = again.browser
  page = await again.open(served.address)
  await expect(rows().first()).toBeVisible()
  await expect.poll(heads).toEqual(['Time', 'Amount', 'Kind', 'Received', 'USD', 'From → to', 'Protocol', 'State', 'Proof'])
  await expect(page.getByRole('separator', { name: 'Width of Kind' })).toHaveAttribute('aria-valuenow', width ?? '')
  await page.getByRole('button', { name: 'All orders' }).click()
  await page.getByRole('button', { name: 'Swaps by value' }).first().click()
  await expect(page.getByTestId('count')).toHaveAttribute('data-count', String(await countOf({ ...folded, kinds: ['swap'] })))
  await expect(page.getByRole('columnheader', { name: 'USD' })).toHaveAttribute('aria-sort', 'descending')
  expect((await ask<Output<'settings.get'>>('settings.get', null)).settings.views[0]).toEqual(broken)
})

test('orders that come in while somebody reads wait, and let nothing move; then they are shown', async () => {
  test.setTimeout(180_000)
  // The demo chain brings live orders, all newer than what is stored.
  await served.call('app.demo', { on: true })
  await expect.poll(async () => (await drawn())[0]?.id.startsWith('1:') ?? true, { timeout: 60_000 }).toBe(false)
  await page.mouse.move(5, 5)
  await scrollTo(0.4)
  await expect.poll(async () => (await drawn())[0]?.at ?? 0).toBeGreaterThan(100)
  await settledRows()
  const before = await drawn()
  await expect(page.getByRole('button', { name: /\d+\+? new/ })).toBeVisible({ timeout: 60_000 })
  expect(await drawn()).toEqual(before)
  await page.getByRole('button', { name: /\d+\+? new/ }).click()
  await expect.poll(async () => (await drawn())[0]?.at).toBe(0)
  // The table goes on by itself; the store knows at once what it shows first.
  const [shown] = await drawn()
  const newest = await ask<Output<'orders.page'>>('orders.page', { filter: folded, limit: 500 })
  expect(newest.rows.map(({ id }) => id)).toContain(shown?.id)
})

test('the list of keys opens on ? and closes', async () => {
  await grid().focus()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toHaveCount(0)
})

/** Every row of a sort, as the store pages them. */
async function everything(sort: { by: string; direction: string }): Promise<string[]> {
  const ids: string[] = []
  let after: string | null = null
  do {
    const page: Output<'orders.page'> = await ask('orders.page', { filter: folded, sort, limit: 500, ...(after ? { after } : {}) })
    ids.push(...page.rows.map(({ id }) => id))
    after = page.next
  } while (after !== null)
  return ids
}

function fill(folder: string): void {
  const store = openStore({ dataDir: folder })
  store.labels.put(
    exchanges.map((address, n) => ({
      ...{ chainId: null, address, name: `Venue ${n % 12} hot ${n}`, entity: `Venue ${n % 12}`, role: 'exchange' as const },
      ...{ source: 'test', reference: null, date: null, confidence: 'certain' as const },
    })),
  )
  for (let number = 1; number <= stored / 800; number++) {
    for (const chainId of [1, 10, 56, 137, 324, 8453, 42_161, 59_144]) {
      const { b, orders, notes } = blockOrders(chainId, number)
      store.apply(step({ chainId, blocks: [b], orders, notes, from: number === 1 ? 1 : null, final: number - 5 }))
    }
  }
  store.close()
}
