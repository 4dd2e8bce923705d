/** The settings in a real browser: found, set back, ordered, paused, written to a file and read back, and the pages of the app's own health. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { type Anvil, startAnvil } from '../support/anvil.ts'
import { type Served, serve, startBrowser } from '../support/browser.ts'
import { settingsFor } from '../support/desktop.ts'
import { type FakeHost, startFakeHost } from '../support/fakeHost.ts'
import { missing } from '../support/machine.mjs'

const dist = fileURLToPath(new URL('../../dist/renderer', import.meta.url))

test.skip(missing.chromium !== null, missing.chromium ?? '')

let browser: Browser
let open: Awaited<ReturnType<typeof startBrowser>>['open']
test.beforeAll(async () => {
  ;({ browser, open } = await startBrowser())
})
test.afterAll(() => browser.close())

const toSettings = (page: Page) => page.locator('.app-header nav').getByRole('button', { name: 'Settings' }).click()
const toSection = (page: Page, name: string) => page.locator('.settings-side nav').getByRole('button', { name, exact: true }).click()
const title = (page: Page) => page.locator('.settings-column > h1')
const search = (page: Page) => page.getByRole('combobox', { name: 'Find a setting' })
const line = (page: Page, anchor: string) => page.locator(`#setting-${anchor}`)

test.describe('on a host without an engine', () => {
  let host: FakeHost
  let page: Page
  test.beforeEach(async () => {
    host = await startFakeHost({ dist, scene: 'busy' })
    page = await open(host.address)
    await toSettings(page)
  })
  test.afterEach(async () => {
    await page.close()
    await host.close()
  })

  test('a few words and Enter lead to a setting, which is shown and marked; the keys for it are / and Ctrl+F', async () => {
    await title(page).click()
    await page.keyboard.press('/')
    await expect(search(page)).toBeFocused()
    await page.keyboard.type('density')
    await expect(page.getByRole('option').first()).toContainText('Density')
    await page.keyboard.press('Enter')
    await expect(title(page)).toHaveText('View')
    await expect(line(page, 'density')).toBeFocused()
    await expect(line(page, 'density')).toHaveClass(/sought/)
    await page.keyboard.press('Control+f')
    await expect(search(page)).toBeFocused()
    await expect(line(page, 'density')).not.toHaveClass(/sought/)
    // A choice in the other language finds the setting too, the arrows go through what was found.
    await page.keyboard.type('深色')
    await expect(page.getByRole('option')).toHaveText([/Theme/])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(line(page, 'theme')).toBeFocused()
  })

  test('a setting of another section far down is brought into view, and a network is found by its host and opened', async () => {
    await search(page).fill('keep the inbox')
    await page.getByRole('option').first().click()
    await expect(line(page, 'keepAlertsDays')).toBeInViewport()
    await search(page).fill('polygon.example.io')
    await page.getByRole('option').first().click()
    await expect(page.getByRole('region', { name: 'Polygon' }).getByText('Endpoints, best first')).toBeVisible()
  })

  test('what nobody set is told so, and nothing is found in words', async () => {
    await search(page).fill('zebra')
    await expect(page.getByText('No setting says “zebra”.')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(search(page)).toHaveValue('')
  })

  test('an address leads to a section and to a setting in it, and is taken off again', async () => {
    await page.evaluate("location.hash = '#settings/doctor'")
    await expect(title(page)).toHaveText('Doctor')
    await page.evaluate("location.hash = '#settings/storage/keepAlertsDays'")
    await expect(line(page, 'keepAlertsDays')).toBeFocused()
    expect(new URL(page.url()).hash).toBe('')
  })

  test('a number of a network out of its bounds is refused with the bounds', async () => {
    await page.locator('.network-title').first().click()
    await page.getByText('Name, coin and finality').click()
    await page.getByRole('textbox', { name: 'Blocks until final' }).fill('100001')
    await page.getByRole('textbox', { name: 'Blocks until final' }).press('Enter')
    await expect(page.getByText('Type a whole number from 1 to 100,000.')).toBeVisible()
  })

  test('a changed setting shows the way back to its default, and takes it', async () => {
    await toSection(page, 'Notifications')
    const perMinute = line(page, 'notifyPerMinute')
    await expect(perMinute).toContainText('Default: 6')
    await expect(perMinute.getByRole('button', { name: /back to the default/ })).toHaveCount(0)
    await perMinute.getByRole('textbox').fill('20')
    await perMinute.getByRole('textbox').press('Enter')
    await perMinute.getByRole('button', { name: /back to the default/ }).click()
    await expect(perMinute.getByRole('textbox')).toHaveValue('6')
    await expect(perMinute.getByRole('button', { name: /back to the default/ })).toHaveCount(0)
  })

  test('a number out of its bounds is refused with the bounds, and nothing is stored', async () => {
    await toSection(page, 'Notifications')
    const field = line(page, 'notifyPerMinute').getByRole('textbox')
    for (const wrong of ['0', '61', '1.5', 'many']) {
      await field.fill(wrong)
      await field.press('Enter')
      await expect(line(page, 'notifyPerMinute')).toContainText('Type a whole number from 1 to 60.')
    }
    await field.press('Escape')
    await expect(field).toHaveValue('6')
  })

  test('endpoints are ordered by buttons and by Alt and arrows, and the keyboard stays on the endpoint that moves', async () => {
    const card = page.getByRole('region', { name: 'Ethereum' })
    await card.locator('.network-title').click()
    const addresses = () => card.getByRole('textbox', { name: 'Endpoint address' })
    const order = () =>
      addresses().evaluateAll((fields) => fields.map((field) => (field as unknown as { value: string }).value.split('/')[2]))
    const [first, second, third] = await order()
    await card.getByRole('button', { name: 'Move down' }).first().click()
    await expect.poll(order).toEqual([second, first, third])
    await addresses().nth(1).focus()
    await page.keyboard.press('Alt+ArrowDown')
    await expect.poll(order).toEqual([second, third, first])
    await expect(addresses().nth(2)).toBeFocused()
    await page.keyboard.press('Alt+ArrowDown')
    await page.keyboard.press('Alt+ArrowUp')
    await expect.poll(order).toEqual([second, first, third])
    await expect(addresses().nth(1)).toBeFocused()
  })

  test('an endpoint or a network that was removed can be put back in its place', async () => {
    const card = page.getByRole('region', { name: 'Ethereum' })
    await card.locator('.network-title').click()
    await card.getByRole('button', { name: 'Remove endpoint' }).nth(1).click()
    await expect(card.getByRole('textbox', { name: 'Endpoint address' })).toHaveCount(2)
    await card.getByRole('button', { name: 'Put it back' }).click()
    await expect(card.getByRole('textbox', { name: 'Endpoint address' }).nth(1)).toHaveValue(/eth\.second/)
    await card.getByRole('button', { name: 'Remove Ethereum' }).click()
    await expect(card).toHaveCount(0)
    await page.getByRole('button', { name: 'Put it back' }).click()
    await expect(page.locator('.network-title strong').first()).toHaveText('Ethereum')
  })

  test('how each endpoint does stands beside it, and one that is listed under another spelling is refused', async () => {
    const card = page.getByRole('region', { name: 'Ethereum' })
    await card.locator('.network-title').click()
    await expect(card.locator('.endpoint-line').nth(2)).toContainText('429')
    const field = card.getByRole('textbox', { name: 'Endpoint address' }).nth(1)
    await field.fill('HTTPS://ethereum-rpc.example.org/v1/')
    await field.press('Enter')
    await expect(card).toContainText('This endpoint is listed already.')
    await field.fill('https://ethereum-rpc.example.org/other')
    await field.press('Enter')
    await expect(card).toContainText('Both count as one voice')
  })

  test('a pause stands above every page until it ends', async () => {
    await toSection(page, 'App')
    await page.getByRole('button', { name: 'Pause watching' }).click()
    await expect(page.getByText('Watching is paused.')).toBeVisible()
    await page.locator('.app-header nav button').first().click()
    await page.getByRole('button', { name: 'Resume', exact: true }).click()
    await expect(page.getByText('Watching is paused.')).toHaveCount(0)
  })

  test('stored values that could not be used stand on top, with the way to each', async () => {
    const message = 'Setting “Theme” must be one of light and dark; its default is used until you correct it.'
    const { settings } = await page.evaluate(async () => {
      const answer = await fetch('/call', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-crowsnest-token': 'look' },
        body: JSON.stringify({ name: 'settings.get', input: null }),
      })
      return ((await answer.json()) as { value: { settings: never } }).value
    })
    host.publish('settings.changed', { settings, problems: [{ key: 'theme', message }] })
    await expect(page.getByText(message)).toHaveCount(1)
    await page.getByRole('button', { name: 'Show it' }).click()
    await expect(line(page, 'theme')).toBeFocused()
  })

  test('a file is looked at before anything of it is taken, by choosing it or dropping it; a wrong one is refused in words', async () => {
    await toSection(page, 'Backup')
    const choose = (name: string, text: string) =>
      page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
    await choose('holiday.json', 'not a file of settings')
    await expect(page.getByText(/holds no settings of Crowsnest/)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Take these over' })).toHaveCount(0)
    await choose('mine.json', JSON.stringify({ settings: { notifyPerMinute: 11, density: 'tiny' } }))
    await expect(page.getByText(/Setting “Density”/)).toBeVisible()
    await expect(page.locator('.care-preview tbody tr')).toHaveText([/Notifications a minute.*6.*11/])
    await page.getByRole('button', { name: 'Leave everything as it is' }).click()
    await toSection(page, 'Notifications')
    await expect(line(page, 'notifyPerMinute').getByRole('textbox')).toHaveValue('6')
    await toSection(page, 'Backup')
    const dropped = await page.evaluateHandle(`(() => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([JSON.stringify({ settings: { notifyPerMinute: 12 } })], 'dropped.json'))
      return transfer
    })()`)
    await page.dispatchEvent('.care-drop', 'drop', { dataTransfer: dropped })
    await page.getByRole('button', { name: 'Take these over' }).click()
    await expect(page.getByText('1 setting was taken over.')).toBeVisible()
    await toSection(page, 'Notifications')
    await expect(line(page, 'notifyPerMinute').getByRole('textbox')).toHaveValue('12')
  })

  test('the doctor tells of trouble first and leads to its settings', async () => {
    await toSection(page, 'Doctor')
    await page.getByRole('button', { name: 'Look now' }).click()
    await expect(page.getByTestId('doctor-summary')).toContainText('1 problem, 1 warning')
    await expect(page.locator('.doctor-area h2')).toHaveText([/Keyring/, /Endpoints/, ...Array.from({ length: 5 }, () => /./)])
    await page.getByRole('region', { name: 'Endpoints' }).getByRole('button', { name: 'To its settings' }).click()
    await expect(title(page)).toHaveText('Networks')
    // What was found stays until the next look.
    await toSection(page, 'Doctor')
    await expect(page.getByTestId('doctor-summary')).toBeVisible()
  })
})

test('tokens that cannot be decrypted are told of where tokens are entered', async () => {
  const host = await startFakeHost({ dist, scene: 'failing' })
  const page = await open(host.address)
  await toSettings(page)
  await expect(
    page
      .locator('.settings-column')
      .getByText(/cannot be decrypted here/)
      .first(),
  ).toBeVisible()
  await page.close()
  await host.close()
})

test.describe('on the real host with the demo chain', () => {
  let dataDir: string
  let served: Served
  let page: Page
  test.beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'crowsnest-settings-'))
    served = await serve(dataDir, ['--demo'])
    page = await open(served.address)
    await expect(page.locator('[data-testid=orders] [data-order-id]').first()).toBeVisible({ timeout: 30_000 })
    await toSettings(page)
  })
  test.afterEach(async () => {
    await page.close()
    await served.run.kill()
    rmSync(dataDir, { recursive: true, force: true })
  })

  test('settings that were exported, changed and imported are again what they were', async () => {
    await toSection(page, 'Notifications')
    const field = line(page, 'notifyPerMinute').getByRole('textbox')
    await field.fill('17')
    await field.press('Enter')
    await toSection(page, 'Backup')
    await page.getByRole('button', { name: 'Export the settings' }).click()
    const download = page.waitForEvent('download')
    await line(page, 'export').getByRole('link', { name: 'Download the file' }).click()
    const file = join(dataDir, 'settings.json')
    await (await download).saveAs(file)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ settings: { notifyPerMinute: 17 } })

    await served.call('settings.set', { notifyPerMinute: 3, theme: 'dark' })
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await page.locator('input[type=file]').setInputFiles(file)
    await expect(page.locator('.care-preview tbody tr')).toHaveCount(2)
    await page.getByRole('button', { name: 'Take these over' }).click()
    await expect(page.getByText(/2 settings were taken over/)).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'system')
    const { settings } = (await served.call('settings.get', null)) as { settings: { notifyPerMinute: number } }
    expect(settings.notifyPerMinute).toBe(17)

    const wrong = join(dataDir, 'wrong.json')
    writeFileSync(wrong, '{"hello":1}')
    await page.locator('input[type=file]').setInputFiles(wrong)
    await expect(page.locator('.verdict.bad')).toContainText(/Crowsnest settings/)
  })

  test('the demo chain speaks to nobody, and the page of privacy says so', async () => {
    await toSection(page, 'Privacy')
    await expect(page.getByText('No host was contacted.')).toBeVisible()
    await expect(page.getByTestId('hosts')).toHaveCount(0)
  })

  test.describe('and a real node', () => {
    test.skip(missing.anvil !== null, missing.anvil ?? '')
    let anvil: Anvil
    test.beforeEach(async () => {
      anvil = await startAnvil()
    })
    test.afterEach(() => anvil.stop())

    test('the page of privacy names the node, counts what it was sent, and names no other host', async () => {
      await toSection(page, 'Privacy')
      await served.call('settings.set', settingsFor(anvil))
      const rows = page.getByTestId('hosts').locator('tbody tr')
      await expect(rows.first()).toBeVisible()
      for (const host of await rows.locator('th').allTextContents()) expect(`${anvil.http} ${anvil.ws}`).toContain(host)
      const requests = async () => Number((await rows.first().locator('td.number').first().textContent())?.replaceAll(',', ''))
      const before = await requests()
      expect(before).toBeGreaterThan(0)
      await anvil.mine(3)
      await expect.poll(requests).toBeGreaterThan(before)
    })
  })

  test('the doctor looks at the real app and says how it is, and its diagnostics can be read before they are given away', async () => {
    await toSection(page, 'Doctor')
    await page.getByRole('button', { name: 'Look now' }).click()
    await expect(page.getByTestId('doctor-summary')).toBeVisible({ timeout: 60_000 })
    await expect(page.getByRole('region', { name: 'Database' })).toBeVisible()
    await page.getByRole('button', { name: 'Copy the diagnostics' }).click()
    const text = page.getByRole('region', { name: 'Diagnostics for whoever helps' }).locator('pre')
    await expect(text).toContainText('Crowsnest', { timeout: 60_000 })
    await expect(text).not.toContainText(served.token)
  })

  test('what is kept is counted, and the demo can be paused and goes on', async () => {
    await toSection(page, 'Storage')
    await expect(line(page, 'standing')).toContainText(dataDir)
    await expect(line(page, 'standing')).toContainText(/\d (kB|MB)/)
    await toSection(page, 'App')
    await page.getByRole('button', { name: 'Pause watching' }).click()
    await expect(page.getByText('Watching is paused.')).toBeVisible()
    expect(await served.call('app.status', null)).toMatchObject({ paused: true })
    await page.getByRole('button', { name: 'Resume', exact: true }).click()
    await expect(page.getByText('Watching is paused.')).toHaveCount(0)
  })
})
