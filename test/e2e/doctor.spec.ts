/** `headless doctor` as a user runs it: against a good node, a dead one, one of another chain, a wrong clock, and every state of a data folder. */
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type Anvil, startAnvil } from '../support/anvil.ts'
import { runHeadless, startHeadless } from '../support/commandLine.ts'
import { missing } from '../support/machine.mjs'

type Check = { readonly id: string; readonly area: string; readonly state: string; readonly sentence: string; readonly mend: string | null }

let data: string
test.beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'crowsnest-doctor-'))
})
test.afterEach(() => rmSync(data, { recursive: true, force: true }))

const settings = (value: unknown): void =>
  writeFileSync(join(data, 'settings.json'), typeof value === 'string' ? value : JSON.stringify(value))
const network = (endpoints: readonly string[], chainId = 31337) => ({ chainId, name: `Chain ${chainId}`, enabled: true, endpoints })

async function doctor(...more: string[]): Promise<{ code: number | null; checks: Check[]; text: string }> {
  const ended = await runHeadless(['doctor', '--data', data, '--json', ...more])
  const { checks } = JSON.parse(ended.stdout) as { checks: Check[] }
  return { code: ended.code, checks, text: ended.stdout }
}
const of = (checks: readonly Check[], area: string) => checks.filter((check) => check.area === area)
const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

test('an empty folder is no problem, and stays empty', async () => {
  const { code, checks } = await doctor()
  expect(code).toBe(0)
  expect(of(checks, 'database').map(({ state }) => state)).toEqual(['skipped'])
  expect(of(checks, 'endpoints').map(({ state, mend }) => [state, mend !== null])).toEqual([['warning', true]])
  expect(readdirSync(data)).toEqual([])
})

test('broken settings and a broken database are told, and left as they are', async () => {
  settings('{"minUsd":')
  writeFileSync(join(data, 'crowsnest.sqlite'), 'this is no database')
  const { code, checks } = await doctor()
  expect(code).toBe(1)
  expect(checks.filter(({ state }) => state === 'problem').map(({ area }) => area)).toEqual(['settings', 'database'])
  expect(readFileSync(join(data, 'settings.json'), 'utf8')).toBe('{"minUsd":')
  expect(readFileSync(join(data, 'crowsnest.sqlite'), 'utf8')).toBe('this is no database')
})

test('settings of a newer version and a rule that cannot be read are named', async () => {
  settings({ version: 99, rules: [{ version: 7, name: 'From the future' }], minUsd: 'much' })
  const { code, checks } = await doctor()
  expect(code).toBe(1)
  const sentences = of(checks, 'settings').map(({ state, sentence }) => `${state} ${sentence}`)
  expect(sentences).toEqual([
    expect.stringMatching(/^warning .*newer Crowsnest/),
    expect.stringMatching(/^problem .*Record orders from/),
    expect.stringMatching(/^problem .*From the future.*newer Crowsnest/),
  ])
})

test('a command line that is not understood is one sentence', async () => {
  const ended = await runHeadless(['doctor', '--fast'])
  expect([ended.code, ended.stdout]).toEqual([2, ''])
  expect(ended.stderr.trim().split('\n')).toHaveLength(1)
})

test('a server whose clock is another tells how wrong this one is', async () => {
  const off = 240_000
  const server = createServer((_, response) => {
    response.setHeader('date', new Date(Date.now() + off).toUTCString())
    response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: '0x7a69' }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  try {
    settings({ networks: [network([`http://127.0.0.1:${(server.address() as AddressInfo).port}`])] })
    const [clock] = of((await doctor()).checks, 'clock')
    expect(clock).toMatchObject({ state: 'problem', sentence: 'Your clock is 4 minutes slow, by 1 endpoint.' })
    expect(clock?.mend).toContain('NTP')
  } finally {
    server.closeAllConnections()
    server.close()
  }
})

test.describe('a real node', () => {
  test.skip(missing.anvil !== null, missing.anvil ?? '')
  let anvil: Anvil
  test.beforeAll(async () => {
    anvil = await startAnvil({ blockTime: 1 })
  })
  test.afterAll(() => anvil?.stop())

  test('is fine over http and ws; a dead endpoint and a wrong chain are not, and no key is printed', async () => {
    const dead = 'http://127.0.0.1:9/v3/TOPSECRETKEY0123456789'
    settings({ networks: [network([anvil.http, anvil.ws, dead]), network([anvil.http], 1), { ...network([dead], 5), enabled: false }] })
    const { code, checks, text } = await doctor()
    expect(code).toBe(1)
    const found = Object.fromEntries(of(checks, 'endpoints').map(({ id, state }) => [id, state]))
    expect(found).toEqual({
      'endpoint-31337-0': 'ok',
      'endpoint-31337-1': 'ok',
      'endpoint-31337-2': 'problem',
      'agreement-31337': 'ok',
      'endpoint-1-0': 'problem',
    })
    const sentence = (id: string) => checks.find((check) => check.id === id)?.sentence
    expect(sentence('endpoint-1-0')).toContain('serves chain 31337, not chain 1')
    expect(sentence('endpoint-31337-0')).toMatch(/answers in \d+ ms, is at block \d+/)
    expect(of(checks, 'clock')[0]?.state).toBe('ok')
    expect(checks.filter(({ state, mend, area }) => state === 'problem' && area === 'endpoints' && mend === null)).toEqual([])
    expect(text).not.toContain('TOPSECRET')
  })

  test('beside a running app everything is looked at, nothing is disturbed, and what was said is counted', async () => {
    settings({ networks: [network([anvil.http])], prices: [{ token: 'native', usd: '2000' }] })
    const app = startHeadless(['serve', '--port', '0', '--data', data])
    try {
      await app.until(() => app.stdout().includes('#token=') && existsSync(join(data, 'crowsnest.sqlite')))
      const { code, checks } = await doctor()
      expect(code).toBe(0)
      expect(of(checks, 'database').map(({ id, state }) => [id, state])).toEqual([
        ['form', 'ok'],
        ['whole', 'ok'],
        ['journal', 'ok'],
      ])
      const address = /(http:\/\/[^/]+)\/#token=(\S+)/.exec(app.stdout())
      const answer = await fetch(`${address?.[1]}/call`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-crowsnest-token': address?.[2] ?? '' },
        body: JSON.stringify({ name: 'privacy.hosts', input: null }),
      })
      const { value } = (await answer.json()) as { value: { hosts: { host: string; requests: number; because: string }[] } }
      expect(value.hosts.map(({ host, because }) => [host, because])).toEqual([[new URL(anvil.http).host, 'Chain 31337']])
    } finally {
      await app.stop()
    }
  })

  test('a database that was cut off is told as damaged, byte for byte as it was', async () => {
    const run = startHeadless([
      'watch',
      '--rpc',
      anvil.http,
      '--from',
      '0',
      '--data',
      data,
      '--min-usd',
      '1',
      '--price',
      'native=2000',
      '--json',
    ])
    await anvil.sendEth(1000n)
    await run.until(() => run.orders().length >= 1)
    await run.stop()
    const file = join(data, 'crowsnest.sqlite')
    truncateSync(file, 20_000)
    const before = digest(file)
    const { code, checks } = await doctor()
    expect(code).toBe(1)
    expect(of(checks, 'database').some(({ state }) => state === 'problem')).toBe(true)
    expect(digest(file)).toBe(before)
  })
})
