/**
 * Frames, memory and first rows of the real window over a million stored orders, beside an idle page and a bare React list in the same run:
 * `xvfb-run -a node test/bench/viewWindow.ts [orders]`. Changes come over the app's own channel, 500 a second, and are not stored.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { build } from 'vite'
import type { Output } from '#shared/contract/index.ts'
import { desktopMissing, launch } from '../support/desktop.ts'
import { marketFolder } from './marketDay.ts'

const perSecond = 500
const seconds = 10
const orders = Number(process.argv[2] ?? 1_000_000)

/** Runs in the page: the times between frames while `step` is done in each. */
const frames = (ms: number, step: string): string => `new Promise((done) => {
  const times = []
  const step = ${step}
  let last = performance.now()
  const end = last + ${ms}
  const frame = (now) => {
    times.push(now - last)
    last = now
    step(times.length)
    if (now < end) requestAnimationFrame(frame)
    else done(times.slice(2))
  }
  requestAnimationFrame(frame)
})`
const scroll = (selector: string, most: string) => `((n) => {
  const box = document.querySelector('${selector}')
  // Down for a while and up again, as far as a hand turns a wheel: 2,400 pixels a second.
  box.scrollTop += (Math.floor(n / 240) % 2 ? -40 : 40) * ${most}
})`
const leap = `((n) => {
  if (n % 30 !== 0) return
  const box = document.querySelector('.orders-scroll')
  box.scrollTop = (box.scrollHeight - box.clientHeight) * ((n * 0.137) % 1)
})`

const bareSource = `
import { createElement as h, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
let n = 0
const make = () => ({ id: ++n, cells: ['12:00:01', 'Ethereum', 'Transfer', String(n * 997), 'USDC', '$1.2 M', '0x1234567890…90abcdef', '0xabcdef1234…34567890', 'L2', 'Seen'] })
function List() {
  const [rows, setRows] = useState(() => Array.from({ length: 200 }, make))
  useEffect(() => {
    const timer = setInterval(() => setRows((before) => [...Array.from({ length: ${perSecond / 10} }, make), ...before].slice(0, 200)), 100)
    return () => clearInterval(timer)
  }, [])
  return h('div', { id: 'box' }, rows.map((row) => h('div', { key: row.id, className: 'row' }, row.cells.map((cell, at) => h('span', { key: at }, cell)))))
}
createRoot(document.body.appendChild(document.createElement('div'))).render(h(List))
`

async function bareScript(): Promise<string> {
  const name = 'virtual:bare'
  const result = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      {
        name: 'bare',
        resolveId: (id) => (id === name ? join(import.meta.dirname, 'bare.js') : null),
        load: (id) => (id === join(import.meta.dirname, 'bare.js') ? bareSource : null),
      },
    ],
    build: { write: false, rollupOptions: { input: name, output: { format: 'iife' } } },
  })
  const output = Array.isArray(result) ? result[0]?.output : 'output' in result ? result.output : undefined
  const chunk = output?.[0]
  if (chunk?.type !== 'chunk') throw new Error('The bare list could not be built.')
  return chunk.code
}

