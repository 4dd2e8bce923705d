/** The window on an alliance network that asks for a token: validators, their alarms, and the settings that make it provable. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { AppStatus, type SealStatus } from '#shared/status.ts'
import { sealers } from '../engine/verify/seals/sealedChain.ts'
import { type Served, serve, startBrowser } from '../support/browser.ts'
import { missing } from '../support/machine.mjs'
import { type SealedBlock, type SealedNode, sealBlock, sealedChainId, startSealedNode } from '../support/sealedNode.ts'

test.skip(missing.chromium !== null, missing.chromium ?? '')

const validators = sealers(4)
const token = 'tok-en-of-the-alliance'
let dataDir: string
let chain: SealedBlock[]
let node: SealedNode
let served: Served
let browser: Browser
let page: Page
const problems: string[] = []
test.beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'crowsnest-alliance-'))
  chain = []
  for (let i = 0; i < 30; i++) chain.push(await sealBlock(chain.at(-1) ?? null, { validators, signers: validators.slice(0, 3) }))
  node = await startSealedNode(chain.slice(0, 1), { authorization: `Bearer ${token}` })
  served = await serve(dataDir)
  const network = { chainId: sealedChainId, name: 'Alliance', enabled: true, endpoints: [node.http], pollMs: 100 }
  await served.call('settings.set', { setUp: true, networks: [network] })
  const started = await startBrowser()
  browser = started.browser
  page = await started.open(served.address)
  page.on('pageerror', (error) => problems.push(error.message))
})
test.afterEach(async () => {
  await browser.close()
  await served.run.kill()
  await node.stop()
  rmSync(dataDir, { recursive: true, force: true })
  expect(problems).toEqual([])
})

test('a token opens the endpoint, family and validators make its blocks L4, and a silent validator is told', async () => {
  await page.getByRole('button', { name: 'Settings' }).click()
  await page
    .getByRole('button', { name: /^.*Alliance/ })
    .last()
    .click()
  await page.getByText('Access: without a token').click()
  await page.getByLabel('Token of this endpoint').fill(token)
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  await expect(page.getByText('Access: a token is kept')).toBeVisible()
  await expect(page.getByText(/stand unencrypted in/)).toBeVisible()

  await page.getByText('Name, coin and finality').click()
  await page.getByLabel('How its blocks are proven').selectOption('qbft')
  await page.getByLabel('Validators').fill('0x12')
  await page.getByLabel('Validators').press('Enter')
  await expect(page.getByText('“0x12” is no address')).toBeVisible()
  await page.getByLabel('Validators').fill(validators.map(({ address }) => address).join(', '))
  await page.getByLabel('Validators').press('Enter')
  await expect(page.getByText('“0x12” is no address')).toHaveCount(0)
  await expect.poll(async () => (await sealsNow())?.vouched).toBe('settings')
  node.chain = chain

  await page.getByRole('button', { name: 'Orders' }).click()
  await page.locator('.chain-cell').click()
  const panel = page.locator('.chain-panel')
  await expect(panel.getByRole('heading', { name: 'L4 Sealed' })).toBeVisible()
  await expect(panel.getByText(/ceil\(2n\/3\)/)).toBeVisible()
  await expect(panel.locator('.validators li')).toHaveCount(4)
  await expect(panel.getByText('Validator silent')).toBeVisible()
  await expect(panel.getByText(new RegExp(`${validators[3]?.address} has sealed none of the last`))).toBeVisible()
  expect(await page.content()).not.toContain(token)
})

async function sealsNow(): Promise<SealStatus | undefined> {
  const status = await served.call('app.status', null)
  return AppStatus.parse(status).chains[0]?.seals
}
