/** The page of labels on a real store: a file in, with what is wrong told line by line; sources off and on; the user's own words out. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { type Served, serve, startBrowser } from '../support/browser.ts'
import { missing } from '../support/machine.mjs'

test.skip(missing.chromium !== null, missing.chromium ?? '')

let dataDir: string
let served: Served
let browser: Browser
let page: Page
const problems: string[] = []
test.beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'crowsnest-labels-'))
  served = await serve(dataDir)
  await served.call('settings.set', { setUp: true })
  const started = await startBrowser()
  browser = started.browser
  page = await started.open(served.address)
  page.on('pageerror', (error) => problems.push(error.message))
  await page.getByRole('button', { name: 'Labels' }).click()
})
test.afterEach(async () => {
  await browser.close()
  await served.run.kill()
  rmSync(dataDir, { recursive: true, force: true })
  expect(problems).toEqual([])
})

const address = (index: number) => `0x${index.toString(16).padStart(40, '0')}`
const rows = () => page.locator('.label-rows [role=row]')
const choose = (name: string, text: string) =>
  page.getByTestId('label-file').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
const count = (text: string) => expect(page.locator('.labels-bar [role=status]')).toHaveText(text)

test('a file is looked at before it is stored; what cannot be used is told by its line; afterwards it is found, shown alone and taken out', async () => {
  const lines = Array.from({ length: 1500 }, (_, index) => `${address(index + 1)},Desk ${index + 1},Desks,fund`)
  await choose(
    'desks.csv',
    ['address,name,entity,role', ...lines, '0x12,Nobody,,fund', `${address(1)},=HYPERLINK("x"),Desks,fund`].join('\n'),
  )
  await expect(page.locator('.import-preview')).toContainText('1,500 labels can be stored.')
  await expect(page.locator('.import-problems')).toContainText('Line 1,502')
  await expect(rows().filter({ hasText: 'Desk' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Store 1,500 labels' }).click()
  await expect(page.locator('.toast')).toContainText('1,500 labels of desks.csv stored.')

  await page.getByRole('searchbox').fill('desk 1499')
  await count('1 label')
  await expect(rows()).toContainText(['Desk 1499'])
  await page.getByRole('searchbox').fill(address(17))
  await expect(rows()).toContainText(['Desk 17'])
  await page.getByRole('searchbox').fill('nobody is called this')
  await expect(page.getByRole('heading', { name: 'No label matches' })).toBeVisible()
  await page.getByRole('searchbox').fill('')

  await page.getByRole('button', { name: 'desks.csv 1,500' }).click()
  await count('1,500 labels')
  // Only what is in view is in the page, and what comes into view is fetched.
  expect(await rows().count()).toBeLessThan(60)
  const scroller = page.locator('.label-scroll')
  await expect(async () => {
    await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight))
    await expect(page.locator('[aria-rowindex="1501"]')).toBeVisible({ timeout: 200 })
  }).toPass()

  await page.getByRole('button', { name: 'Remove desks.csv' }).first().click()
  await page.getByRole('button', { name: 'Take out' }).click()
  await expect(page.locator('.toast').last()).toContainText('1,500 labels of desks.csv taken out.')
  await expect(page.getByRole('button', { name: /desks\.csv/ })).toHaveCount(0)
})

test('a file that holds nothing of use says so, and letting it go stores nothing', async () => {
  const before = await served.call('labels.sources', null)
  await choose('holiday.txt', 'Dear all,\nsee you in August.\n')
  await expect(page.locator('.import-panel')).toContainText(/Nothing to store|cannot/)
  await page.locator('.import-panel').getByRole('button', { name: 'Cancel' }).click()
  await expect(page.locator('.import-panel')).toHaveCount(0)
  expect(await served.call('labels.sources', null)).toEqual(before)
})

test('the built-in list is switched off and on again', async () => {
  const use = page.getByRole('switch', { name: 'Use Crowsnest’s own list' })
  await expect(use).toHaveAttribute('aria-checked', 'true')
  await expect(rows().first()).toBeVisible()
  await use.click()
  await expect(use).toHaveAttribute('aria-checked', 'false')
  await expect(page.getByRole('heading', { name: 'No label yet' })).toBeVisible()
  await use.click()
  await expect(use).toHaveAttribute('aria-checked', 'true')
  await expect(rows().first()).toBeVisible()
})

test('the user’s own labels are written into a file that can be read again', async () => {
  await served.call('labels.set', { chainId: null, address: address(7), name: 'Our desk', entity: 'Us', role: 'own' })
  await page.getByRole('searchbox').fill('our desk')
  await expect(rows()).toContainText(['Our desk'])
  await page.getByRole('button', { name: 'Export mine' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'As CSV' }).click()
  const text = readFileSync(await (await download).path(), 'utf8')
  expect(text).toContain(address(7))
  await choose('again.csv', text)
  await expect(page.locator('.import-preview')).toContainText('1 label can be stored.')
})
