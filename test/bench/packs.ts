/**
 * Events of a loyalty programme through its pack, every invariant on: read and booked alone, then through the whole store, then what the window asks of
 * the books, as the reader thread answers it: `node test/bench/packs.ts [events] [books]`; with `books` the first part alone. Rates are told by the clock and by
 * what the process got of a processor, for machines that do other things as well.
 */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { toEventSelector } from 'viem'
import { appraiseBusiness } from '#engine/packs/appraise.ts'
import { compilePack } from '#engine/packs/compile.ts'
import { roleHash } from '#engine/packs/shipped/accessControl.ts'
import { loyaltyPoints } from '#engine/packs/shipped/loyalty-points/index.ts'
import type { Hex, Log, Transaction } from '#engine/types.ts'
import type { Verified } from '#engine/verify/brand.ts'
import type { ReadCall, ReadInput } from '#ipc/services.ts'
import { movesOf, Pack } from '#shared/pack.ts'
import { bookedOf } from '#storage/books/booked.ts'
import { createBookkeeper } from '#storage/books/keep.ts'
import { connect, openDatabase } from '#storage/database.ts'
import { openStore } from '#storage/orders.ts'
import { createAnswers } from '#storage/reader/questions.ts'
import { createTurn } from '#storage/reader/turn.ts'
import { block, folder, hash, step } from '../storage/sample.ts'

const total = Number(process.argv[2] ?? 1_000_000)
const [perBlock, blocksAStep, merchants, consumers, campaigns] = [500, 10, 200, 20_000, 2_000]
const chainId = 1
const contract: Hex = '0x00000000000000000000000000000000000000aa'
const pack = Pack.parse({
  ...loyaltyPoints,
  contracts: { points: { ...loyaltyPoints.contracts.points, at: [{ chainId, address: contract }] } },
})
const watched = new Map([[pack.id, pack]])
const place = folder()
const say = (what: string, value: string) => process.stdout.write(`${what.padEnd(58)} ${value}\n`)

const word = (value: bigint | number): string => BigInt(value).toString(16).padStart(64, '0')
const account = (index: number): string => word(0xacc0000000n + BigInt(index))
const topic = (signature: string): Hex => toEventSelector(signature)
const topics = {
  issued: topic('Issued(address,address,uint256,bytes32,uint64)'),
  transfer: topic('Transfer(address,address,uint256)'),
  redeemed: topic('Redeemed(address,address,uint256,bytes32)'),
  granted: topic('RoleGranted(bytes32,address,address)'),
}
const roles = { merchant: roleHash('MERCHANT_ROLE'), consumer: roleHash('CONSUMER_ROLE') }
const ends = word(1_900_000_000)

/** Event `n` of the programme: first everyone gets a role, then of ten events two issue, two redeem and six pass on; one in 20,000 has not got what it gives. */
function logOf(n: number): Pick<Log, 'topics' | 'data'> {
  if (n < merchants + consumers) {
    const role = n < merchants ? roles.merchant : roles.consumer
    return { topics: [topics.granted, role, `0x${account(n)}`, `0x${account(0)}`], data: '0x' }
  }
  const consumer = account(merchants + ((n * 7919) % consumers))
  const other = account(merchants + ((n * 104_729 + 1) % consumers))
  const merchant = account(n % merchants)
  const campaign = word(1 + (Math.floor(n / 10) % campaigns))
  const issues = n < (merchants + consumers) * 2 || n % 10 < 2
  if (issues)
    return { topics: [topics.issued, `0x${merchant}`, `0x${consumer}`, `0x${campaign}`], data: `0x${word(1_000_000 + (n % 977))}${ends}` }
  if (n % 10 < 4) return { topics: [topics.redeemed, `0x${consumer}`, `0x${merchant}`, `0x${campaign}`], data: `0x${word(100 + (n % 89))}` }
  const amount = n % 20_000 === 9 ? 10n ** 15n : 10 + (n % 97)
  return { topics: [topics.transfer, `0x${consumer}`, `0x${other}`], data: `0x${word(amount)}` }
}

/** The transactions of a block, one event each, as the prover hands them on. */
const transactionsOf = (number: number): Verified<Transaction>[] =>
  Array.from({ length: perBlock }, (_, index): Verified<Transaction> => {
    const log: Log = { address: contract, position: 0, ...logOf((number - 1) * perBlock + index) }
    const made: Transaction = {
      ...{ hash: hash(`${number}/${index}`), index, from: contract, to: contract, created: null },
      ...{ value: 0n, input: '0x', succeeded: true, logs: [log] },
    }
    return made as Verified<Transaction>
  })

const reader = compilePack(pack, chainId)
/** Reads and appraises the next blocks; what it takes to make the transactions themselves is not counted. */
function readStep(first: number): { readonly change: ReturnType<typeof step>; readonly took: Spent } {
  const blocks = Array.from({ length: blocksAStep }, (_, index) => block(first + index))
  const transactions = blocks.map(({ number }) => transactionsOf(number))
  const started = begun()
  const made = blocks.flatMap((one, index) => {
    const legs = (transactions[index] ?? []).flatMap((transaction) => reader.read(transaction))
    return appraiseBusiness(legs, chainId, one, new Map())
  })
  const took = since(started)
  const [orders, notes] = [made.map(({ order }) => order), new Map(made.map(({ order, notes: beside }) => [order.id, beside]))]
  return { change: step({ blocks, orders, notes, from: first === 1 ? 1 : null, final: first - 64 }), took }
}

