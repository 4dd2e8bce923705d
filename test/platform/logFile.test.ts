/** Log files: never more than they may be, and whole after a crash. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openLogFile } from '#platform/logFile.ts'
import { projectRoot } from '../support/machine.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crowsnest-log-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const line = (i: number) => `line ${String(i).padStart(6, '0')}\n`

describe('openLogFile', () => {
  test('keeps five files of a size, and in them the newest lines without a hole', () => {
    const log = openLogFile(folder, { maxBytes: 1200, files: 5 })
    for (let i = 0; i < 2000; i++) log.write(line(i))
    log.close()
    const names = readdirSync(folder).sort()
    expect(names).toEqual(['crowsnest.1.log', 'crowsnest.2.log', 'crowsnest.3.log', 'crowsnest.4.log', 'crowsnest.log'])
    for (const name of names) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(1200)
    const inOrder = ['crowsnest.4.log', 'crowsnest.3.log', 'crowsnest.2.log', 'crowsnest.1.log', 'crowsnest.log']
    const text = inOrder.map((name) => readFileSync(join(folder, name), 'utf8')).join('')
    const first = Number(/line (\d+)/.exec(text)?.[1])
    expect(text).toBe(Array.from({ length: 2000 - first }, (_, i) => line(first + i)).join(''))
    expect(first).toBeGreaterThan(0)
  })

  test('goes on in the file of the start before', () => {
    openLogFile(folder).write('before\n')
    openLogFile(folder).write('after\n')
    expect(readFileSync(join(folder, 'crowsnest.log'), 'utf8')).toBe('before\nafter\n')
  })

  test.skipIf(process.platform === 'win32')('nobody else may read it', () => {
    openLogFile(folder).write('x\n')
    expect(statSync(join(folder, 'crowsnest.log')).mode & 0o077).toBe(0)
  })

  test('a line that was written is there after kill -9', () => {
    const script = `const { openLogFile } = await import('./electron/platform/logFile.ts')
      const log = openLogFile(${JSON.stringify(folder)})
      for (let i = 0; i < 500; i++) log.write('line ' + i + '\\n')
      process.kill(process.pid, 'SIGKILL')`
    const ended = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: projectRoot })
    expect(ended.signal).toBe('SIGKILL')
    expect(readFileSync(join(folder, 'crowsnest.log'), 'utf8').split('\n')).toHaveLength(501)
  })

  test('a folder that cannot be one stops nobody', () => {
    writeFileSync(join(folder, 'file'), '')
    const log = openLogFile(join(folder, 'file', 'logs'))
    expect(() => log.write('lost\n')).not.toThrow()
  })
})
