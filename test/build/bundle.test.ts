/** The build as people meet it: two at once, and nothing to do the second time. */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)
const node = (...args: string[]) => run(process.execPath, args, { cwd: root })

describe('bundle.mjs', () => {
  beforeAll(async () => {
    await Promise.all([node('build/bundle.mjs', 'headless', 'preload'), node('build/bundle.mjs', 'headless', 'preload')])
  })

  test('leaves whole bundles behind when two build at once', async () => {
    expect((await node('dist/headless/index.js', '--help')).stdout).toContain('Commands:')
    expect(existsSync(`${root}dist/.lock`)).toBe(false)
  })

  test('builds nothing that is up to date', async () => {
    expect((await node('build/bundle.mjs', 'preload')).stderr).toBe('Everything is up to date.\n')
  })

  test('puts the threads and the wasm file beside the host', () => {
    for (const name of ['proverWorker.js', 'demoWorker.js', 'secp256k1.wasm']) expect(existsSync(`${root}dist/headless/${name}`)).toBe(true)
  })

  test('makes the preload a script that asks for nothing but electron, as the sandbox demands', () => {
    const script = readFileSync(`${root}dist/preload/index.cjs`, 'utf8')
    expect(script.match(/require\(["'][^"']+["']\)/g)).toEqual(['require("electron")'])
    expect(script).not.toMatch(/^import /m)
  })

  test('refuses a bundle that there is not', async () => {
    await expect(node('build/bundle.mjs', 'nothing')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('choose from main'),
    })
  })
})
