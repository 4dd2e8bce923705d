/** Evidence of an order on a real node: made by the whole app, checked by a machine that never saw it. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { Evidence } from '#engine/evidence/format.ts'
import { folder } from '../storage/sample.ts'
import { type Anvil, anvilMissing, startAnvil } from '../support/anvil.ts'
import { wholeApp } from '../support/wholeApp.ts'

const entry = fileURLToPath(new URL('../../electron/headless/index.ts', import.meta.url))
// The command line is started from its sources, many times.
vi.setConfig({ testTimeout: 120_000 })

let place: ReturnType<typeof folder>
let anvil: Anvil
let host: Awaited<ReturnType<typeof wholeApp>>
let id = ''
const at = (name: string) => join(place.path, name)

/** The command line on another machine: no home, no settings, no data, and a network that ends at this process. */
function elsewhere(...args: string[]) {
  mkdirSync(at('elsewhere'), { recursive: true })
  const blocked = "data:text/javascript,import net from 'node:net';net.Socket.prototype.connect=()=>{throw new Error('no network here')}"
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', blocked, entry, ...args], {
    encoding: 'utf8',
    cwd: at('elsewhere'),
    env: { HOME: at('elsewhere'), XDG_CONFIG_HOME: at('elsewhere') },
  })
  return { code: status, stdout, stderr }
}

describe.skipIf(anvilMissing !== null)(`evidence on a real node${anvilMissing === null ? '' : ` (skipped: ${anvilMissing})`}`, () => {
  beforeAll(async () => {
    place = folder()
    mkdirSync(at('saved'))
    anvil = await startAnvil()
    mkdirSync(at('data'))
    const network = { chainId: 31337, name: 'Anvil', enabled: true, endpoints: [anvil.http], pollMs: 200 }
    writeFileSync(
      at('data/settings.json'),
      JSON.stringify({ setUp: true, networks: [network], minUsd: '0', minUnits: [{ token: 'ETH', amount: '1' }] }),
    )
    host = await wholeApp(at('data'), [], [], at('saved'))
    await host.app.start()
    await vi.waitFor(() => expect(host.phase()?.phase).toBe('live'), { timeout: 20_000, interval: 100 })
    await anvil.sendEth(5_000n)
    await vi.waitFor(() => expect(host.app.store.count({})).toBeGreaterThan(0), { timeout: 20_000, interval: 100 })
    id = host.app.store.page({}, null, 1).rows[0]?.id ?? ''
  }, 90_000)
  afterAll(async () => {
    await host.app.stop()
    await anvil.stop()
    place.remove()
  })

  test('is made by the app, and checked without network or data on another machine', async () => {
    const answer = await host.ask('evidence.export', { id, form: 'json' })
    expect(answer).toMatchObject({ path: expect.stringContaining('crowsnest-evidence-31337') })
    const { path } = answer as { path: string }
    const checked = elsewhere('evidence', 'verify', path)
    expect(checked.stderr).toBe('')
    expect(checked.stdout).toContain('The file holds, and proves level 2 by itself.')
    expect(checked.stdout).toContain('journal recorded this very order')
    expect(checked.code).toBe(0)
    const evidence = Evidence.parse(JSON.parse(readFileSync(path, 'utf8')))
    expect(evidence.signature).not.toBe(null)
    const { publicKey } = (await host.ask('journal.standing', null)) as { publicKey: string }
    expect(elsewhere('evidence', 'verify', path, '--key', publicKey).code).toBe(0)
    expect(elsewhere('evidence', 'verify', path, '--key', 'ab'.repeat(32))).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('REFUSED: The file is signed with key'),
    })
  })

  test('is refused there when one figure was changed', async () => {
    const { path } = (await host.ask('evidence.export', { id, form: 'json' })) as { path: string }
    writeFileSync(path, readFileSync(path, 'utf8').replace('"amount": "5000"', '"amount": "5001"'))
    expect(elsewhere('evidence', 'verify', path)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('REFUSED: The signature does not hold'),
    })
  })

  test('has a page for people that runs nothing and loads nothing', async () => {
    const { path } = (await host.ask('evidence.export', { id, form: 'html' })) as { path: string }
    const page = readFileSync(path, 'utf8')
    expect(page).toContain('5000 ETH')
    expect(page).toContain('level 2')
    expect(page).not.toMatch(/<script|src=|href=|url\(/)
    expect(await host.ask('evidence.export', { id, form: 'pdf' })).toMatchObject({ code: 'BAD_INPUT' })
  })

  test('is made by the command line beside the running app, under the newest head', async () => {
    await host.ask('journal.exportHead', null)
    const made = spawnSync(process.execPath, [entry, 'evidence', 'export', id, '--data', at('data'), '--out', at('by-hand.json')], {
      encoding: 'utf8',
    })
    expect(made.status).toBe(0)
    const checked = elsewhere('evidence', 'verify', at('by-hand.json'))
    expect(checked.stdout).toContain('proves level 2 by itself')
    expect(checked.stdout).toContain('under a signed head')
  })

  test('leaves a journal that verifies, from the window and from the command line, against the head that was given away', async () => {
    const { path } = (await host.ask('journal.exportHead', null)) as { path: string }
    expect(await host.ask('journal.verify', null)).toMatchObject({ ok: true })
    const { status, stdout } = spawnSync(process.execPath, [entry, 'journal', 'verify', '--data', at('data'), '--head', path], {
      encoding: 'utf8',
    })
    expect(stdout).toContain('every stored order is as the newest of its entries says')
    expect(status).toBe(0)
    const { entries } = (await host.ask('journal.page', { limit: 200 })) as { entries: { kind: string }[] }
    expect(entries.map(({ kind }) => kind)).toContain('disclosure')
  })
})

test('names what is wrong on the command line', () => {
  const run = (...args: string[]) => spawnSync(process.execPath, [entry, ...args], { encoding: 'utf8' })
  expect(run('evidence', 'verify')).toMatchObject({ status: 2, stderr: expect.stringContaining('evidence needs one of') })
  expect(run('evidence', 'verify', '/nowhere/e.json')).toMatchObject({ status: 1, stderr: expect.stringContaining('/nowhere/e.json') })
  expect(run('journal', 'verify')).toMatchObject({ status: 2, stderr: expect.stringContaining('journal needs') })
})
