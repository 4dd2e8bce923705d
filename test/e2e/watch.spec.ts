/** `headless watch` on recorded mainnet blocks and on a real node: what it prints, what it refuses, what survives kill -9. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type Ended, type OrderLine, runHeadless, startByNpm } from '../support/commandLine.ts'
import { fixturesFolder, missing } from '../support/machine.mjs'
import { auditMainnet, latest, mainnetArguments } from '../support/mainnet.ts'
import { recordedNumbers, startReplay } from '../support/replay.ts'

const mainnet = join(fixturesFolder() ?? '', 'blocks/mainnet')

test.describe('recorded mainnet blocks', () => {
  test.skip(missing.fixtures !== null, missing.fixtures ?? '')

  for (const [first, last] of runsOf(missing.fixtures ? [] : recordedNumbers(mainnet))) {
    test(`blocks ${first} to ${last} make the orders that their raw logs show`, async () => {
      const data = mkdtempSync(join(tmpdir(), 'crowsnest-watch-'))
      const replay = await startReplay({ folder: mainnet })
      try {
        const run = await watchRange(replay.http, [first, last], ['--data', data])
        expect(run.stderr).not.toMatch(/\n\s+at /)
        expect(run.orders.map(({ blockNumber }) => blockNumber)).toEqual(
          run.orders.map(({ blockNumber }) => blockNumber).toSorted((a, b) => a - b),
        )
        const audits = range(first, last).map((number) => auditMainnet(replay.block(number), run.orders, data))
        expect(audits.flatMap(({ faults }) => faults)).toEqual([])
        expect(latest(run.orders).length).toBeGreaterThanOrEqual(audits.reduce((sum, { plain, swaps }) => sum + plain + swaps, 0))
        expect(Object.keys(run.summary?.blocks ?? {}).map(Number)).toEqual(range(first, last))
        expect(Math.min(...Object.values(run.summary?.blocks ?? {}))).toBeGreaterThanOrEqual(2)
        expect(run.code).toBe(0)
      } finally {
        await replay.stop()
        rmSync(data, { recursive: true, force: true })
      }
    })
  }

  test('an endpoint without eth_getBlockReceipts, finality and websockets tells the same', async () => {
    const whole = await startReplay({ folder: mainnet })
    const poor = await startReplay({ folder: mainnet, without: ['eth_getBlockReceipts', 'finalized', 'ws'] })
    try {
      const [expected, run] = [await watchRange(whole.http, [17686111, 17686112]), await watchRange(poor.http, [17686111, 17686112])]
      expect(latest(expected.orders).length).toBeGreaterThan(5)
      expect(inOrder(run.orders)).toEqual(inOrder(expected.orders))
      expect(run.code).toBe(0)
    } finally {
      await whole.stop()
      await poor.stop()
    }
  })

  test('a second start with the same data prints nothing again', async () => {
    const data = mkdtempSync(join(tmpdir(), 'crowsnest-watch-'))
    const replay = await startReplay({ folder: mainnet })
    const args = [
      'watch',
      '--rpc',
      replay.http,
      '--from',
      '17686111',
      '--to',
      '17686114',
      '--once',
      '--json',
      '--data',
      data,
      ...mainnetArguments,
    ]
    try {
      const once = await startByNpm(args).ended
      const again = await startByNpm(args).ended
      expect(once.orders.length).toBeGreaterThan(0)
      expect(once.stdout.split('\n').filter(Boolean).length).toBe(once.orders.length + 1)
      expect([once.code, again.code, again.orders]).toEqual([0, 0, []])
      const out = join(data, 'orders.csv')
      const exported = await runHeadless(['export', '--data', data, '--out', out])
      expect(exported.code).toBe(0)
      const csv = readFileSync(out, 'utf8')
      for (const { txHash } of once.orders) expect(csv).toContain(txHash)
    } finally {
      await replay.stop()
      rmSync(data, { recursive: true, force: true })
    }
  })

  test('a block that is missing in the middle is a failure that names it', async () => {
    const replay = await startReplay({ folder: mainnet, blocks: [17686111, 17686113] })
    try {
      const run = await runHeadless(
        ['watch', '--rpc', replay.http, '--from', '17686111', '--to', '17686113', '--once', '--json', ...mainnetArguments],
        45_000,
      )
      expect(run.byItself).toBe(true)
      expect(run.code).not.toBe(0)
      expect(run.stderr).toContain('17686112')
      expect(run.stderr).toContain('127.0.0.1')
    } finally {
      await replay.stop()
    }
  })
})

test('a dead endpoint is named together with the block, and the run ends by itself', async () => {
  const run = await runHeadless(
    ['watch', '--rpc', 'http://127.0.0.1:9', '--chain-id', '1', '--from', '100', '--to', '101', '--once', '--json'],
    45_000,
  )
  expect(run.byItself).toBe(true)
  expect(run.code).not.toBe(0)
  expect(run.stdout).toBe('')
  expect(run.stderr).toContain('127.0.0.1:9')
  expect(run.stderr).toMatch(/block 100\b/i)
})

test.describe('a mistyped command gets one sentence', () => {
  const cases: readonly [string, string[]][] = [
    ['an unknown command', ['wach']],
    ['an unknown option', ['watch', '--rcp', 'http://127.0.0.1:9']],
    ['no endpoint', ['watch', '--json']],
    ['an address that is none', ['watch', '--rpc', 'localhost:8545']],
    ['a threshold that is no number', ['watch', '--rpc', 'http://127.0.0.1:9', '--min-usd', 'many']],
    ['a range that ends before it begins', ['watch', '--rpc', 'http://127.0.0.1:9', '--from', '9', '--to', '3']],
    ['an export without a folder', ['export', '--out', '/tmp/x.csv']],
    ['a folder without orders', ['export', '--data', '/nonexistent/folder', '--out', '/tmp/x.csv']],
  ]
  for (const [name, args] of cases) {
    test(name, async () => {
      const run = await runHeadless(args, 20_000)
      expect(run.byItself).toBe(true)
      expect(run.code).toBeGreaterThan(0)
      expect(run.stdout).toBe('')
      expect(run.stderr.trim()).toMatch(/^\S.*[a-z].*$/m)
      expect(run.stderr).not.toMatch(/\n\s+at |Error:.*\n.*at /)
    })
  }

  test('--help explains every command and every option', async () => {
    const all = await runHeadless(['--help'], 20_000)
    for (const command of ['watch', 'serve', 'export']) expect(all.stdout).toContain(command)
    const watch = await runHeadless(['watch', '--help'], 20_000)
    const options = 'rpc chain-id settings data min-usd min-units price from to once json'.split(' ')
    for (const option of options) expect(watch.stdout).toContain(`--${option}`)
    expect([all.code, watch.code]).toEqual([0, 0])
  })
})

/** Unbroken runs of numbers, as [first, last]. */
function runsOf(numbers: readonly number[]): [number, number][] {
  const runs: [number, number][] = []
  for (const number of numbers) {
    const last = runs.at(-1)
    if (last && last[1] === number - 1) last[1] = number
    else runs.push([number, number])
  }
  return runs
}

const range = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, index) => first + index)

const watchRange = (rpc: string, [first, last]: readonly [number, number], more: readonly string[] = []): Promise<Ended> =>
  runHeadless(['watch', '--rpc', rpc, '--from', `${first}`, '--to', `${last}`, '--once', '--json', ...mainnetArguments, ...more])

/** Blocks rise; within a block the order of lines says nothing. Whether a block is final yet is the endpoint's to say. */
const inOrder = (lines: readonly OrderLine[]): Omit<OrderLine, 'state' | 'evidence'>[] =>
  latest(lines)
    .map(({ state: _, evidence: __, ...line }) => line)
    .toSorted((a, b) => a.blockNumber - b.blockNumber || (a.id < b.id ? -1 : 1))
