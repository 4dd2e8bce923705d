/** What the table and the charts ask of the store, at 10,000, 100,000 and 1,000,000 orders: `node test/bench/view.ts [rows …]`. Each store is made once, in the temporary folder. */
import { performance } from 'node:perf_hooks'
import type { ReadCall, ReadInput } from '#ipc/services.ts'
import type { OrderFilter } from '#shared/order.ts'
import { openDatabase } from '#storage/database.ts'
import { openStore } from '#storage/orders.ts'
import { createAnswers } from '#storage/reader/questions.ts'
import { createTurn } from '#storage/reader/turn.ts'
import { hash } from '../storage/sample.ts'
import { account, blocksOf, bytesOf, chainIds, marketFolder, putBlock, token } from './marketDay.ts'

const sizes = process.argv.slice(2).map(Number)
const rounds = 9
const say = (what: string, ...cells: readonly string[]) =>
  process.stdout.write(`${what.padEnd(54)}${cells.map((cell) => cell.padStart(13)).join('')}\n`)
const at = (times: readonly number[], part: number): string =>
  (times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0).toFixed(2)

for (const total of sizes.length > 0 ? sizes : [10_000, 100_000, 1_000_000]) {
  const { dataDir, made } = marketFolder(total)
  const bytes = Math.round(bytesOf(dataDir) / total)
  process.stdout.write(
    `\n${total} orders, ${bytes} bytes a row${made === null ? '' : `, made in ${Math.round(made / 1000)} s`}; milliseconds\n`,
  )
  say('', 'p50', 'p95')
  await questions(dataDir)
  inserts(dataDir, total)
}

async function questions(dataDir: string): Promise<void> {
  const database = openDatabase({ dataDir, readOnly: true })
  database.exec('PRAGMA cache_size = -64000')
  const time = Number(database.get('SELECT max(block_time) AS time FROM orders')?.time)
  const first = Number(database.get('SELECT min(block_time) AS time FROM orders')?.time)
  const usual = { spam: 'hide', internal: 'hide' } as const
  const filters: Readonly<Record<string, OrderFilter>> = {
    'as the app starts': usual,
    'one chain, final, transfers': { ...usual, chainIds: [chainIds[3] ?? 1], states: ['final'], kinds: ['transfer'] },
    'rare kind': { ...usual, kinds: ['burn'] },
    reverted: { states: ['reverted'] },
    'protocol and evidence': { ...usual, sources: ['cow'], minEvidence: 2 },
    'from 5 million USD': { ...usual, minUsd: '5000000' },
    'from 5 billion USD (few)': { ...usual, minUsd: '5000000000' },
    'from 900 million units': { ...usual, minUnits: '900000000' },
    'token by symbol': { ...usual, assets: ['TKN7'] },
    'rare token, one kind': { ...usual, assets: [token(49)?.address ?? ''], kinds: ['mint'] },
    'account (busy)': { ...usual, account: account(3) },
    'account (rare)': { ...usual, account: account(4_990) },
    'label of an exchange': { ...usual, label: 'venue 7' },
    'role exchange': { ...usual, roles: ['exchange'] },
    'inflows of a day': { ...usual, flows: ['inflow'], fromTime: time - 86_400 },
    'text: symbol': { ...usual, text: 'tkn7' },
    'text: name': { ...usual, text: 'venue 11' },
    'text: nothing': { ...usual, text: 'zzz' },
    'text: transaction': { ...usual, text: hash('tx:1/5/7') },
    'text: 0x7': { ...usual, text: '0x7' },
    'no row at all': { ...usual, chainIds: [999] },
  }
  // Each round has a sampler that remembers nothing.
  const ask = async <C extends ReadCall>(what: string, name: C, input: ReadInput<C>, note: (answer: unknown) => string = () => '') => {
    const times: number[] = []
    let answer: unknown
    for (let round = 0; round < rounds; round++) {
      const find = createAnswers(database)[name] as (input: ReadInput<C>, turn: () => Promise<void>) => unknown
      const started = performance.now()
      answer = await find(input, createTurn(new AbortController().signal, 60_000))
      times.push(performance.now() - started)
    }
    say(what, at(times, 0.5), at(times, 0.95), note(answer))
  }
  const count = (answer: unknown) => String((answer as { total: number }).total ?? '')
  for (const [name, filter] of Object.entries(filters)) await ask(`page: ${name}`, 'orders.page', { filter, limit: 100 })
  for (const by of ['time', 'usd', 'amount'] as const)
    for (const direction of ['desc', 'asc'] as const) {
      await ask(`page: by ${by} ${direction}`, 'orders.page', { filter: usual, sort: { by, direction }, limit: 100 })
      await ask(`page: by ${by} ${direction}, rare kind`, 'orders.page', {
        filter: { kinds: ['burn'] },
        sort: { by, direction },
        limit: 100,
      })
    }
  await ask('page: from the middle of time', 'orders.page', { filter: usual, from: { time: Math.floor((first + time) / 2) }, limit: 100 })
  for (const name of [
    'as the app starts',
    'rare kind',
    'token by symbol',
    'label of an exchange',
    'role exchange',
    'text: symbol',
    'from 5 million USD',
  ]) {
    await ask(`count: ${name}`, 'orders.count', { filter: filters[name] ?? {} })
    await ask(`samples: ${name}`, 'orders.samples', { filter: filters[name] ?? {} }, count)
  }
  await ask('samples: by usd', 'orders.samples', { filter: usual, sort: { by: 'usd', direction: 'desc' } }, count)
  await ask('samples: by amount', 'orders.samples', { filter: usual, sort: { by: 'amount', direction: 'asc' } }, count)
  const charts = ['charts.valueOverTime', 'charts.exchangeFlow', 'charts.topTokens', 'charts.topCounterparties', 'charts.sizes'] as const
  const ways: Readonly<Record<string, OrderFilter>> = {
    kept: usual,
    '24 hours': { ...usual, fromTime: time - 86_411 },
    'one token': { ...usual, assets: ['TKN7'] },
    'from 5 million USD': { ...usual, minUsd: '5000000' },
  }
  for (const [way, filter] of Object.entries(ways)) for (const name of charts) await ask(`${name}: ${way}`, name, { filter })
  database.close()
}

/** 500 orders a commit, as five blocks of 100 in five chains; the same again makes 500 more. */
function inserts(dataDir: string, total: number): void {
  const store = openStore({ dataDir })
  const times: number[] = []
  const from = blocksOf(total) + 10 + Math.floor(store.count({}) - total)
  for (let round = 0; round < 20; round++) {
    const started = performance.now()
    for (const chainId of chainIds.slice(0, 5)) {
      if (round === 0) store.restartChain(chainId)
      putBlock(store, chainId, from + round, from)
    }
    times.push(performance.now() - started)
  }
  store.close()
  say('500 new orders: five blocks, five commits', at(times, 0.5), at(times, 0.95))
}
