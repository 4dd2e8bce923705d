/** Data folders that fail: a disk without space, and one that nobody may write to. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type Anvil, startAnvil } from '../support/anvil.ts'
import { runHeadless, startHeadless } from '../support/commandLine.ts'
import { integrityOf, storedOrders } from '../support/desktop.ts'
import { missing } from '../support/machine.mjs'

const thresholds = ['--min-usd', '100000', '--price', 'native=2000']

test.describe('a full disk', () => {
  test.skip(missing.anvil !== null, missing.anvil ?? '')
  let anvil: Anvil
  let disk: string
  let mounted = false
  test.beforeEach(async () => {
    disk = mkdtempSync(join(tmpdir(), 'crowsnest-disk-'))
    mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk]).status === 0
    anvil = await startAnvil()
  })
  test.afterEach(async () => {
    await anvil.stop()
    if (mounted) spawnSync('umount', ['-l', disk])
    rmSync(disk, { recursive: true, force: true })
  })

  test('is said in one sentence, loses nothing that was stored, and is over as soon as there is space', async () => {
    test.skip(!mounted, 'a small disk of its own needs the right to mount one: run the tests as root')
    const data = join(disk, 'data')
    const args = ['watch', '--rpc', anvil.http, '--from', '1', '--json', '--data', data, ...thresholds]
    const run = startHeadless(args)
    const first = await anvil.sendEth(100n)
    await run.until(() => run.orders().length === 1)
    const filler = join(disk, 'filler')
    fillUp(filler)
    const sent = [first]
    try {
      while (!/full|free space/i.test(run.stderr())) {
        for (let index = 0; index < 20; index++) sent.push(await anvil.sendEth(100n))
        expect(sent.length).toBeLessThan(5000)
      }
      expect(run.stderr()).not.toMatch(/\n\s+at /)
      rmSync(filler)
      if (run.child.exitCode === null) await run.stop()
      expect(integrityOf(data)).toBe('ok')
      const told = run.orders().length
      expect(storedOrders(data).length).toBeGreaterThanOrEqual(told)
      const again = startHeadless(args)
      await again.until(() => told + again.orders().length >= sent.length)
      await again.stop()
      expect(new Set([...run.orders(), ...again.orders()].map(({ txHash }) => txHash))).toEqual(new Set(sent))
    } finally {
      await run.kill()
    }
  })
})

test('a data folder that cannot be made is one sentence', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'crowsnest-file-'))
  const file = join(folder, 'file')
  writeFileSync(file, 'not a folder')
  const run = await runHeadless(['watch', '--rpc', 'http://127.0.0.1:9', '--chain-id', '1', '--data', join(file, 'data'), '--json'], 30_000)
  rmSync(folder, { recursive: true, force: true })
  expect(run.byItself).toBe(true)
  expect(run.code).toBe(1)
  expect(run.stderr).toMatch(/folder|--data/)
  expect(run.stderr).not.toMatch(/\n\s+at /)
})

test('a database of random bytes is left as it is and named', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'crowsnest-corrupt-'))
  mkdirSync(folder, { recursive: true })
  const bytes = Buffer.alloc(8192, 'no database at all. ')
  writeFileSync(join(folder, 'crowsnest.sqlite'), bytes)
  const run = await runHeadless(['watch', '--rpc', 'http://127.0.0.1:9', '--chain-id', '1', '--data', folder, '--json'], 30_000)
  expect(run.code).toBe(1)
  expect(run.stderr).toContain('crowsnest.sqlite')
  expect(run.stderr).not.toMatch(/\n\s+at /)
  rmSync(folder, { recursive: true, force: true })
})

/** Writes until nothing more fits. */
function fillUp(path: string): void {
  const part = Buffer.alloc(4096, 1)
  try {
    for (;;) writeFileSync(path, part, { flag: 'a' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}
