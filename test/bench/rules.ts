/** What rules ask of the store, and what trials take, at a million orders: `node test/bench/rules.ts [rows]`. The store is made once, in the temporary folder. */
import { performance } from 'node:perf_hooks'
import { type Condition, largeOrders } from '#shared/rules.ts'
import { openDatabase } from '#storage/database.ts'
import { openStore } from '#storage/orders.ts'
import { createTurn } from '#storage/reader/turn.ts'
import { dryRun } from '#storage/rules/dryRun.ts'
import { createFacts } from '#storage/rules/facts.ts'
import { marketFolder } from './marketDay.ts'

const total = Number(process.argv[2] ?? 1_000_000)
const { dataDir } = marketFolder(total)
const database = openDatabase({ dataDir, readOnly: true })
database.exec('PRAGMA cache_size = -64000')

const say = (what: string, ...cells: readonly string[]) =>
  process.stdout.write(`${what.padEnd(60)}${cells.map((cell) => cell.padStart(12)).join('')}\n`)
const cpuMs = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

// The rows that other measurements added lie far in the future.
const newest = Number(database.get('SELECT block_time AS time FROM orders WHERE arrival = ?', total)?.time)
const store = openStore({ dataDir })
const { rows } = store.page({ toTime: newest }, null, 200)
store.close()

process.stdout.write(`\n${total} orders; milliseconds (of the processor) for one question, nothing remembered\n`)
say('', 'p50', 'p95')
const asks = {
  'earlier orders of an account: any?': (row) => createFacts(database).dealings(row, row.from, { most: 1 }),
  'of a day, from a million USD, up to ten': (row) =>
    createFacts(database).dealings(row, row.from, { most: 10, minutes: 1_440, minUsd: '1000000' }),
  'net inflow of an hour': (row) => createFacts(database).netInflow(row, { minutes: 60 }),
  'net inflow of a day': (row) => createFacts(database).netInflow(row, { minutes: 1_440 }),
  'net inflow of a day into one exchange': (row) => createFacts(database).netInflow(row, { minutes: 1_440, entity: 'Venue 7' }),
} satisfies Record<string, (row: (typeof rows)[number]) => unknown>
for (const [what, ask] of Object.entries(asks)) {
  const times = rows.map((row) => {
    const started = performance.now()
    ask(row)
    return performance.now() - started
  })
  times.sort((a, b) => a - b)
  say(what, (times[Math.floor(times.length / 2)] ?? 0).toFixed(2), (times[Math.floor(times.length * 0.95)] ?? 0).toFixed(2))
}

const leaf = (kind: string, given: Record<string, unknown>): Condition => ({ kind, with: given })
const value = leaf('value-above', { usd: '5000000' })
const token = leaf('token', { token: 'TKN7' })
const trials: Readonly<Record<string, Condition>> = {
  'worth 5 million': value,
  'worth 100,000 (nine of ten orders)': leaf('value-above', { usd: '100000' }),
  'one token': token,
  'either of both': { any: [value, token] },
  'first-seen wallet': leaf('first-seen', {}),
  'repeated whale, three of a million in an hour': leaf('repeated-whale', { times: 3, usd: '1000000', minutes: 60 }),
  'net inflow of an hour': leaf('net-flow', { usd: '10000000', minutes: 60 }),
  'net inflow of a day, each exchange and token': leaf('net-flow', {
    ...{ usd: '10000000', minutes: 1_440, eachExchange: true, eachToken: true },
  }),
}
process.stdout.write('\ntrials: milliseconds (wall, processor), rings, orders looked at\n')
for (const [hours, span] of [
  [168, '7 days'],
  [24 * 40, 'everything'],
] as const)
  for (const [what, when] of Object.entries(trials)) {
    const [started, cpu] = [performance.now(), cpuMs()]
    const question = { rule: { ...largeOrders('1'), when }, kept: null, window: { hours }, now: newest * 1000 }
    const { rings, orders } = await dryRun(database, question, createTurn(new AbortController().signal, 600_000))
    say(`${span}: ${what}`, (performance.now() - started).toFixed(0), (cpuMs() - cpu).toFixed(0), String(rings), String(orders))
  }
database.close()
