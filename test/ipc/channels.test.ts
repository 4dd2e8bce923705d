/** Channels in the whole app: kept, tried, repeated, removed; and what opens them is found nowhere but in its own file. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { ChannelsView } from '#shared/contract/channels.ts'
import { alert, channelOf, type Reply, startService } from '../support/channelKit.ts'
import { dataFolder } from '../support/engineOn.ts'
import { wholeApp } from '../support/wholeApp.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const token = '987654321:AAv3ry-s3cret_t0ken'
const signing = 'sh4red/s3cret+with=signs'
/** As it is, and as addresses, JSON and base64 would spell it. */
const spellings = (secret: string) => [
  ...[secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64').replace(/=+$/, ''), Buffer.from(secret).toString('hex')],
  ...(secret.includes(':') ? [secret.split(':')[1] as string] : []),
]

async function service(reply?: (index: number) => Reply) {
  const one = await startService(reply ? (_, index) => reply(index) : undefined)
  ends.push(() => one.stop())
  return one
}

async function running(said: string[] = [], saveIn: string | null = null) {
  const dataDir = dataFolder(ends)
  const kit = await wholeApp(dataDir, said, [], saveIn)
  ends.push(() => kit.app.stop())
  await kit.app.start()
  const list = async () => (await kit.ask('channels.list', null)) as ChannelsView
  return { ...kit, dataDir, list }
}

describe('channels.save', () => {
  test('keeps a channel with its secrets, and names them without telling them', async () => {
    const { heard, url } = await service()
    const { ask, list } = await running()
    const channel = channelOf('webhook', { url })
    expect(await ask('channels.save', { channel, secrets: { secret: signing } })).toEqual({
      channels: [{ channel, secrets: ['secret'], waiting: 0, lastSent: null, problem: null }],
      unread: [],
      warning: expect.stringContaining('unencrypted in'),
    })
    expect(await ask('channels.test', { id: 'webhook' })).toEqual({ ok: true, message: 'Webhook took the test message.' })
    expect(heard[0]?.headers['crowsnest-signature']).toMatch(/^v1=[0-9a-f]{64}$/)
    // What is not named stays; null forgets.
    await ask('channels.save', { channel: { ...channel, name: 'Renamed' }, secrets: {} })
    expect((await list()).channels[0]).toMatchObject({ channel: { name: 'Renamed' }, secrets: ['secret'], lastSent: expect.any(Number) })
    expect(await ask('channels.save', { channel, secrets: { secret: null } })).toMatchObject({
      channels: [{ secrets: [] }],
      warning: expect.stringContaining('not signed'),
    })
  })

  test('refuses in one sentence what could not send, and keeps nothing of it', async () => {
    const { ask, list, dataDir } = await running()
    const refused = async (channel: unknown, secrets: Record<string, string>, words: RegExp) =>
      expect(await ask('channels.save', { channel, secrets })).toMatchObject({ code: 'BAD_INPUT', message: expect.stringMatching(words) })
    await refused(channelOf('telegram', { chat: '-100' }), {}, /“Bot token” is missing/)
    await refused(channelOf('telegram', { chat: '-100' }), { token: `${token} x` }, /is no token of a bot/)
    await refused(channelOf('telegram', { chat: 'friends' }), { token }, /“Chat” is no chat/)
    await refused(channelOf('pager', {}), { token }, /knows no channels of the kind “pager”/)
    expect(await list()).toEqual({ channels: [], unread: [], warning: null })
    expect(readdirSync(dataDir)).not.toContain('secrets.json')
  })

  test('does not hand what opens one service to another', async () => {
    const { url } = await service()
    const { ask } = await running()
    await ask('channels.save', {
      channel: channelOf('ntfy', { server: url }, { id: 'mine' }),
      secrets: { topic: 'whales', token: 'tk_123456' },
    })
    expect(await ask('channels.save', { channel: channelOf('webhook', { url }, { id: 'mine' }), secrets: {} })).toMatchObject({
      channels: [{ channel: { kind: 'webhook' }, secrets: [] }],
    })
  })
})

describe('settings from elsewhere', () => {
  test('cannot lead what opens a channel to another host', async () => {
    const [mine, theirs] = [await service(() => ({ status: 200, body: { ok: true } })), await service()]
    const { ask, list, app } = await running()
    const channel = channelOf('telegram', { chat: '-100', server: mine.url })
    await ask('channels.save', { channel, secrets: { token } })
    const bent = { ...channel, options: { ...channel.options, server: theirs.url } }
    await ask('settings.set', { channels: [bent] })
    app.store.deliveries.add('telegram', alert(1), Date.now())
    await ask('channels.retry', { id: 'telegram' })
    await ask('channels.test', { id: 'telegram' })
    expect(await list()).toMatchObject({
      channels: [{ secrets: [], waiting: 1, problem: expect.stringContaining('“Bot token” is missing') }],
    })
    // Not by a change of something else either.
    expect(await ask('channels.save', { channel: { ...bent, name: 'Bent' }, secrets: {} })).toMatchObject({ code: 'BAD_INPUT' })
    await ask('channels.save', { channel: { ...bent, enabled: false }, secrets: {} })
    expect(theirs.heard).toEqual([])
    // Entered again by the user, it may.
    await ask('channels.save', { channel, secrets: { token } })
    await expect.poll(() => mine.heard.length).toBe(1)
    expect(theirs.heard).toEqual([])
  })

  test('may be switched off although nothing could be sent', async () => {
    const { ask } = await running()
    const channel = channelOf('telegram', { chat: '-100' })
    await ask('settings.set', { channels: [channel] })
    expect(await ask('channels.save', { channel: { ...channel, enabled: false }, secrets: {} })).toMatchObject({
      channels: [{ channel: { enabled: false }, problem: expect.stringContaining('is missing') }],
    })
  })
})

describe('channels.remove', () => {
  test('takes its secrets and what waits with it, and what cannot be read by its place', async () => {
    const { url } = await service(() => ({ status: 500 }))
    const { ask, app, list, dataDir } = await running()
    await ask('channels.save', { channel: channelOf('webhook', { url }), secrets: { secret: signing } })
    await ask('settings.set', { channels: [{ version: 2, id: 'later' }, ...(await list()).channels.map(({ channel }) => channel)] })
    app.store.deliveries.add('webhook', alert(1), Date.now())
    expect(await list()).toMatchObject({
      channels: [{ waiting: 1 }],
      unread: [{ index: 0, problem: expect.stringContaining('it is kept') }],
    })
    expect(await ask('channels.remove', { index: 0 })).toMatchObject({ channels: [{ waiting: 1 }], unread: [] })
    expect(await ask('channels.remove', { id: 'webhook' })).toEqual({ channels: [], unread: [], warning: null })
    expect(app.store.deliveries.next('webhook')).toBeNull()
    expect(readdirSync(dataDir)).not.toContain('secrets.json')
    expect(await ask('channels.test', { id: 'webhook' })).toMatchObject({ code: 'NOT_FOUND' })
  })
})

test('a message that waited goes out at channels.retry, and the app’s start sends what is left from before', async () => {
  let status = 401
  const { heard, url } = await service(() => ({ status }))
  const { ask, app, list } = await running()
  const channel = channelOf('webhook', { url })
  await ask('channels.save', { channel, secrets: { secret: signing } })
  app.store.deliveries.add('webhook', alert(1), Date.now())
  await ask('channels.retry', { id: 'webhook' })
  await expect.poll(async () => (await list()).channels[0]?.problem).toMatch(/refuses messages/)
  status = 200
  await ask('channels.retry', { id: 'webhook' })
  await expect.poll(async () => (await list()).channels[0]).toMatchObject({ waiting: 0, problem: null })
  expect(heard.map(({ headers }) => headers['crowsnest-id'])).toEqual(['alert-1', 'alert-1'])
})

test('what opens a channel is found in no answer, event, log, export or file but its own', async () => {
  // A service that repeats what it was sent, in every spelling.
  const echo = spellings(token).join(' ')
  const own = token.replace(':', '')
  const rude = await service((index) => ({
    status: [400, 401, 403, 429, 500][index % 5] ?? 500,
    body: { ok: false, description: echo, message: echo, error: echo },
  }))
  const plain = await service(() => ({ status: 418, body: [own, signing].flatMap(spellings).join(' ') }))
  const said: string[] = []
  const saveIn = join(dataFolder(ends), 'saved')
  mkdirSync(saveIn)
  const { ask, app, dataDir, list } = await running(said, saveIn)
  await ask('channels.save', { channel: channelOf('telegram', { chat: '-100', server: rude.url }), secrets: { token } })
  await ask('channels.save', {
    channel: channelOf('webhook', { url: plain.url }),
    secrets: { secret: signing, token: own },
  })
  for (let n = 0; n < 5; n++) {
    for (const id of ['telegram', 'webhook']) {
      app.store.deliveries.add(id, alert(n), Date.now())
      await ask('channels.test', { id })
      await ask('channels.retry', { id })
    }
  }
  await expect.poll(async () => (await list()).channels.every(({ problem }) => problem !== null)).toBe(true)
  // A secret that cannot be one is not repeated either.
  await ask('channels.save', { channel: channelOf('telegram', { chat: '-100' }), secrets: { token: `${token} no` } })
  await ask('channels.save', { channel: channelOf('discord', {}), secrets: { url: `no-address-${token}` } })
  for (const name of [
    'settings.get',
    'app.status',
    'app.catalog',
    'networks.secrets',
    'privacy.hosts',
    'doctor.run',
    'doctor.diagnostics',
    'settings.export',
  ])
    await ask(name, null)
  await ask('alerts.page', { limit: 200 })
  expect(readdirSync(saveIn).length).toBeGreaterThan(0)
  await app.stop()

  const everything = said.join('\n')
  expect(everything).toMatch(/a message did not arrive/)
  expect([token, own, signing].flatMap(spellings).filter((one) => everything.includes(one))).toEqual([])
  for (const root of [dataDir, saveIn]) {
    for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      if (!statSync(join(root, name)).isFile() || name === 'secrets.json') continue
      const content = readFileSync(join(root, name))
      expect([name, ...[token, own, signing].flatMap(spellings).filter((one) => content.includes(one))]).toEqual([name])
    }
  }
  expect(readFileSync(join(dataDir, 'secrets.json'), 'utf8')).toContain(token)
})

