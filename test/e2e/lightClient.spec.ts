/** The window on Ethereum’s light client and on an endpoint that asks for a certificate: entered in the settings, told in words, never shown again. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { lightClientVector, sealsFolder } from '../engine/verify/seals/vectors.ts'
import { type Anvil, anvilMissing, startAnvil } from '../support/anvil.ts'
import { type BeaconServer, startBeaconServer } from '../support/beaconServer.ts'
import { type Served, serve, startBrowser } from '../support/browser.ts'
import { makeAuthority } from '../support/certificates.ts'
import { missing } from '../support/machine.mjs'
import { startTlsFront, type TlsFront } from '../support/tlsFront.ts'

test.skip(missing.chromium !== null, missing.chromium ?? '')
test.skip(anvilMissing !== null, anvilMissing ?? '')
test.skip(sealsFolder === null, 'the recorded messages of the beacon chain are not at hand')

const authority = makeAuthority('Alliance authority')
const member = authority.issue('member')
let dataDir: string
let anvil: Anvil
let front: TlsFront
let beacon: BeaconServer
let served: Served
let browser: Browser
let page: Page
test.beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'crowsnest-light-'))
  anvil = await startAnvil({ chainId: 1 })
  front = await startTlsFront(anvil.http, authority.issue('node', true), authority)
  beacon = await startBeaconServer()
  served = await serve(dataDir)
  const network = { chainId: 1, name: 'Ethereum', enabled: true, endpoints: [front.https], pollMs: 200 }
  await served.call('settings.set', { setUp: true, networks: [network] })
  const started = await startBrowser()
  browser = started.browser
  page = await started.open(served.address)
})
test.afterEach(async () => {
  await browser.close()
  await served.run.kill()
  await front.stop()
  await anvil.stop()
  await beacon.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

test('a certificate opens the endpoint, and the light client says what the committee signed', async () => {
  await page.getByRole('button', { name: 'Settings' }).click()
  await page
    .getByRole('button', { name: /^.*Ethereum/ })
    .last()
    .click()
  await page.getByText('Access: without a token').click()
  await page.getByText('Client certificate', { exact: true }).click()
  await page.getByLabel('Client certificate (PEM)').fill(member.cert)
  await page.getByLabel('Private key (PEM)').fill(authority.issue('other').key)
  await page.getByLabel('Authority of the endpoint').fill(authority.cert)
  await page.getByRole('button', { name: 'Keep the certificate' }).click()
  await expect(page.getByText('The private key is not that of the client certificate.')).toBeVisible()
  await page.getByLabel('Private key (PEM)').fill(member.key)
  await page.getByRole('button', { name: 'Keep the certificate' }).click()
  await expect(page.getByText('Access: a certificate is kept')).toBeVisible()
  await expect(page.getByLabel('Private key (PEM)')).toHaveValue('')

  const { json, expect: expected } = lightClientVector('bootstrap')
  const root = String(expected.trustedBlockRoot)
  beacon.answers.set(root, { version: 'deneb', data: json })
  beacon.answers.set('updates', [])
  beacon.answers.set(
    'updates/1250',
    ['update-0', 'update-1'].map((name) => ({ version: 'deneb', data: lightClientVector(name).json })),
  )
  beacon.answers.set('finality_update', { version: 'deneb', data: lightClientVector('finality-update').json })
  beacon.answers.set('optimistic_update', { version: 'deneb', data: lightClientVector('optimistic-update').json })
  await page.getByText('Name, coin and finality').click()
  const address = page.getByLabel('Light client: beacon node')
  const checkpoint = page.getByLabel('Light client: checkpoint')
  await address.fill('ws://node')
  await address.press('Enter')
  await expect(page.getByText('The address must start with http:// or https://.')).toBeVisible()
  await address.fill(beacon.url)
  await address.press('Enter')
  await checkpoint.fill('0x12')
  await checkpoint.press('Enter')
  await expect(page.getByText('This is no block root: 0x and 64 hex digits are needed.')).toBeVisible()
  await checkpoint.fill(root)
  await checkpoint.press('Enter')

  await page.getByRole('button', { name: 'Orders' }).click()
  await page.locator('.chain-cell').click()
  const panel = page.locator('.chain-panel')
  await expect(panel.getByText(/is signed by 506 of 512 members of the sync committee; final is block 21,038,093/)).toBeVisible()
  await expect(panel.getByText(/its newest signed block is \d+ minutes old/)).toBeVisible()
  expect(await page.content()).not.toContain(member.key.split('\n')[1])
  const hosts = JSON.stringify(await served.call('privacy.hosts', null))
  expect(hosts).toContain(beacon.url.slice('http://'.length))
})
