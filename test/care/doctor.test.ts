/** The doctor: each thing that can be wrong is one check in words, and nothing that goes wrong while looking is more than that. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DoctorPorts, examine } from '#care/doctor.ts'
import { systemClock } from '#platform/clock.ts'
import { post } from '#platform/http.ts'
import { openSocket } from '#platform/socket.ts'
import type { DoctorCheck } from '#shared/contract/care.ts'
import { readSettings } from '#shared/settings.ts'
import { type Answer, type RpcServer, serveRpc } from '../support/rpcServer.ts'

let folder: string
const servers: RpcServer[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crowsnest-doctor-'))
})
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

const ports = (change: Partial<DoctorPorts> = {}): DoctorPorts => ({
  ...{ host: 'desktop', version: '1', dataDir: folder, settings: readSettings({}).settings, problems: [], secretsWarning: null },
  ...{ clock: systemClock, post, openSocket, status: null, channels: [], ruleProblems: [], facts: null },
  ...change,
})
const of = (checks: readonly DoctorCheck[], area: DoctorCheck['area']) => checks.filter((check) => check.area === area)

/** A node of chain 5 whose head is so many seconds old (negative: in the future). */
async function nodeOf(age: number, answers: Record<string, Answer> = {}): Promise<string> {
  const server = await serveRpc({
    answer: (method, params) => {
      const own = answers[method]
      if (own) return own(method, params)
      if (method === 'eth_chainId') return '0x5'
      if (method === 'eth_blockNumber') return '0x10'
      if (method === 'eth_getBlockReceipts') return []
      if (method === 'eth_getBlockByNumber') return { timestamp: `0x${Math.floor(Date.now() / 1000 - age).toString(16)}` }
      return null
    },
  })
  servers.push(server)
  return server.http
}
const watching = (...endpoints: string[]) => ({
  ...readSettings({}).settings,
  networks: [{ chainId: 5, name: 'Five', enabled: true, endpoints }],
})
const noDates: typeof post = async (url, body, options) => ({ ...(await post(url, body, options)), date: null })

describe('endpoints', () => {
  test('that lag behind another, and a chain that stands still, are told', async () => {
    const [good, behind] = [await nodeOf(3), await nodeOf(400)]
    const checks = of(await examine(ports({ settings: watching(good, behind) })), 'endpoints')
    expect(checks.map(({ id, state }) => [id, state])).toEqual([
      ['endpoint-5-0', 'ok'],
      ['endpoint-5-1', 'warning'],
      ['agreement-5', 'ok'],
    ])
    expect(checks[1]?.sentence).toContain('7 minutes behind')
    const still = of(await examine(ports({ settings: watching(await nodeOf(7_200)) })), 'endpoints')
    expect(still[0]).toMatchObject({ state: 'warning', sentence: expect.stringContaining('2 hours old') })
  })

  test('of one operator alone are good, with a word on what another would bring', async () => {
    const checks = of(await examine(ports({ settings: watching(await nodeOf(1)) })), 'endpoints')
    expect(checks.at(-1)).toMatchObject({ id: 'agreement-5', state: 'ok', mend: expect.stringContaining('L3') })
  })

  test('that answer nonsense of any kind are problems and no crash', async () => {
    const odd = [null, [], {}, 'x', '0xzz', { timestamp: 7 }, -1, `0x${'f'.repeat(70)}`]
    for (const value of odd) {
      const url = await nodeOf(1, { eth_chainId: () => value, eth_getBlockByNumber: () => value })
      const [first] = of(await examine(ports({ settings: watching(url) })), 'endpoints')
      expect(first?.state).toBe('problem')
    }
    const strange = await nodeOf(1, { eth_getBlockByNumber: () => ({ timestamp: {} }), eth_getBlockReceipts: () => 5 })
    expect(of(await examine(ports({ settings: watching(strange) })), 'endpoints')[0]?.state).toBe('ok')
  })
})

describe('the clock', () => {
  test('is slow where blocks come from its future, if nobody tells the time', async () => {
    const settings = watching(await nodeOf(-300))
    expect(of(await examine(ports({ settings, post: noDates })), 'clock')).toEqual([
      expect.objectContaining({ state: 'problem', sentence: 'Your clock is at least 5 minutes slow: blocks come from its future.' }),
    ])
  })

  test('is told fast by the dates of answers', async () => {
    const ahead = { now: () => Date.now() + 3_600_000, sleep: systemClock.sleep }
    const settings = watching(await nodeOf(1))
    expect(of(await examine(ports({ settings, clock: ahead })), 'clock')[0]?.sentence).toBe('Your clock is 60 minutes fast, by 1 endpoint.')
  })
})

describe('whatever is wrong', () => {
  test('with channels, rules, secrets and settings is named with what to do', async () => {
    const checks = await examine(
      ports({
        channels: [
          { name: 'Desk', enabled: true, waiting: 3, problem: 'It answers HTTP 500.' },
          { name: 'Off', enabled: false, waiting: 0, problem: null },
        ],
        ruleProblems: ['“Whales” names a label that is gone.'],
        secretsWarning: 'The tokens of endpoints and channels in F cannot be decrypted or read by this user: enter them again.',
        problems: [{ key: 'minUsd', message: 'Setting “Record orders from (USD)” is odd.' }],
      }),
    )
    expect(of(checks, 'channels').map(({ state, sentence }) => `${state} ${sentence}`)).toEqual([
      'problem “Desk”: It answers HTTP 500. (3 messages wait)',
      'skipped “Off” is switched off.',
    ])
    expect(of(checks, 'settings').map(({ state }) => state)).toEqual(['problem', 'warning'])
    expect(of(checks, 'keyring')[0]?.state).toBe('problem')
  })

  test('while looking becomes a check of its own, and all others are there', async () => {
    const facts = { versions: {}, checks: () => Promise.reject(new Error('no desktop')) }
    const checks = await examine(ports({ facts, dataDir: join(folder, 'missing', 'deeper') }))
    expect(of(checks, 'app')).toEqual([expect.objectContaining({ state: 'problem', sentence: expect.stringContaining('no desktop') })])
    for (const area of ['settings', 'endpoints', 'clock', 'disk', 'database', 'keyring', 'channels'] as const)
      expect(of(checks, area).length).toBeGreaterThan(0)
  })

  test('and takes for ever is given up', async () => {
    let ring = () => {}
    const clock = {
      now: () => Date.now(),
      sleep: () =>
        new Promise<void>((done) => {
          ring = done
        }),
    }
    const facts = { versions: {}, checks: () => new Promise<never>(() => {}) }
    const looking = examine(ports({ facts, clock }))
    // The app's own look is the last to begin: its patience is the one that ends here.
    ring()
    expect(of(await looking, 'app')).toEqual([expect.objectContaining({ state: 'skipped' })])
  })
})