test('secrets from another machine are asked for again where the channel stands, and everything else goes on', async () => {
  const { heard, url } = await service()
  const dataDir = dataFolder(ends)
  const unreadable = '{"version":1,"encrypted":"djExAAAA"}'
  writeFileSync(join(dataDir, 'secrets.json'), unreadable, { mode: 0o600 })
  const channels = [channelOf('telegram', { chat: '-100', server: url }), channelOf('webhook', { url })]
  writeFileSync(join(dataDir, 'settings.json'), JSON.stringify({ version: 2, channels }))
  const { app, ask } = await wholeApp(dataDir, [])
  ends.push(() => app.stop())
  for (const { id } of channels) app.store.deliveries.add(id, alert(1), Date.now())
  await app.start()
  await expect.poll(() => heard.map(({ path }) => path)).toEqual(['/'])
  expect(await ask('channels.list', null)).toMatchObject({
    channels: [{ waiting: 1, problem: expect.stringContaining('“Bot token” is missing: enter it') }, { problem: null }],
    warning: expect.stringMatching(
      /tokens of endpoints and channels .* encrypted, and the keyring of this system is not to be had: enter them again/,
    ),
  })
  await ask('channels.save', { channel: channels[0], secrets: { token } })
  await expect.poll(() => heard.map(({ path }) => path)).toEqual(['/', `/bot${token}/sendMessage`])
  const aside = readdirSync(dataDir).find((name) => name.startsWith('secrets.json.unread-'))
  expect(readFileSync(join(dataDir, String(aside)), 'utf8')).toBe(unreadable)
})