const at = (times: readonly number[], part: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0
const say = (what: string, ...cells: readonly string[]) =>
  process.stdout.write(`${what.padEnd(52)}${cells.map((cell) => cell.padStart(11)).join('')}\n`)

function report(what: string, times: readonly number[], heap: number | null = null): void {
  const late = (times.filter((time) => time > 25).length / times.length) * 100
  say(
    what,
    at(times, 0.5).toFixed(1),
    at(times, 0.95).toFixed(1),
    at(times, 1).toFixed(1),
    `${late.toFixed(1)} %`,
    heap === null ? '' : `${heap.toFixed(0)} MB`,
  )
}

/** Used by the page's scripts after a collection, in megabytes. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize / 1e6
}

const call = <T>(page: Page, name: string, input: unknown): Promise<T> =>
  page.evaluate(`window.crowsnest.call(${JSON.stringify(name)}, ${JSON.stringify(input)}).then((answer) => answer.value)`)

/** Sends copies of stored rows as new orders; returns how to stop it. */
async function insertInto(app: ElectronApplication, page: Page, rate: number): Promise<() => Promise<void>> {
  const { rows, seq } = await call<Output<'orders.page'>>(page, 'orders.page', { filter: { spam: 'hide' }, limit: 50 })
  await app.evaluate(
    ({ BrowserWindow }, { rows, seq, rate }) => {
      let last = seq
      let n = 0
      const [window] = BrowserWindow.getAllWindows()
      const timer = setInterval(() => {
        const fresh = Array.from({ length: rate / 10 }, (_, at) => {
          const row = rows[at % rows.length] as (typeof rows)[number]
          const time = row.marks.time + Math.floor(++n / rate)
          return { ...row, id: `${row.id}:${n}`, blockTime: time, marks: { ...row.marks, time } }
        })
        window?.webContents.send('crowsnest:event', 'orders.changed', { firstSeq: last + 1, lastSeq: last + fresh.length, rows: fresh })
        last += fresh.length
      }, 100)
      ;(globalThis as { stopBench?: () => void }).stopBench = () => clearInterval(timer)
    },
    { rows, seq, rate },
  )
  return () => app.evaluate(() => (globalThis as { stopBench?: () => void }).stopBench?.())
}

if (desktopMissing !== null) {
  process.stdout.write(`${desktopMissing}\n`)
  process.exit(0)
}
const dataDir = mkdtempSync(join(tmpdir(), 'crowsnest-window-'))
cpSync(marketFolder(orders).dataDir, dataDir, { recursive: true })
const app = await launch({ dataDir })
try {
  const page = await app.firstWindow({ timeout: 120_000 })
  await page.waitForLoadState('domcontentloaded')
  await call(page, 'settings.set', {
    setUp: true,
    networks: [{ chainId: 1, name: 'Ethereum', enabled: false, endpoints: ['http://127.0.0.1:9'] }],
  })
  await page.waitForSelector('[data-order-id]')
  await page.waitForTimeout(3000)

  const waits: number[] = []
  await page.addInitScript(`
    window.firstRow = new Promise((done) => addEventListener('DOMContentLoaded', () => {
      const ready = performance.now()
      new MutationObserver((_, watch) => {
        if (!document.querySelector('[data-order-id]')) return
        watch.disconnect()
        requestAnimationFrame(() => done(performance.now() - ready))
      }).observe(document, { childList: true, subtree: true })
    }))`)
  for (let round = 0; round < 5; round++) {
    await page.reload()
    waits.push(await page.evaluate('window.firstRow'))
  }
  process.stdout.write(`${orders} orders stored; first rows after the page is ready: ${waits.map((ms) => ms.toFixed(0)).join(', ')} ms\n\n`)
  await page.waitForTimeout(3000)

  say('milliseconds between frames', 'p50', 'p95', 'most', '> 25 ms', 'heap')
  const ms = seconds * 1000
  report('idle window', await page.evaluate(frames(ms, '() => {}')), await heapOf(page))

  await page.evaluate(`document.querySelector('.orders-scroll').scrollTop = 0`)
  let stop = await insertInto(app, page, perSecond)
  report(`live head, ${perSecond} inserts/s`, await page.evaluate(frames(ms, '() => {}')), await heapOf(page))
  report(`wheel, ${perSecond} inserts/s`, await page.evaluate(frames(ms, scroll('.orders-scroll', '1'))), await heapOf(page))
  report(`leaps over everything, ${perSecond} inserts/s`, await page.evaluate(frames(ms, leap)), await heapOf(page))
  await stop()
  await page.keyboard.press('n')
  await page.waitForTimeout(2000)
  report('wheel, no inserts', await page.evaluate(frames(ms, scroll('.orders-scroll', '1'))), await heapOf(page))
  stop = async () => undefined

  const script = await bareScript()
  await app.evaluate(({ BrowserWindow }) => {
    const window = new BrowserWindow({ width: 1280, height: 800 })
    return window.loadURL(
      'data:text/html,<!doctype html><style>#box{height:760px;overflow:auto;font:13px sans-serif}.row{display:flex;gap:11px;height:34px}</style><body>',
    )
  })
  const bare = app.windows().at(-1)
  if (bare) {
    await bare.waitForLoadState('domcontentloaded')
    await bare.evaluate(script)
    await bare.waitForTimeout(1000)
    report(
      `bare React list of 200, ${perSecond} inserts/s, wheel`,
      await bare.evaluate(frames(ms, scroll('#box', '1'))),
      await heapOf(bare),
    )
  }
} finally {
  await app.close()
  rmSync(dataDir, { recursive: true, force: true })
}
