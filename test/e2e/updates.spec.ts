/** Updates in the real app against a feed on loopback: nobody is asked before the user chose, nothing is fetched before the user says so. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type Desktop, desktopMissing, startDesktop } from '../support/desktop.ts'

test.skip(desktopMissing !== null, desktopMissing ?? '')
test.skip(process.platform !== 'linux', 'the feed of this test is that of Linux')

let folder: string
let ends: (() => unknown)[]
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crowsnest-updates-'))
  ends = []
})
test.afterEach(async () => {
  for (const end of ends.reverse()) await end()
  rmSync(folder, { recursive: true, force: true })
})

type Feed = { readonly url: string; readonly asked: { readonly path: string; readonly headers: IncomingMessage['headers'] }[] }

const image = Buffer.from('the newer app, as far as this test needs one')

/** A place for updates that has one version in one channel. */
async function feed(version: string, options: { channel?: string; sha512?: string } = {}): Promise<Feed> {
  const { channel = 'latest', sha512 = createHash('sha512').update(image).digest('base64') } = options
  const file = `Crowsnest-${version}.AppImage`
  const description = [
    `version: ${version}`,
    'files:',
    `  - url: ${file}`,
    `    sha512: ${sha512}`,
    `    size: ${image.length}`,
    `path: ${file}`,
    `sha512: ${sha512}`,
    `releaseDate: '2026-01-01T00:00:00.000Z'`,
  ].join('\n')
  const asked: Feed['asked'] = []
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://feed').pathname
    asked.push({ path, headers: request.headers })
    if (path === `/${channel}-linux.yml`) response.end(description)
    else if (path === `/${file}`) response.writeHead(200, { 'content-length': image.length }).end(image)
    else response.writeHead(404).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  ends.push(() => new Promise((closed) => server.close(closed)))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

async function start({ url }: Pick<Feed, 'url'>): Promise<Desktop> {
  const config = join(folder, 'app-update.yml')
  writeFileSync(config, `provider: generic\nurl: ${url}\nupdaterCacheDirName: crowsnest-updater\n`)
  const installed = join(folder, 'Crowsnest.AppImage')
  writeFileSync(installed, 'this app')
  const env = { CROWSNEST_TEST_UPDATE_CONFIG: config, XDG_CACHE_HOME: join(folder, 'cache'), APPIMAGE: installed }
  const desktop = await startDesktop({ dataDir: join(folder, 'data'), env })
  ends.push(() => desktop.kill())
  return desktop
}

const ask = async (desktop: Desktop, how: 'check' | 'fetch'): Promise<{ state: string; version: string | null; message: string }> =>
  (await desktop.call('app.update', { how })) as { state: string; version: string | null; message: string }

test('off asks nobody; a channel asks once, announces what is newer, and fetches it only when told to', async () => {
  const place = await feed('9.9.9')
  const desktop = await start(place)
  expect(await ask(desktop, 'check')).toMatchObject({ state: 'off' })
  expect(await ask(desktop, 'fetch')).toMatchObject({ state: 'off' })
  expect(place.asked).toEqual([])

  await desktop.call('settings.set', { updates: 'stable' })
  expect(await ask(desktop, 'check')).toEqual({ state: 'available', version: '9.9.9', message: 'Crowsnest 9.9.9 can be fetched.' })
  expect(place.asked.map(({ path }) => path)).toEqual(['/latest-linux.yml'])
  // Nothing by which this machine could be told from another.
  expect(place.asked[0]?.headers['x-user-staging-id'] ?? '').toBe('')

  expect(await ask(desktop, 'fetch')).toMatchObject({ state: 'fetched', version: '9.9.9' })
  expect(place.asked.map(({ path }) => path)).toContain('/Crowsnest-9.9.9.AppImage')
  expect(await hostsOf(desktop.page)).toContainEqual(expect.objectContaining({ purpose: 'updates', host: new URL(place.url).host }))
})

test('beta is another channel, and an older release is never newer', async () => {
  const place = await feed('0.0.1', { channel: 'beta' })
  const desktop = await start(place)
  await desktop.call('settings.set', { updates: 'beta' })
  expect(await ask(desktop, 'check')).toMatchObject({ state: 'none' })
  expect(place.asked.map(({ path }) => path)).toEqual(['/beta-linux.yml'])
})

test('a release that is not the one that was announced is thrown away, in words', async () => {
  const place = await feed('9.9.9', { sha512: createHash('sha512').update('another').digest('base64') })
  const desktop = await start(place)
  await desktop.call('settings.set', { updates: 'stable' })
  expect(await ask(desktop, 'fetch')).toMatchObject({
    state: 'failed',
    message: expect.stringMatching(/not the one that was announced.*thrown away/),
  })
})

test('a place that is not there is a sentence', async () => {
  const desktop = await start({ url: 'http://127.0.0.1:9' })
  await desktop.call('settings.set', { updates: 'stable' })
  const { state, message } = await ask(desktop, 'check')
  expect(state).toBe('failed')
  expect(message).toMatch(/cannot be reached/)
})

const hostsOf = (page: Page): Promise<unknown[]> =>
  page.evaluate(`globalThis.crowsnest.call('privacy.hosts', null).then((result) => result.value.hosts)`) as Promise<unknown[]>
