/**
 * From the store to a file, ours against `csv-stringify` on the same rows, read by the same reader, in turns in one run; then memory over a
 * million rows, what the asking thread notices of them, and the other formats: `node test/bench/export.ts [rows …]`.
 */
import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'
import { databaseName } from '#storage/database.ts'
import { createExporter, type ExportJob } from '#storage/export/inThread.ts'
import { folder } from '../storage/sample.ts'
import type { Reader, ReaderFigure, ReaderJob } from './exportReader.ts'
import { marketFolder } from './marketDay.ts'

const sizes = process.argv.slice(2).map(Number)
const rounds = 5
const chainName = 'Ethereum'
const place = folder()
const say = (what: string, value: string) => process.stdout.write(`${what.padEnd(34)} ${value}\n`)
const hasPeer = existsSync(new URL('peers/node_modules/csv-stringify', import.meta.url))

/** Milliseconds: `start` until the first row could be read (thread, connection, count), `clock` and `cpu` from there to the finished file. */
type Figure = { readonly rows: number; readonly start: number; readonly clock: number; readonly cpu: number; readonly bytes: number }

for (const size of sizes.length > 0 ? sizes : [100_000, 1_000_000]) {
  const dataDir = copyOf(size)
  say('', '')
  say('store', `${size} orders, ${megabytes(statSync(join(dataDir, databaseName)).size)}`)
  if (size >= 1_000_000) await memoryOf(dataDir)
  await compare(dataDir)
  if (size >= 1_000_000) await noticed(dataDir)
  else
    for (const choices of [{ format: 'ndjson' }, { format: 'parquet' }, { profile: 'regulator' }, { profile: 'peer' }] as const)
      tell(Object.values(choices).join(), [await ours(dataDir, choices), await ours(dataDir, choices), await ours(dataDir, choices)])
}
place.remove()

/** All in turns, so that a machine that is busy for a while is busy for all. */
async function compare(dataDir: string): Promise<void> {
  const readers: readonly Reader[] = hasPeer ? ['nobody', 'stream', 'sync'] : ['nobody']
  const mine: Figure[] = []
  const theirs = new Map<Reader, Figure[]>(readers.map((reader) => [reader, []]))
  for (let round = 0; round < rounds; round++) {
    mine.push(await ours(dataDir, {}))
    for (const reader of readers) theirs.get(reader)?.push(await them(dataDir, reader))
  }
  tell('rows read and dropped', theirs.get('nobody') ?? [])
  tell('ours, CSV', mine)
  for (const [reader, name] of [
    ['stream', 'csv-stringify'],
    ['sync', 'csv-stringify/sync, in slices'],
  ] as const) {
    const figures = theirs.get(reader)
    if (figures === undefined) continue
    tell(name, figures)
    const ratio = (of: (figure: Figure) => number) => (median(figures.map(of)) / median(mine.map(of))).toFixed(2)
    const whole = (figure: Figure) => (figure.start + figure.clock) / figure.rows
    say(
      `  ours ÷ ${name}`,
      `${ratio(({ clock, rows }) => clock / rows)} by the clock, ${ratio(whole)} with the start of the thread, ${ratio(({ cpu, rows }) => cpu / rows)} by processor time (medians of ${rounds})`,
    )
  }
  if (!hasPeer) say('csv-stringify', 'not compared: run npm install --prefix test/bench/peers --ignore-scripts first')
}

function tell(name: string, figures: readonly Figure[]): void {
  const rates = figures.map(({ rows, clock }) => (rows / clock) * 1000).toSorted((a, b) => a - b)
  const of = (read: (figure: Figure) => number) => median(figures.map(read))
  say(
    name,
    `${Math.round(median(rates))} rows/s (${Math.round(rates[0] ?? 0)} … ${Math.round(rates.at(-1) ?? 0)}), ${of(({ cpu, rows }) => (cpu * 1000) / rows).toFixed(2)} µs of processor a row, ` +
      `started in ${of(({ start }) => start).toFixed(0)} ms, ${megabytes(of(({ bytes }) => bytes))}`,
  )
}

async function ours(dataDir: string, choices: Partial<ExportJob>): Promise<Figure> {
  const path = join(place.path, 'ours')
  const asked = performance.now()
  let started = 0
  let before = process.cpuUsage()
  const onProgress = () => {
    if (started > 0) return
    started = performance.now()
    before = process.cpuUsage()
  }
  const { rows } = await exporterOf(dataDir).run({ filter: {}, path, ...choices, onProgress })
  const spent = process.cpuUsage(before)
  const clock = performance.now() - started
  return { rows, start: started - asked, clock, cpu: (spent.user + spent.system) / 1000, bytes: statSync(path).size }
}

async function them(dataDir: string, reader: Reader): Promise<Figure> {
  const path = join(place.path, 'theirs')
  const asked = performance.now()
  const workerData: ReaderJob = { dataDir, path, reader, chainName }
  const thread = new Worker(new URL('exportReader.ts', import.meta.url), { workerData })
  const figure = await new Promise<ReaderFigure>((resolve, reject) => thread.once('message', resolve).once('error', reject))
  const start = performance.now() - asked - figure.clock
  await thread.terminate()
  return { ...figure, start, bytes: reader === 'nobody' ? 0 : statSync(path).size }
}

/** Resident memory of the whole process while one export after the other runs in its thread. */
async function memoryOf(dataDir: string): Promise<void> {
  say('resident before any export', megabytes(process.memoryUsage.rss()))
  for (let run = 1; run <= rounds; run++) {
    const samples: number[] = []
    let next = 0
    const onProgress = (rows: number, total: number) => {
      if (rows < next) return
      samples.push(process.memoryUsage.rss())
      next = rows + total / 10
    }
    await exporterOf(dataDir).run({ filter: {}, path: join(place.path, 'ours'), onProgress })
    const after = process.memoryUsage.rss()
    say(
      `resident, export ${run}, each tenth`,
      `${samples.map((bytes) => Math.round(bytes / 1e6)).join(' ')} MB; ${megabytes(after)} after it`,
    )
  }
}

/** How long the thread that asked was kept from its work, beside what it is kept by an idle machine for the same time. */
async function noticed(dataDir: string): Promise<void> {
  const started = performance.now()
  say('asking thread, 1,000,000 rows', await delayWhile(() => exporterOf(dataDir).run({ filter: {}, path: join(place.path, 'ours') })))
  const took = performance.now() - started
  say('asking thread, nothing to do', await delayWhile(() => new Promise((resolve) => setTimeout(resolve, took))))
}

async function delayWhile(work: () => Promise<unknown>): Promise<string> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await work()
  delay.disable()
  const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - 1).toFixed(1)
  return `held p50 ${late(delay.percentile(50))}, p99 ${late(delay.percentile(99))}, worst ${late(delay.max)} ms`
}

function exporterOf(dataDir: string) {
  return createExporter({
    dataDir,
    workerUrl: new URL('../../electron/storage/export/worker.ts', import.meta.url),
    chainName: () => chainName,
  })
}

/** A copy of its own: nobody else reads or writes it while it is measured. */
function copyOf(size: number): string {
  const dataDir = join(place.path, `data-${size}`)
  mkdirSync(dataDir)
  for (const name of [databaseName, `${databaseName}-wal`])
    if (existsSync(join(marketFolder(size).dataDir, name))) copyFileSync(join(marketFolder(size).dataDir, name), join(dataDir, name))
  return dataDir
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}
