/** `headless decode` as it is called: rows on stdout, exit codes, and one sentence for what cannot be read. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { node } from '../support/commandLine.ts'
import { projectRoot } from '../support/machine.mjs'

const hash = `0x${'ab'.repeat(32)}`
const [from, to] = [`0x${'11'.repeat(20)}`, `0x${'22'.repeat(20)}`]
const sent = {
  transaction: { hash, from, to, value: '0xde0b6b3a7640000', input: '0x', nonce: '0x0' },
  receipt: { transactionHash: hash, blockHash: `0x${'cd'.repeat(32)}`, blockNumber: '0x10', from, to, status: '0x1', logs: [] },
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crowsnest-decode-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const decode = (content: string, ...args: string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const file = join(folder, 'recorded.json')
    writeFileSync(file, content)
    const command = ['electron/headless/index.ts', 'decode', '--file', file, ...args]
    execFile(node, command, { cwd: projectRoot }, (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }))
  })

test('one object or a list gives a row a line', async () => {
  const one = await decode(JSON.stringify(sent), '--chain-id', '1', '--json')
  expect(one).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(one.stdout)).toMatchObject({
    id: `1:${hash}:-1`,
    amount: '1',
    asset: { address: null, symbol: 'ETH' },
    evidence: 1,
    state: 'seen',
  })
  const list = await decode(JSON.stringify([sent, sent]), '--chain-id', '1', '--json')
  expect(list.stdout).toBe(one.stdout + one.stdout)
})

test('a transaction without orders is no failure', async () => {
  const failed = { ...sent, receipt: { ...sent.receipt, status: '0x0' } }
  expect(await decode(JSON.stringify(failed), '--chain-id', '1', '--json')).toEqual({ code: 0, stdout: '', stderr: '' })
})

test('a recording that cannot be read is named, and the others are printed', async () => {
  const ended = await decode(JSON.stringify([{ transaction: sent.transaction }, sent]), '--chain-id', '999999', '--json')
  expect(ended.code).toBe(1)
  expect(ended.stderr).toMatch(/^Transaction 1 of 2 could not be read: .+\n$/)
  expect(ended.stdout.trim().split('\n')).toHaveLength(1)
})

test('a file that is no JSON and a missing option are one sentence each', async () => {
  expect(await decode('no', '--chain-id', '1')).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/is not JSON/) })
  expect(await decode('[]', '--json')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/--chain-id/) })
})