/** Milliseconds of processor time of this process, all its threads together. */
const processor = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
const steps = Math.ceil(total / (perBlock * blocksAStep))
type Spent = { readonly clock: number; readonly cpu: number }
const begun = (): Spent => ({ clock: performance.now(), cpu: processor() })
const since = (start: Spent): Spent => ({ clock: performance.now() - start.clock, cpu: processor() - start.cpu })
const plus = (a: Spent, b: Spent): Spent => ({ clock: a.clock + b.clock, cpu: a.cpu + b.cpu })
const none: Spent = { clock: 0, cpu: 0 }
const rate = ({ clock, cpu }: Spent) => {
  const events = steps * perBlock * blocksAStep
  return `${Math.round(events / (clock / 1000))} events/s, ${Math.round(events / (cpu / 1000))} a processor second`
}

function books(dataDir: string): void {
  openStore({ dataDir }).close()
  const database = openDatabase({ dataDir })
  const keeper = createBookkeeper(database, () => watched)
  let [reading, booking] = [none, none]
  let [worst, arrival, violations] = [0, 0, 0]
  for (let n = 0; n < steps; n++) {
    const { change, took } = readStep(n * blocksAStep + 1)
    const last = change.blocks.at(-1)
    const started = begun()
    database.transaction(() => {
      const events = bookedOf(
        change,
        change.orders.map(() => ++arrival),
      )
      const tip = last ? { number: last.number, time: last.timestamp } : null
      violations += keeper.step({ chainId, revertFrom: null, events, tip }).violations.length
    })
    const spent = since(started)
    ;[reading, booking] = [plus(reading, took), plus(booking, spent)]
    worst = Math.max(worst, spent.clock)
  }
  database.close()
  say(`read and appraise ${steps * perBlock * blocksAStep} events`, rate(reading))
  say('books alone, 5,000 a transaction', `${rate(booking)}, worst transaction ${worst.toFixed(0)} ms, ${violations} violations`)
  say('both', rate(plus(reading, booking)))
}

function whole(dataDir: string): void {
  const store = openStore({ dataDir })
  store.books.watch(watched)
  let [reading, storing] = [none, none]
  let worst = 0
  for (let n = 0; n < steps; n++) {
    const { change, took } = readStep(n * blocksAStep + 1)
    const started = begun()
    store.apply(change)
    const spent = since(started)
    ;[reading, storing] = [plus(reading, took), plus(storing, spent)]
    worst = Math.max(worst, spent.clock)
  }
  store.close()
  say('through the whole store', `${rate(plus(reading, storing))}, worst transaction ${worst.toFixed(0)} ms`)
  say('database', `${(statSync(join(dataDir, 'crowsnest.sqlite')).size / 1e6).toFixed(0)} MB`)
}

async function answers(dataDir: string): Promise<void> {
  const database = openDatabase({ dataDir, readOnly: true })
  database.exec('PRAGMA cache_size = -64000')
  const [units, now, rounds] = [pack.units, 1_800_000_000, 20]
  const ask = async <C extends ReadCall>(what: string, name: C, input: ReadInput<C>) => {
    const times: number[] = []
    for (let round = 0; round < rounds; round++) {
      const find = createAnswers(database)[name] as (input: ReadInput<C>, turn: () => Promise<void>) => unknown
      const started = performance.now()
      await find(input, createTurn(new AbortController().signal, 60_000))
      times.push(performance.now() - started)
    }
    times.sort((a, b) => a - b)
    say(what, `p50 ${times[Math.floor(rounds * 0.5)]?.toFixed(1)} ms, p95 ${times[Math.floor(rounds * 0.95)]?.toFixed(1)} ms`)
  }
  const document = connect(join(dataDir, 'crowsnest.sqlite'), { readOnly: true }).prepare('SELECT id FROM documents LIMIT 1').get()?.id
  const keys = (moves: string) => Object.keys(pack.verbs).filter((key) => pack.verbs[key] && movesOf(pack.verbs[key]) === moves)
  const members = Object.entries(pack.roles).map(([role, { label, members: own }]) => ({ role, label, members: own }))
  await ask('board and first documents', 'books.documents', { pack: pack.id, limit: 100, units, now })
  await ask('documents by due time', 'books.documents', { pack: pack.id, limit: 100, sort: 'due', units, now })
  await ask('documents of one party', 'books.documents', { pack: pack.id, limit: 100, account: `0x${account(7).slice(24)}`, units, now })
  await ask('one document in full', 'books.document', { pack: pack.id, chainId, type: 'campaign', id: String(document), units, now })
  await ask('balances', 'books.balances', { pack: pack.id, units, roles: members, issuing: keys('issue'), redeeming: keys('redeem') })
  await ask('flows', 'books.flows', { pack: pack.id, units, verbs: {} })
  await ask('violations', 'books.violations', { pack: pack.id, limit: 100 })
  await ask('how much there is of each pack', 'books.counts', null)
  database.close()
}

try {
  books(join(place.path, 'books'))
  if (process.argv[3] !== 'books') whole(join(place.path, 'whole'))
  if (process.argv[3] !== 'books') await answers(join(place.path, 'whole'))
} finally {
  place.remove()
}
