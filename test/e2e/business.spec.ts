/** The business view in Chromium: documents by state and in full, what is due, held, moved and broken, by keyboard, live, and from the orders. */
import { fileURLToPath } from 'node:url'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { startBrowser } from '../support/browser.ts'
import { type FakeHost, startFakeHost } from '../support/fakeHost.ts'
import type { Scene } from '../support/fakeScenes.ts'
import { missing } from '../support/machine.mjs'

const dist = fileURLToPath(new URL('../../dist/renderer', import.meta.url))

test.skip(missing.chromium !== null, missing.chromium ?? '')

let browser: Browser
let host: FakeHost
test.beforeAll(async () => {
  ;({ browser } = await startBrowser())
})
test.afterAll(() => browser.close())
test.afterEach(() => host.close())

async function open(scene: Scene = 'busy', locale = 'en-US'): Promise<Page> {
  host = await startFakeHost({ dist, scene })
  const context = await browser.newContext({ locale, viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(host.address)
  await page
    .getByRole('navigation')
    .first()
    .getByRole('button', { name: locale === 'zh-CN' ? '业务' : 'Business', exact: true })
    .click()
  return page
}
const view = (page: Page, name: string) => page.locator('.business-head nav').getByRole('button', { name })
const amountOf = (text: string | null): number => Number((text ?? '').replace(/[^\d.]/g, ''))

test('the board has a column for every state, with counts that add up to all documents', async () => {
  const page = await open()
  const columns = page.locator('.board-column')
  await expect(columns).toHaveCount(8)
  await expect(columns.locator('h2').first()).toHaveText('Issued')
  const counts = await columns.locator('.board-count').allTextContents()
  expect(counts.map(Number).reduce((sum, count) => sum + count, 0)).toBe(60)
  for (const column of await columns.all()) {
    const count = Number(await column.locator('.board-count').textContent())
    if (count <= 6) await expect(column.locator('.card')).toHaveCount(count)
  }
  await expect(page.locator('.card.overdue').first()).toContainText('Overdue since')
  await expect(page.locator('.board-column.final .card.overdue')).toHaveCount(0)
})

test('arrows go from card to card, Enter opens the life of a document, and Escape brings the keyboard back', async () => {
  const page = await open()
  const first = page.locator('.card').first()
  await first.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await expect(first).toBeFocused()
  await page.keyboard.press('ArrowRight')
  const second = page.locator('.board-column').nth(1).locator('.card').first()
  await expect(second).toBeFocused()
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('complementary', { name: 'Document details' })
  await expect(drawer.locator('.event')).toHaveCount(2)
  await page.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)
  await expect(second).toBeFocused()
})

test('one life is told from its first event to its last, each with its proof and the way to its order and back', async () => {
  const page = await open()
  await page.locator('[data-state=settled] .card').first().click()
  const drawer = page.locator('.document-drawer')
  const name = await drawer.locator('h2').textContent()
  await expect(drawer.locator('.event b')).toHaveText([
    ...['Issue', 'Sign', 'Approve', 'Finance', 'Sell goods'],
    ...['Repay', 'Repay', 'Pay interest', 'Settle'],
  ])
  await expect(drawer.locator('.event').first().locator('.state-word')).toHaveText(['New', 'Issued'])
  await expect(drawer.locator('.event').last().locator('.state-word')).toHaveText(['Being repaid', 'Settled'])
  await expect(drawer.locator('.event .c-evidence')).toHaveCount(9)
  await drawer.getByRole('button', { name: 'Its order: Finance' }).click()
  const order = page.getByRole('complementary', { name: 'Order details' })
  await expect(order.getByRole('heading', { name: 'Business' })).toBeVisible()
  await expect(order).toContainText('Supply-chain receivables')
  await expect(order.locator('.drawer-kind')).toContainText('Financing')
  await order.getByRole('button', { name: 'Show the life of this document' }).click()
  await expect(page.locator('.document-drawer h2')).toHaveText(name ?? '')
})

test('documents are narrowed by state, name, account and what is overdue, and sorted by due date', async () => {
  const page = await open()
  await view(page, 'Documents').click()
  const rows = page.locator('.document-table .business-rows [role=row]')
  await expect(page.locator('.document-table')).toHaveAttribute('aria-rowcount', '61')
  await page.getByLabel('Name of the document').fill('inv-2026-001')
  await expect(rows).toHaveCount(10)
  await page.getByLabel('Name of the document').fill('')
  await page.getByRole('checkbox', { name: /Only overdue/ }).check()
  const overdue = amountOf(await page.locator('.business-check').textContent())
  await expect(rows).toHaveCount(overdue)
  await expect(rows.locator('.overdue')).toHaveCount(overdue)
  await page.getByRole('button', { name: 'Due', exact: true }).click()
  await expect(page.getByRole('columnheader', { name: 'Due' })).toHaveAttribute('aria-sort', 'ascending')
  await page.getByRole('checkbox', { name: /Only overdue/ }).uncheck()
  await page.getByLabel('State', { exact: true }).selectOption('settled')
  await expect(rows).toHaveCount(7)
  await page.getByLabel('Issuer or holder').fill('0x12')
  await expect(page.getByRole('alert')).toHaveText('An account is 0x and 40 hex digits.')
  await page.getByLabel('Issuer or holder').fill(`0x${'1'.repeat(40)}`)
  await expect(page.getByText('No document passes this filter.')).toBeVisible()
})

test('what is due stands under its time, and what is done is not due', async () => {
  const page = await open()
  await view(page, 'Due dates').click()
  const headings = page.locator('.due-heading h2')
  await expect(headings.first()).toHaveText('Overdue')
  const count = Number(await page.locator('.due-heading.overdue .board-count').textContent())
  await expect(page.locator('.due-row.overdue')).toHaveCount(count)
  await expect(page.locator('.due-list')).not.toContainText('Settled')
  await page.locator('.due-row').first().click()
  await expect(page.locator('.document-drawer .business-due.overdue')).toBeVisible()
})

test('balances add up to the last digit, and the picture of flows says what its table says', async () => {
  const page = await open()
  await page.getByLabel('Pack', { exact: true }).selectOption('loyalty-points')
  await view(page, 'Balances').click()
  await expect(page.locator('.equation')).toContainText('Adds up to the last digit')
  const sum = async (name: string) => Math.round(amountOf(await page.locator(`[data-sum=${name}]`).textContent()) * 100)
  expect(await sum('issued')).toBe((await sum('held')) + (await sum('redeemed')))
  await view(page, 'Flows').click()
  await expect(page.locator('.flow-band')).toHaveCount(3)
  const table = page.locator('.flow-figures tbody tr')
  await expect(table).toHaveCount(3)
  await expect(table.first()).toContainText('Issue')
  const given = page.locator('.flow-side.left li').first()
  await expect(given).toContainText('Merchant')
  expect(amountOf(await given.locator('.muted').textContent())).toBe(amountOf(await table.first().locator('td').nth(2).textContent()))
  await page.getByRole('radio', { name: 'Count of events' }).check({ force: true })
  await expect(page.locator('.flow-side.left li').first()).toContainText('events')
})

test('violations stand with the open ones first; what is over is struck through', async () => {
  const page = await open()
  await view(page, 'Violations').click()
  await expect(page.locator('.violation').first()).toHaveAttribute('data-state', 'open')
  const states = await page.locator('.violation').evaluateAll((all) => all.map((each) => each.getAttribute('data-state')))
  expect(
    states.toSorted((a, b) => ['open', 'over', 'retracted'].indexOf(a ?? '') - ['open', 'over', 'retracted'].indexOf(b ?? '')),
  ).toEqual(states)
  await page.getByRole('button', { name: 'Put right' }).click()
  await expect(page.locator('.violation')).toHaveCount(1)
  await expect(page.locator('.violation s')).toContainText('Juniper Trading')
  await page.getByRole('button', { name: 'All, open first' }).click()
  await page.getByRole('button', { name: 'Receivable INV-2026-0017' }).click()
  await expect(page.locator('.document-drawer .violation')).toContainText('financed twice')
})

test('a new document comes by itself, and nothing that is looked at moves away', async () => {
  const page = await open()
  const column = page.locator('[data-state=repaying] .board-cards')
  await expect(column.locator('.card').first()).toBeVisible()
  await column.evaluate((element) => {
    element.scrollTop = 600
  })
  const issued = page.locator('[data-state=issued] .board-count')
  const before = Number(await issued.textContent())
  host.trade()
  await expect(issued).toHaveText(String(before + 1))
  await expect(page.locator('[data-state=issued] .card').first()).toContainText('INV-2026-0061')
  expect(await column.evaluate((element) => element.scrollTop)).toBe(600)
})

test('without a pack the page says what one would show, and leads to the packs', async () => {
  const page = await open('quiet')
  await expect(page.getByRole('heading', { name: 'No pack watches yet' })).toBeVisible()
  await page.getByRole('button', { name: 'Choose packs' }).click()
  await expect(page.locator('.business-page')).toHaveCount(0)
})

test('the packs that come with the app are told in Chinese', async () => {
  const page = await open('busy', 'zh-CN')
  await expect(page.locator('.board-column h2').first()).toHaveText('已签发')
  await page.locator('[data-state=settled] .card').first().click()
  await expect(page.locator('.document-drawer .event b').first()).toHaveText('签发')
})
