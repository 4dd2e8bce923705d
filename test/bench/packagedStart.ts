/**
 * From the start of the process to the first painted rows: the packaged app over a store of many orders, beside the first paint of a trivial
 * Electron window, in turns: `xvfb-run -a node test/bench/packagedStart.ts [orders] [rounds] [binary]`.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { desktopMissing } from '../support/desktop.ts'
import { electronBinary } from '../support/machine.mjs'
import { pack, startPackaged } from '../support/packaged.ts'
import { marketFolder } from './marketDay.ts'

const orders = Number(process.argv[2] ?? 1_000_000)
const rounds = Number(process.argv[3] ?? 10)
/** Twice in the page: the wall clock of the first frame after the rows are there, and of the trivial window's first paint. */
const rowsPainted = `new Promise((done) => {
  const look = () => document.querySelector('[data-order-id]')
    ? requestAnimationFrame(() => done(performance.timeOrigin + performance.now()))
    : requestAnimationFrame(look)
  look()
})`
const firstPaint = `new Promise((done) => {
  const look = () => {
    const [entry] = performance.getEntriesByType('paint')
    if (entry) done(performance.timeOrigin + entry.startTime)
    else setTimeout(look, 5)
  }
  look()
})`
const trivialMain = `const { app, BrowserWindow } = require('electron')
app.setPath('userData', process.argv[process.argv.indexOf('--data') + 1])
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadURL('data:text/html,<!doctype html><p>A window</p>'))
app.on('window-all-closed', () => app.quit())
`

if (desktopMissing !== null) {
  process.stdout.write(`${desktopMissing}\n`)
  process.exit(0)
}
const folder = mkdtempSync(join(tmpdir(), 'crowsnest-start-'))
try {
  const binary = process.argv[4] ?? pack(join(folder, 'release'))
  const data = join(folder, 'data')
  cpSync(marketFolder(orders).dataDir, data, { recursive: true })
  const network = { chainId: 1, name: 'Ethereum', enabled: false, endpoints: ['http://127.0.0.1:9'] }
  writeFileSync(join(data, 'settings.json'), JSON.stringify({ setUp: true, networks: [network] }))
  const trivial = join(folder, 'trivial')
  mkdirSync(trivial)
  writeFileSync(join(trivial, 'main.js'), trivialMain)
  writeFileSync(join(trivial, 'package.json'), '{"name":"trivial","main":"main.js"}')

  const app = { name: `packaged app, ${orders} orders`, times: [] as number[], run: () => once(binary, data, [], rowsPainted) }
  const window = {
    name: 'trivial window',
    times: [] as number[],
    run: () => once(electronBinary ?? '', join(folder, 'trivial-data'), [trivial], firstPaint),
  }
  // Once each to warm the disk; then in turns, so that a busy machine is as busy for both.
  for (const one of [app, window]) await one.run()
  for (let round = 0; round < rounds; round++) for (const one of [app, window]) one.times.push(await one.run())
  for (const { name, times } of [app, window]) process.stdout.write(`${name.padEnd(36)} ${spread(times, 0)} ms\n`)
  const ratios = app.times.map((time, at) => time / (window.times[at] ?? Number.NaN))
  process.stdout.write(`${'ratio, round by round'.padEnd(36)} ${spread(ratios, 2)}\n`)
  process.stdout.write(`${'ratio of the medians'.padEnd(36)} ${(median(app.times) / median(window.times)).toFixed(2)}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Milliseconds from the start of the process to what the page says. */
async function once(binary: string, data: string, args: readonly string[], question: string): Promise<number> {
  const started = Date.now()
  const { page, stop } = await startPackaged(binary, data, args)
  const at = await ask(page, question)
  await stop()
  return at - started
}

/** The page may still be on its way from about:blank. */
async function ask(page: Page, question: string): Promise<number> {
  for (;;) {
    try {
      if (page.url() !== 'about:blank' && page.url() !== '') return Number(await page.evaluate(question))
    } catch (error) {
      if (!String(error).includes('context was destroyed')) throw error
    }
    await new Promise((later) => setTimeout(later, 5))
  }
}

function median(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

function spread(times: readonly number[], digits: number): string {
  return `median ${median(times).toFixed(digits)}, least ${Math.min(...times).toFixed(digits)}, most ${Math.max(...times).toFixed(digits)}`
}
