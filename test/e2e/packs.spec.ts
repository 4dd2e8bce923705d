/** A pack from nothing: made in the editor from the ABI of a contract on a real node, tried on past blocks, kept, and its orders in the table. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { type Anvil, startAnvil } from '../support/anvil.ts'
import { type Served, serve, startBrowser } from '../support/browser.ts'
import { missing } from '../support/machine.mjs'

test.skip(missing.chromium !== null, missing.chromium ?? '')
test.skip(missing.anvil !== null, missing.anvil ?? '')

const address = '0x00000000000000000000000000000000000c0ffe'
const abi = JSON.stringify([
  {
    ...{ type: 'event', name: 'Transfer', anonymous: false },
    inputs: [
      { name: 'from', type: 'address', indexed: true },
      { name: 'to', type: 'address', indexed: true },
      { name: 'value', type: 'uint256', indexed: false },
    ],
  },
  { type: 'function', name: 'transfer', stateMutability: 'nonpayable', inputs: [{ name: 'to', type: 'address' }], outputs: [] },
])

let anvil: Anvil
let dataDir: string
let served: Served
let browser: Browser
let page: Page
const problems: string[] = []
test.beforeEach(async () => {
  anvil = await startAnvil()
  dataDir = mkdtempSync(join(tmpdir(), 'crowsnest-packs-'))
  served = await serve(dataDir)
  const networks = [{ chainId: 31337, name: 'Our node', enabled: true, endpoints: [anvil.http], pollMs: 100 }]
  await served.call('settings.set', { setUp: true, networks })
  const started = await startBrowser()
  browser = started.browser
  page = await started.open(served.address)
  page.on('pageerror', (error) => problems.push(error.message))
})
test.afterEach(async () => {
  await browser.close()
  await served.run.kill()
  await anvil.stop()
  rmSync(dataDir, { recursive: true, force: true })
  expect(problems.splice(0)).toEqual([])
})

const openPacks = async () => {
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.locator('[data-section=packs]').click()
  await page.getByRole('button', { name: 'Open the packs' }).click()
}
const add = async (field: string, name: string) => {
  await page.getByRole('textbox', { name: field, exact: true }).fill(name)
  await page.keyboard.press('Enter')
}
const part = (name: string) => page.getByRole('region', { name, exact: true })
const preview = () => page.getByRole('complementary', { name: 'Tried on past blocks' })

/** From nothing to a pack over the token, with the editor alone. */
async function writePack(): Promise<void> {
  await page.getByRole('button', { name: 'New pack' }).click()
  await page.getByLabel('Name of the pack').fill('House points')
  await page.getByRole('textbox', { name: 'Id', exact: true }).fill('house-points')
  await add('Name of a contract', 'Points')
  await part('Points').getByLabel('Address').fill(address)
}

test('a pack is made from an ABI, tried on past blocks, kept, and its orders stand in the table', async () => {
  const token = await anvil.token(address, { symbol: 'TST', decimals: 6 })
  const [, second = '0x', third = '0x'] = anvil.accounts
  await token.mint(second, 5_000_000n)
  await token.transfer(third, 2_500_000n)
  await openPacks()
  await writePack()
  await page.getByLabel('ABI of points').fill('this is no ABI')
  await page.getByRole('button', { name: 'Read this ABI' }).click()
  await expect(part('Points')).toContainText('Item 1 cannot be read')
  await page.getByLabel('ABI of points').fill(abi)
  await page.getByRole('button', { name: 'Read this ABI' }).click()
  await expect(part('Points')).toContainText('one event, one function')
  await add('Symbol of a unit', 'PTS')
  await part('PTS').getByLabel('Decimals').fill('6')
  await part('Verbs').getByRole('button', { name: 'Add a verb' }).click()
  await page
    .getByRole('button', { name: /^Transfer/ })
    .first()
    .click()
  const verb = part('Transfer')
  await expect(verb.getByLabel('From', { exact: true })).toHaveValue('arg:from')
  await expect(verb.getByLabel('To', { exact: true })).toHaveValue('arg:to')
  await expect(verb.getByLabel('Amount')).toHaveValue('arg:value')
  await expect(verb.getByLabel('Unit')).toHaveValue('pts')
  await expect(preview()).toContainText('2events found')
  await expect(preview().getByRole('listitem')).toContainText(['2.5 PTS', '5 PTS'])

  await add('Name of a document', 'Parcel')
  await expect(page.locator('.pack-problems')).toContainText('Document “parcel” has no step')
  await verb.getByLabel('Document').selectOption('parcel')
  await verb.getByLabel('Its number').selectOption('arg:value')
  await part('Parcel').getByRole('button', { name: 'Add a step' }).click()
  await expect(page.locator('.pack-problems')).toHaveCount(0)
  await preview().getByRole('button', { name: 'Documents 2' }).click()
  await expect(preview().getByRole('listitem')).toContainText(['Parcel 2500000', 'Parcel 5000000'])

  await page.getByLabel('Add what must hold').selectOption('once')
  await part('At most so often').getByLabel('Transfer').check()
  await page.getByRole('button', { name: 'Save and watch' }).click()
  await expect(page.locator('[data-pack=house-points]')).toContainText('House points')
  await expect(page.getByRole('switch', { name: 'Pack “House points”' })).toHaveAttribute('aria-checked', 'true')

  await token.transfer(third, 1_230_000n)
  await page.getByRole('button', { name: 'Orders' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'PTS' })).toContainText(['1.23'])
  await token.transfer(second, 1_230_000n)
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Open the packs' }).click()
  await expect(page.locator('[data-pack=house-points] .pack-counts')).toContainText('broken1')
})

