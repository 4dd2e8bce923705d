/** Every fault of an endpoint, against the command line: one clear sentence, no crash, and no order made of altered data. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type Ended, type OrderLine, runHeadless } from '../support/commandLine.ts'
import { exchangeFaultKinds, type FaultKind, type Faulty, lieKinds, startFaulty } from '../support/faults.ts'
import { fixturesFolder, missing } from '../support/machine.mjs'
import { mainnetArguments } from '../support/mainnet.ts'
import { replayAnswers } from '../support/replay.ts'

const folder = join(fixturesFolder() ?? '', 'blocks/mainnet')
const block = 17686111
const kinds: readonly FaultKind[] = [...exchangeFaultKinds, ...lieKinds]
/** Most of a run is waiting, so that many may wait together. */
const together = 16

test.describe('one endpoint with one fault', () => {
  test.skip(missing.fixtures !== null, missing.fixtures ?? '')

  test('every run ends by itself within 45 seconds', async () => {
    test.setTimeout(600_000)
    const queue = [...kinds]
    const late: FaultKind[] = []
    const worker = async (): Promise<void> => {
      for (let kind = queue.shift(); kind; kind = queue.shift()) if (!(await outcomeOf(kind)).byItself) late.push(kind)
    }
    await Promise.all(Array.from({ length: together }, worker))
    expect(late).toEqual([])
  })

  for (const kind of kinds) {
    test(`${kind}: refused in words`, async () => {
      const run = await outcomeOf(kind)
      expect(run.orders).toEqual([])
      expect(run.code).toBeGreaterThan(0)
      expect(run.stderr).toContain('127.0.0.1')
      expect(run.stderr).not.toMatch(/\n\s+at |TypeError|undefined|\[object/)
      expect(run.stderr.trim().split('\n').length).toBeLessThan(25)
      if (!isAboutConnecting(kind)) expect(run.stderr).toContain(String(block))
    })
  }
})

test.describe('a fault beside an honest endpoint', () => {
  test.skip(missing.fixtures !== null, missing.fixtures ?? '')
  const pairs = [
    'html',
    'rateLimited',
    'serverError',
    'cut',
    'emptyReceipts',
    'droppedLog',
    'forgedLog',
    'nullBlock',
    'flippedValue',
  ] as const

  for (const kind of pairs) {
    test(`${kind}: the honest one is believed`, async () => {
      const { answer } = replayAnswers({ folder, blocks: [block] })
      const [faulty, honest] = [
        await startFaulty({ upstream: answer, kind }),
        await startFaulty({ upstream: answer, kind, when: () => false }),
      ]
      try {
        const run = await watch([faulty.http, honest.http], 100_000)
        const expected = (await outcomeOf('none')).orders
        expect(expected.length).toBeGreaterThan(5)
        for (const each of run.orders) expect(worthOf([each])).toEqual(worthOf(expected.filter(({ id }) => id === each.id)))
        expect(worthOf(run.orders)).toEqual(worthOf(expected))
        expect(run.code).toBe(0)
      } finally {
        await stopAll([faulty, honest])
      }
    })
  }

  const passing = ['rateLimitedRetryAfter', 'serverError', 'cut', 'html', 'nullBlock', 'emptyReceipts', 'nullReceipts'] as const
  for (const kind of passing) {
    test(`${kind}, three times and then no more: nothing is missing`, async () => {
      const { answer } = replayAnswers({ folder, blocks: [block] })
      let dealt = 0
      const concerned = (method: string): boolean => method.startsWith('eth_getBlock')
      const faulty = await startFaulty({ upstream: answer, kind, when: ({ method }) => concerned(method) && dealt++ < 3 })
      try {
        const run = await watch([faulty.http], 100_000)
        const expected = (await outcomeOf('none')).orders
        expect(expected.length).toBeGreaterThan(5)
        expect(worthOf(run.orders)).toEqual(worthOf(expected))
        expect(run.code).toBe(0)
      } finally {
        await stopAll([faulty])
      }
    })
  }
})

/** Runs a kind once, `none` against an honest endpoint; kept in a file, because a failed test ends the process that these tests share. */
async function outcomeOf(kind: FaultKind | 'none'): Promise<Ended> {
  const file = join(test.info().project.outputDir, `fault-${kind}.json`)
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  const upstream = replayAnswers({ folder, blocks: [block] }).answer
  const faulty = await (kind === 'none' ? startFaulty({ upstream, kind: 'html', when: () => false }) : startFaulty({ upstream, kind }))
  const outcome = await watch([faulty.http], 45_000)
  await faulty.stop()
  mkdirSync(test.info().project.outputDir, { recursive: true })
  writeFileSync(file, JSON.stringify(outcome))
  return outcome
}

const watch = (urls: readonly string[], limitMs: number): Promise<Ended> =>
  runHeadless(
    [
      'watch',
      '--rpc',
      urls.join(','),
      '--chain-id',
      '1',
      '--from',
      `${block}`,
      '--to',
      `${block}`,
      '--once',
      '--json',
      ...mainnetArguments,
    ],
    limitMs,
  )

/** What the orders tell, by id; an order may be told of again, with better evidence. */
const worthOf = (orders: readonly OrderLine[]): Record<string, unknown> =>
  Object.fromEntries(orders.map(({ evidence: _, state: __, ...order }) => [order.id, order]))

/** Such an endpoint never gets as far as a block. */
const isAboutConnecting = (kind: FaultKind): boolean => kind === 'wrongChain'

const stopAll = (servers: readonly Faulty[]): Promise<unknown> => Promise.all(servers.map((server) => server.stop()))
