/** `headless labels` as it is called. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readArguments, UsageError } from '../../electron/headless/arguments.ts'
import { labelsCommand } from '../../electron/headless/labels.ts'
import { node } from '../support/commandLine.ts'
import { projectRoot } from '../support/machine.mjs'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crowsnest-labels-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const labels = (...args: string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const command = ['electron/headless/index.ts', 'labels', ...args]
    execFile(node, command, { cwd: projectRoot }, (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }))
  })
const wallet = `0x${'ab'.repeat(20)}`

test('a file goes in, is listed, and goes out again', async () => {
  const file = join(folder, 'desk.csv')
  const data = join(folder, 'data')
  writeFileSync(file, `address,name,role,source\n${wallet},Desk,own,user\nnonsense,Bad,own,user\n`)

  const checked = await labels('import', file, '--data', data, '--check')
  expect(checked.code).toBe(0)
  expect(checked.stderr).toContain('Line 3: “nonsense” is not an address')

  const stored = await labels('import', file, '--data', data)
  expect(stored).toMatchObject({ code: 0, stdout: '' })
  expect(stored.stderr).toContain('1 label stored')

  const listed = await labels('list', '--data', data, '--text', '0xabab')
  expect(
    listed.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toMatchObject([{ address: wallet, name: 'Desk', role: 'own', source: 'user' }])
  expect(listed.stderr).toContain('user: 1 label\n')

  const out = join(folder, 'out.json')
  expect((await labels('export', out, '--data', data)).code).toBe(0)
  expect(JSON.parse(readFileSync(out, 'utf8')).labels).toMatchObject([{ address: wallet, name: 'Desk' }])
})

test.each<[string[], RegExp]>([
  [[], /labels needs one of/],
  [['sell', '--data', 'x'], /labels needs one of/],
  [['list', 'a', 'b', '--data', 'x'], /labels needs one of/],
  [['import', '--data', 'x'], /needs the file/],
  [['export', 'x.txt', '--data', 'x'], /ends in .csv or .json/],
])('%j is answered with what to write instead', async (args, sentence) => {
  const run = async () => labelsCommand.run(readArguments(labelsCommand, args))
  await expect(run()).rejects.toThrow(UsageError)
  await expect(run()).rejects.toThrow(sentence)
})

test('a file that is not there, or without any label, is exit code 1 and a sentence', async () => {
  const missing = await labels('import', join(folder, 'nope.csv'), '--data', join(folder, 'data'))
  expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('nope.csv does not exist') })
  const empty = join(folder, 'empty.csv')
  writeFileSync(empty, '')
  expect(await labels('import', empty, '--data', join(folder, 'data'))).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('no label in this file'),
  })
})
