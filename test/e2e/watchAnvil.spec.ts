/** `headless watch` on a real node: live orders, reorganisations, and kill -9 in the middle of a burst. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type Anvil, startAnvil } from '../support/anvil.ts'
import { type OrderLine, startHeadless } from '../support/commandLine.ts'
import { seeded } from '../support/faults.ts'
import { missing } from '../support/machine.mjs'

const tokenAddress = '0x00000000000000000000000000000000000c0ffe'
const thresholds = ['--min-usd', '100000', '--price', 'native=2000', '--price', `${tokenAddress}=1`]

test.describe('a real node', () => {
  test.skip(missing.anvil !== null, missing.anvil ?? '')
  let anvil: Anvil
  let data: string

  test.beforeEach(async () => {
    anvil = await startAnvil()
    data = mkdtempSync(join(tmpdir(), 'crowsnest-anvil-'))
  })
  test.afterEach(async () => {
    await anvil.stop()
    rmSync(data, { recursive: true, force: true })
  })

  for (const carrier of ['http', 'ws'] as const) {
    test(`large transfers are told over ${carrier}, small ones are not, and a reorganisation takes them back`, async () => {
      const token = await anvil.token(tokenAddress, { symbol: 'TST', decimals: 6 })
      const [, second = '0x', third = '0x'] = anvil.accounts
      const run = startHeadless(['watch', '--rpc', anvil[carrier], '--from', '0', '--json', '--data', data, ...thresholds])
      try {
        const small = await anvil.sendEth(1n)
        const native = await anvil.sendEth(12_400n, { to: third })
        const erc20 = await token.transfer(second, 2_500_000_000_000n)
        await run.until(() => run.orders().length >= 2)
        const [first, later] = run.orders()
        expect(first).toMatchObject({
          id: `31337:${native}:-1`,
          kind: 'transfer',
          to: third,
          asset: { address: null, symbol: 'ETH' },
          amount: '12400',
        })
        expect(first).toMatchObject({ usd: '24800000', state: 'seen', chainId: 31337, position: -1, received: null })
        expect(first?.pricedBy).toContain('manual')
        expect(later).toMatchObject({
          id: `31337:${erc20}:0`,
          amount: '2500000',
          usd: '2500000',
          asset: { address: tokenAddress, symbol: 'TST', decimals: 6 },
        })
        expect(run.stdout()).not.toContain(small)
        for (const line of run.orders()) expect(line.evidence).toBeGreaterThanOrEqual(2)
        await anvil.reorg(2)
        await anvil.mine(1)
        await run.until(() => run.orders().filter(({ state }) => state === 'reverted').length >= 2)
        const states = new Map(run.orders().map(({ id, state }) => [id, state]))
        expect([...states.values()]).toEqual(['reverted', 'reverted'])
        const { code, stdout } = await run.stop()
        expect(code).toBe(0)
        expectNothingTwice([stdout])
      } finally {
        await run.kill()
      }
    })
  }

  test('kill -9 in the middle of a burst loses nothing and repeats nothing', async () => {
    const random = seeded(20_26)
    const args = ['watch', '--rpc', anvil.http, '--from', '1', '--json', '--data', data, ...thresholds]
    const sent = new Set<string>()
    const send = async (): Promise<void> => {
      const hashes = await Promise.all(Array.from({ length: 80 }, (_, i) => anvil.sendEth(BigInt(60 + i))))
      for (const hash of hashes) sent.add(`31337:${hash}:-1`)
    }
    const outputs: string[] = []
    for (let start = 0; start < 6; start++) {
      const run = startHeadless(args)
      const burst = send()
      const enough = 1 + Math.floor(random() * 60)
      await run.until(() => run.orders().length >= enough)
      await run.kill()
      outputs.push(wholeLines((await run.ended).stdout))
      await burst
    }
    const last = startHeadless(args)
    const all = (): Set<string> => new Set(linesOf(outputs.join('') + last.stdout()).map(({ id }) => id))
    await last.until(() => all().size >= sent.size)
    outputs.push((await last.stop()).stdout)
    expect([...all()].sort()).toEqual([...sent].sort())
    expectNothingTwice(outputs)
  })

  test('a chain that is named wrongly is refused in words', async () => {
    const run = await startHeadless(
      ['watch', '--rpc', anvil.http, '--chain-id', '1', '--from', '0', '--to', '0', '--once', '--json'],
      45_000,
    ).ended
    expect(run.byItself).toBe(true)
    expect(run.code).not.toBe(0)
    expect(run.stdout).toBe('')
    expect(run.stderr).toMatch(/31337/)
  })

  test('hostile token names and impossible decimals make an order that does no harm', async () => {
    const token = await anvil.token(tokenAddress, { symbol: '\u202e\u200f', decimals: 255, symbolBytes: 100_000 })
    await token.transfer(anvil.accounts[1] ?? '0x', 10n ** 30n)
    const run = startHeadless([
      'watch',
      '--rpc',
      anvil.http,
      '--from',
      '0',
      '--json',
      '--data',
      data,
      '--min-usd',
      '1',
      '--price',
      'native=1',
      '--min-units',
      `${tokenAddress}=1`,
    ])
    try {
      const native = await anvil.sendEth(5n)
      await run.until(() => run.orders().some(({ txHash }) => txHash === native))
      for (const { asset } of run.orders()) expect(asset.symbol).toMatch(/^[^\p{Cc}\p{Cf}]{1,64}$/u)
    } finally {
      await run.kill()
    }
  })
})

const linesOf = (stdout: string): OrderLine[] =>
  wholeLines(stdout)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as OrderLine)

/** Without the half of a line that a kill left. */
const wholeLines = (stdout: string): string => stdout.slice(0, stdout.lastIndexOf('\n') + 1)

/** No line twice, within a run or over several. */
function expectNothingTwice(outputs: readonly string[]): void {
  const lines = outputs.flatMap((output) => output.split('\n').filter(Boolean))
  expect(lines.filter((line, index) => lines.indexOf(line) !== index)).toEqual([])
}
