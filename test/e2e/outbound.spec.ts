/** Nothing leaves this machine but to hosts that the settings name, and every byte of it is counted. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from '@playwright/test'
import { type Anvil, ended, startAnvil } from '../support/anvil.ts'
import { node, scriptEnvironment } from '../support/commandLine.ts'
import { missing, projectRoot } from '../support/machine.mjs'

type Host = { host: string; purpose: string; because: string; requests: number; sent: number; received: number }
type Call = (name: string, input: unknown) => Promise<unknown>

let data: string
test.beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'crowsnest-outbound-'))
})
test.afterEach(() => rmSync(data, { recursive: true, force: true }))

/** The served app in a process whose every contact is written down; `contacts` are those so far. */
async function withApp(work: (call: Call, contacts: () => string[]) => Promise<void>): Promise<void> {
  const file = join(data, 'contacts.txt')
  const watching = pathToFileURL(join(projectRoot, 'test/support/contacts.mjs')).href
  const child = spawn(node, [`--import=${watching}`, join(projectRoot, 'dist/headless/index.js'), 'serve', '--port', '0', '--data', data], {
    env: { ...scriptEnvironment(), CROWSNEST_CONTACTS: file },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    let text = ''
    await new Promise<void>((found, failed) => {
      child.once('exit', () => failed(new Error('The app ended before it was there.')))
      child.stdout.on('data', (part) => {
        text += part
        if (text.includes('#token=')) found()
      })
    })
    const [, base, token = ''] = /(http:\/\/[^/]+)\/#token=(\S+)/.exec(text) ?? []
    const call: Call = async (name, input) => {
      const headers = { 'content-type': 'application/json', 'x-crowsnest-token': token }
      const answer = await fetch(`${base}/call`, { method: 'POST', headers, body: JSON.stringify({ name, input }) })
      const { value, error } = (await answer.json()) as { value?: unknown; error?: { message: string } }
      if (error) throw new Error(`${name}: ${error.message}`)
      return value
    }
    await work(call, () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []))
  } finally {
    await ended(child, 'SIGTERM')
  }
}

test('without a network nobody is asked anything, whatever is opened in the window', async () => {
  await withApp(async (call, contacts) => {
    for (const name of [
      'app.catalog',
      'app.status',
      'settings.get',
      'rules.list',
      'channels.list',
      'doctor.run',
      'doctor.diagnostics',
      'storage.standing',
    ])
      await call(name, null)
    await call('orders.page', { filter: {}, limit: 50 })
    await call('app.update', { how: 'check' })
    expect((await call('privacy.hosts', null)) as object).toMatchObject({ hosts: [] })
    expect(contacts()).toEqual([])
  })
})

test('the built-in demo talks to itself alone, and is no host', async () => {
  await withApp(async (call, contacts) => {
    await call('app.demo', { on: true })
    await expect.poll(async () => ((await call('app.status', null)) as { storedOrders: number }).storedOrders).toBeGreaterThan(0)
    expect((await call('privacy.hosts', null)) as object).toMatchObject({ hosts: [] })
    expect(contacts().filter((line) => !/^connect (127\.0\.0\.1|localhost):\d+$|^lookup localhost$/.test(line))).toEqual([])
  })
})

test.describe('with a network and a channel', () => {
  test.skip(missing.anvil !== null, missing.anvil ?? '')
  let anvil: Anvil
  test.beforeAll(async () => {
    anvil = await startAnvil()
  })
  test.afterAll(() => anvil?.stop())

  test('what is counted is what their servers received and sent, byte for byte, and nobody else is contacted', async () => {
    const endpoint = await counting((body) => fetch(anvil.http, { method: 'POST', headers: { 'content-type': 'application/json' }, body }))
    const hook = await counting(() => Promise.resolve(new Response('received')))
    const network = { chainId: 31337, name: 'Local', enabled: true, endpoints: [endpoint.url], pollMs: 100 }
    writeFileSync(join(data, 'settings.json'), JSON.stringify({ networks: [network], prices: [{ token: 'native', usd: '2000' }] }))
    try {
      await withApp(async (call, contacts) => {
        const channel = { version: 1, id: 'hook', kind: 'webhook', name: 'Desk', enabled: true, options: { url: `${hook.url}/path` } }
        await call('channels.save', { channel, secrets: { secret: 'a-long-shared-secret' } })
        expect(await call('channels.test', { id: 'hook' })).toMatchObject({ ok: true })
        await anvil.sendEth(5_000n)
        await expect.poll(async () => ((await call('app.status', null)) as { storedOrders: number }).storedOrders).toBeGreaterThan(0)
        // What is asked from now on waits for its answer, so that both sides come to rest.
        endpoint.hold()
        const told = async () => {
          const { hosts } = (await call('privacy.hosts', null)) as { hosts: Host[] }
          return Object.fromEntries(
            hosts.map(({ host, because, requests, sent, received }) => [host, { because, requests, sent, received }]),
          )
        }
        await expect(async () => {
          const counted = await told()
          expect(counted).toEqual({
            [endpoint.host]: { because: 'Local', ...endpoint.seen() },
            [hook.host]: { because: 'Desk', ...hook.seen() },
          })
        }).toPass({ timeout: 60_000 })
        expect(endpoint.seen().received).toBeGreaterThan(1_000)
        expect(hook.seen()).toMatchObject({ requests: 1, received: 'received'.length })
        const others = contacts().filter((line) => ![endpoint.port, hook.port].some((port) => line === `connect 127.0.0.1:${port}`))
        expect(others).toEqual([])
      })
    } finally {
      endpoint.close()
      hook.close()
    }
  })
})

/** A server on loopback that counts the bytes of every body in both directions. `hold` lets no further answer out. */
async function counting(answer: (body: string) => Promise<Response>) {
  const seen = { requests: 0, sent: 0, received: 0 }
  let held = false
  const server: Server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const body = Buffer.concat(parts)
    seen.requests += 1
    seen.sent += body.length
    if (held) return
    const bytes = Buffer.from(await (await answer(body.toString('utf8'))).arrayBuffer())
    if (held) return
    seen.received += bytes.length
    response.end(bytes)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    ...{ port, host: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}`, seen: () => ({ ...seen }) },
    hold() {
      held = true
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
