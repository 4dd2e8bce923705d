/** Entry of a thread that reads what an export reads and gives it to `csv-stringify`, or to nobody: what an export is compared with. */
import { createWriteStream, openSync, writeSync } from 'node:fs'
import type { Transform, Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { fullColumns } from '#shared/export.ts'
import { openDatabase, type Value } from '#storage/database.ts'
import { columnsFor, isoWriter } from '#storage/export/columns.ts'
import { readRows, unbound } from '#storage/export/rows.ts'

/** `nobody`: rows are read and dropped. `stream`: the transform that its documentation begins with. `sync`: its one-shot call, a slice at a time. */
export type Reader = 'nobody' | 'stream' | 'sync'
export type ReaderJob = { readonly dataDir: string; readonly path: string; readonly reader: Reader; readonly chainName: string }
/** Milliseconds by the clock and of processor time, from the first row that is read to the last byte that is handed to the system. */
export type ReaderFigure = { readonly rows: number; readonly clock: number; readonly cpu: number; readonly memory: number }

type Line = readonly unknown[]
type Peer = { stringify(options: object): Transform }
type SyncPeer = { stringify(rows: readonly Line[], options: object): string }

const { dataDir, path, reader, chainName } = workerData as ReaderJob
const columns = columnsFor(fullColumns, { timeZone: 'utc', chainName: () => chainName })
const options = { columns: [...fullColumns], escape_formulas: true, record_delimiter: 'windows' }
const take = await taker()
const database = openDatabase({ dataDir, readOnly: true })
database.exec('BEGIN')
const iso = isoWriter('utc')
const started = performance.now()
const before = process.cpuUsage()
let rows = 0
let memory = 0
const select = columns.map(({ sql }) => sql)
for await (const slice of readRows(database, {}, select, unbound, () => {})) {
  rows += slice.rows.length
  memory = Math.max(memory, process.memoryUsage.rss())
  await take.slice(slice.rows)
}
await take.end()
const spent = process.cpuUsage(before)
database.close()
parentPort?.postMessage({
  rows,
  clock: performance.now() - started,
  cpu: (spent.user + spent.system) / 1000,
  memory,
} satisfies ReaderFigure)

/** The row without the chain that stands before it, its chain named and its time written: all the peer needs to be given. */
function lineOf(row: Value[]): Line {
  row.shift()
  row[2] = chainName
  row[5] = row[5] === null ? null : iso(Number(row[5]))
  return row
}

async function taker(): Promise<{ slice(rows: readonly Value[][]): Promise<void> | void; end(): Promise<void> | void }> {
  if (reader === 'nobody') return { slice: () => {}, end: () => {} }
  const peer = (await import(
    new URL(`peers/node_modules/csv-stringify/lib/${reader === 'sync' ? 'sync' : 'index'}.js`, import.meta.url).href
  )) as Peer & SyncPeer
  if (reader === 'sync') {
    const file = openSync(path, 'w')
    return { slice: (some) => void writeSync(file, peer.stringify(some.map(lineOf), options)), end: () => {} }
  }
  const stringifier = peer.stringify({ ...options, header: true, bom: true })
  const file: Writable = stringifier.pipe(createWriteStream(path))
  return {
    async slice(some) {
      for (const row of some) if (!stringifier.write(lineOf(row))) await new Promise((go) => stringifier.once('drain', go))
    },
    async end() {
      stringifier.end()
      await finished(file)
    },
  }
}
