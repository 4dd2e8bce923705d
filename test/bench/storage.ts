/** Rows a second through the store against plain inserts in the same run, then pages and an export over what was written: `node test/bench/storage.ts [rows]`. */
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import type { OrderFilter } from '#shared/order.ts'
import { connect } from '#storage/database.ts'
import { exportOrders } from '#storage/export/exportOrders.ts'
import { openStore } from '#storage/orders.ts'
import { address, block, ether, folder, hash, order, step, usdc } from '../storage/sample.ts'

const total = Number(process.argv[2] ?? 1_000_000)
const perBlock = 200
const blocks = Math.ceil(total / perBlock)
const place = folder()
const say = (what: string, value: string) => process.stdout.write(`${what.padEnd(58)} ${value}\n`)
const rowsOf = (number: number) =>
  Array.from({ length: perBlock }, (_, n) =>
    order(`${number}/${n}`, block(number), {
      kind: n % 50 === 0 ? 'mint' : 'transfer',
      asset: n % 3 ? usdc : { ...ether, symbol: n % 97 === 0 ? 'RARE' : 'ETH' },
      from: address(`wallet${(number * 31 + n) % 5_000}`),
      usd: n % 4 ? `${100_000 + ((number * 7919 + n) % 5_000_000)}` : null,
    }),
  )

const plainRate = plain()
const store = openStore({ dataDir: join(place.path, 'store') })
let spent = 0
let worst = 0
for (let number = 1; number <= blocks; number++) {
  const change = step({ blocks: [block(number)], orders: rowsOf(number), from: number === 1 ? 1 : null, final: number - 64 })
  const started = performance.now()
  store.apply(change)
  const took = performance.now() - started
  spent += took
  worst = Math.max(worst, took)
}
const rate = (blocks * perBlock) / (spent / 1000)
say('plain inserts, 12 columns, 4 b-trees', `${Math.round(plainRate)} rows/s`)
say('apply: new, outbox, then final, 200 orders a block', `${Math.round(rate)} rows/s, worst block ${worst.toFixed(1)} ms`)
say('database', `${(statSync(join(place.path, 'store', 'crowsnest.sqlite')).size / 1e6).toFixed(0)} MB for ${store.count({})} rows`)

const filters: Record<string, OrderFilter> = {
  everything: {},
  'one chain, final, transfers': { chainIds: [1], states: ['final'], kinds: ['transfer'] },
  'from 5 million (rare)': { minUsd: '5000000' },
  'from 50 million (none)': { minUsd: '50000000' },
  'reverted (none)': { states: ['reverted'] },
  'chain that is not there': { chainIds: [9] },
  'symbol RARE': { text: 'rare' },
  'symbol that is not there': { text: 'zzz' },
  'transaction hash': { text: hash(`tx:${Math.floor(blocks / 2)}/7`) },
  'wallet (200 rows)': { text: address('wallet77') },
  'wallet, no such kind': { text: address('wallet77'), kinds: ['burn'] },
  'hash prefix 0x7': { text: '0x7' },
  'native mints of an hour': { assets: ['native'], kinds: ['mint'], fromTime: block(1).timestamp, toTime: block(300).timestamp },
}
for (const [name, filter] of Object.entries(filters)) {
  const times = Array.from({ length: 5 }, () => {
    const started = performance.now()
    store.page(filter, null, 100)
    return performance.now() - started
  }).toSorted((a, b) => a - b)
  const started = performance.now()
  const count = store.count(filter)
  say(
    `page of 100: ${name}`,
    `${times[2]?.toFixed(2)} ms (worst ${times[4]?.toFixed(1)}); count ${count} in ${(performance.now() - started).toFixed(1)} ms`,
  )
}

mkdirSync(join(place.path, 'out'))
for (const [name, filter] of Object.entries({ everything: {}, 'hash that is not there': { text: '0x00000000000000' } })) {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const started = performance.now()
  delay.enable()
  const { rows } = await exportOrders({ store, filter, path: join(place.path, 'out', 'x.csv') })
  delay.disable()
  const seconds = (performance.now() - started) / 1000
  say(
    `export: ${name}`,
    `${rows} rows in ${seconds.toFixed(1)} s; loop held p50 ${(delay.percentile(50) / 1e6 - 1).toFixed(1)}, p99 ${(delay.percentile(99) / 1e6 - 1).toFixed(1)}, worst ${(delay.max / 1e6 - 1).toFixed(1)} ms; ${Math.round(process.memoryUsage().rss / 1e6)} MB resident`,
  )
}
store.close()
place.remove()

function plain(): number {
  const connection = connect(join(place.path, 'plain.sqlite'))
  connection.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE t (id TEXT PRIMARY KEY, a INTEGER, b INTEGER, c TEXT, d INTEGER, e TEXT, f TEXT, g TEXT, h TEXT, i TEXT, j INTEGER, k TEXT) STRICT;
    CREATE INDEX t1 ON t (d); CREATE INDEX t2 ON t (f)`)
  const insert = connection.prepare('INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  let time = 0
  for (let number = 1; number <= blocks; number++) {
    const rows = rowsOf(number)
    const started = performance.now()
    connection.exec('BEGIN')
    for (const o of rows)
      insert.run(o.id, o.chainId, o.blockNumber, o.blockHash, o.blockTime, o.txHash, o.from, o.to, o.amount, o.usd, o.evidence, o.state)
    connection.exec('COMMIT')
    time += performance.now() - started
  }
  connection.close()
  return (blocks * perBlock) / (time / 1000)
}