test('events seen on chain stand in for an ABI; a wrong declaration is refused', async () => {
  const token = await anvil.token(address, { symbol: 'TST', decimals: 6 })
  const [, second = '0x'] = anvil.accounts
  await token.mint(second, 5_000_000n)
  await token.deposit(7n)
  await openPacks()
  await writePack()
  const contract = part('Points')
  await contract.getByRole('button', { name: 'From events seen on chain' }).click()
  await contract.getByRole('button', { name: 'Look' }).click()
  await expect(contract.getByLabel('Transfer(address indexed from, address indexed to, uint256 value)')).toBeChecked()
  await contract.getByLabel(/^Declaration of 0xe1fffcc4/).fill('event Withdrawal(address indexed dst, uint256 wad)')
  await contract.getByRole('button', { name: 'Use the named events' }).click()
  await expect(contract.getByRole('alert')).toContainText('is none of the events that were seen')
  await contract.getByLabel(/^Declaration of 0xe1fffcc4/).fill('event Deposit(address indexed dst, uint256 wad)')
  await contract.getByRole('button', { name: 'Use the named events' }).click()
  await expect(contract).toContainText('2 events, 0 functions')
})

test('a file is looked at before it is kept, comes out as it went in, and what was removed can be had back', async () => {
  const pack = {
    ...{ format: 'crowsnest-pack', version: 1, id: 'vouchers', name: 'Vouchers', about: 'Two lines.', revision: 4 },
    contracts: { token: { abi: ['event Transfer(address indexed from, address indexed to, uint256 value)'], at: [] } },
    ...{ roles: {}, units: {}, documents: {}, invariants: {}, disclosure: {} },
    verbs: {
      hand: {
        ...{ label: 'Hand on', verb: 'transfer', on: { contract: 'token', event: 'Transfer' } },
        ...{ from: 'arg:from', to: 'arg:to', nature: 'B1' },
      },
    },
  }
  const choose = (name: string, text: string) =>
    page.getByTestId('pack-file').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
  await openPacks()
  const panel = part('Import')
  await choose('later.json', JSON.stringify({ ...pack, version: 2 }))
  await expect(panel).toContainText('update it')
  await expect(panel.getByRole('button', { name: 'Keep this pack' })).toBeDisabled()
  await choose('wrong.json', JSON.stringify({ ...pack, verbs: { hand: { ...pack.verbs.hand, on: { contract: 'token', event: 'Sent' } } } }))
  await expect(panel).toContainText('has no event Sent')
  await choose('vouchers.json', JSON.stringify(pack))
  await expect(panel).toContainText('Revision 4 · one contract · one verb')
  await panel.getByRole('button', { name: 'Keep this pack' }).click()
  const line = page.locator('[data-pack=vouchers]')
  await expect(line).toContainText('Template')

  const download = page.waitForEvent('download')
  await line.getByRole('button', { name: 'Export “Vouchers”' }).click()
  expect(JSON.parse(readFileSync(await (await download).path(), 'utf8'))).toEqual(pack)
  await line.getByRole('button', { name: 'Delete “Vouchers”' }).click()
  await expect(line).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(line).toBeVisible()

  await line.getByRole('switch').click()
  await line.getByLabel('token').fill(address)
  await line.getByRole('button', { name: 'Keep and watch' }).click()
  await expect(line.getByRole('switch')).toHaveAttribute('aria-checked', 'true')
  await line.getByRole('button', { name: 'Edit “Vouchers”' }).click()
  await page.getByRole('button', { name: 'JSON' }).click()
  const file = page.getByLabel('The file of the pack')
  const text = await file.inputValue()
  await file.fill(text.replace('"Hand on"', '"Passed on"').slice(0, -5))
  await expect(page.getByRole('button', { name: 'Parts' })).toBeDisabled()
  await expect(page.locator('.pack-problems')).toContainText('no JSON')
  await file.fill(text.replace('"Hand on"', '"Passed on"'))
  await page.getByRole('button', { name: 'Parts' }).click()
  await expect(part('Passed on')).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(line).toContainText('Revision 5')
})
