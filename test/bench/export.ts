/** Rows a second from the store to a file, ours against `csv-stringify` on the same rows in one run: `node test/bench/export.ts [rows]`. */
import { createWriteStream, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { Readable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fullColumns } from '#shared/export.ts'
import { connect, databaseName } from '#storage/database.ts'
import { createExporter, type ExportJob } from '#storage/export/inThread.ts'
import { openStore } from '#storage/orders.ts'
import { address, block, ether, folder, order, step, usdc } from '../storage/sample.ts'

const total = Number(process.argv[2] ?? 1_000_000)
const perBlock = 200
const place = folder()
const dataDir = join(place.path, 'data')
const say = (what: string, value: string) => process.stdout.write(`${what.padEnd(46)} ${value}\n`)

fill()
mkdirSync(join(place.path, 'out'))
const exporter = createExporter({
  dataDir,
  workerUrl: new URL('../../electron/storage/export/worker.ts', import.meta.url),
  chainName: () => 'Ethereum',
})
const stringify = await peer()
/** Rows a second by the clock, and microseconds of processor time a row: the latter also counts on a machine that is busy with other things. */
type Figure = { readonly rate: number; readonly cpu: number }
const rates: Figure[] = []
const theirs: Figure[] = []
// In turns, so that a machine that is busy for a while is busy for both.
for (let round = 0; round < 3; round++) {
  rates.push(await ours('CSV, in its thread', {}))
  if (stringify) theirs.push(await them(stringify))
}
if (stringify) {
  const clock = median(rates.map(({ rate }) => rate)) / median(theirs.map(({ rate }) => rate))
  const cpu = median(theirs.map((figure) => figure.cpu)) / median(rates.map((figure) => figure.cpu))
  say('ours ÷ csv-stringify, medians of 3', `${clock.toFixed(2)} in rows/s by the clock, ${cpu.toFixed(2)} in rows per processor second`)
} else say('csv-stringify', 'not compared: run npm install --prefix test/bench/peers first')
await ours('NDJSON, in its thread', { format: 'ndjson' })
await ours('Parquet, in its thread', { format: 'parquet' })
await ours('CSV for a regulator, in its thread', { profile: 'regulator' })
await ours('CSV for a peer, in its thread', { profile: 'peer' })
place.remove()

async function ours(name: string, choices: Partial<ExportJob>): Promise<Figure> {
  const path = join(place.path, 'out', 'ours')
  const delay = monitorEventLoopDelay({ resolution: 1 })
  let memory = 0
  const look = setInterval(() => {
    memory = Math.max(memory, process.memoryUsage().rss)
  }, 50)
  const started = performance.now()
  const before = process.cpuUsage()
  delay.enable()
  const { rows } = await exporter.run({ filter: {}, path, ...choices })
  delay.disable()
  clearInterval(look)
  const rate = (rows / (performance.now() - started)) * 1000
  const cpu = spentSince(before) / rows
  const held = (of: number) => Math.max(0, of / 1e6 - 1).toFixed(1)
  say(
    name,
    `${Math.round(rate)} rows/s, ${cpu.toFixed(1)} µs of processor a row, ${rows} rows, ${Math.round(statSync(path).size / 1e6)} MB; this thread held p99 ${held(delay.percentile(99))}, worst ${held(delay.max)} ms; ${Math.round(memory / 1e6)} MB resident`,
  )
  return { rate, cpu }
}

/** The same rows, columns and order from the same file, as its own documentation streams a query: rows in, text out, into a file. */
async function them(stringifyRows: (options: object) => Transform): Promise<Figure> {
  const connection = connect(join(dataDir, databaseName), { readOnly: true })
  const query = connection.prepare(
    `SELECT o.id, o.chain_id, 'Ethereum' AS chain, o.block_number, o.block_hash, o.block_time, o.tx_hash, o.position, o.kind, o.source,
     o.from_address, o.to_address, a.address AS asset_address, a.symbol AS asset_symbol, o.amount, r.address AS received_address,
     r.symbol AS received_symbol, o.received_amount, o.usd, o.priced_by, o.evidence, o.state
     FROM orders o INDEXED BY orders_time CROSS JOIN assets a ON a.key = o.asset LEFT JOIN assets r ON r.key = o.received_asset
     ORDER BY o.block_time DESC, o.arrival DESC`,
  )
  query.setReturnArrays(true)
  const started = performance.now()
  const before = process.cpuUsage()
  await pipeline(
    Readable.from(withTimes(query.iterate() as Iterable<unknown>)),
    stringifyRows({ header: true, columns: [...fullColumns], escape_formulas: true, bom: true, record_delimiter: 'windows' }),
    createWriteStream(join(place.path, 'out', 'theirs')),
  )
  const rate = (total / (performance.now() - started)) * 1000
  const cpu = spentSince(before) / total
  connection.close()
  say(
    'csv-stringify, same rows',
    `${Math.round(rate)} rows/s, ${cpu.toFixed(1)} µs of processor a row, ${Math.round(statSync(join(place.path, 'out', 'theirs')).size / 1e6)} MB`,
  )
  return { rate, cpu }
}

function spentSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return user + system
}

function* withTimes(rows: Iterable<unknown>): Generator<unknown[]> {
  for (const row of rows) {
    if (!Array.isArray(row)) continue
    row[5] = new Date(Number(row[5]) * 1000).toISOString()
    yield row
  }
}

async function peer(): Promise<((options: object) => Transform) | null> {
  try {
    const found = (await import(new URL('peers/node_modules/csv-stringify/lib/index.js', import.meta.url).href)) as {
      stringify(options: object): Transform
    }
    return found.stringify
  } catch {
    return null
  }
}

function fill(): void {
  const store = openStore({ dataDir })
  for (let number = 1; number <= total / perBlock; number++) {
    const b = block(number)
    const orders = Array.from({ length: perBlock }, (_, n) =>
      order(`${number}/${n}`, b, {
        asset: n % 3 ? usdc : ether,
        from: address(`wallet${(number * 31 + n) % 5_000}`),
        usd: n % 4 ? `${100_000 + ((number * 7919 + n) % 5_000_000)}.25` : null,
      }),
    )
    store.apply(step({ blocks: [b], orders, from: number === 1 ? 1 : null, final: number - 64 }))
  }
  say('stored', `${store.count({})} rows, ${Math.round(statSync(join(dataDir, databaseName)).size / 1e6)} MB`)
  store.close()
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}
