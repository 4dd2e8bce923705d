/** The pictures: each says how it groups, and makes its answer of the sums. */
import {
  type Bucket,
  bucketSeconds,
  type ChartQuestion,
  type ExchangeFlow,
  type Sizes,
  type TopTokens,
  type ValueOverTime,
} from '#shared/contract/charts.ts'
import type { Database } from '../database.ts'
import type { Turn } from '../reader/turn.ts'
import { type Group, type Grouping, gather, rangeOf } from './gather.ts'
import { entitiesOf } from './parties.ts'
import { addTo, type Balanced, byValue, nothing, type Sum, toTotal, usdText } from './sums.ts'

/** Steps of one picture at most. */
const mostSteps = 400
const mostListed = 50

export async function valueOverTime(database: Database, question: ChartQuestion, turn: Turn): Promise<ValueOverTime> {
  const { range, bucket, span } = stepsOf(database, question)
  const { groups, kept } = await gather(database, stepped(bucket, ['chain_id', 'kind']), question.filter, range, turn)
  const series = new Map<string, { chainId: number; kind: string; sum: Sum; points: { time: number; sum: Sum }[] }>()
  for (const { key, sum } of groups) {
    const [time, chainId, kind] = [Number(key[0]), Number(key[1]), String(key[2])]
    if (time < 0) continue
    const name = `${chainId}:${kind}`
    const one = series.get(name) ?? { chainId, kind, sum: nothing(), points: [] }
    addTo(one.sum, sum)
    one.points.push({ time, sum })
    series.set(name, one)
  }
  return {
    bucket,
    ...span,
    kept,
    series: [...series.values()]
      .sort((a, b) => byValue(a.sum, b.sum) || a.chainId - b.chainId || (a.kind < b.kind ? -1 : 1))
      .map(({ chainId, kind, sum, points }) => ({
        chainId,
        kind,
        total: toTotal(sum),
        points: points.sort((a, b) => a.time - b.time).map((point) => ({ time: point.time, ...toTotal(point.sum) })),
      })),
  }
}

export async function exchangeFlow(database: Database, question: ChartQuestion, turn: Turn): Promise<ExchangeFlow> {
  const { range, bucket, span } = stepsOf(database, question)
  const oneSided = " IN ('inflow', 'outflow')"
  const only = (grouping: Grouping): Grouping => ({
    kept: grouping.kept && { ...grouping.kept, only: `t.flow${oneSided}` },
    rows: { ...grouping.rows, only: `o.flow${oneSided}` },
  })
  const times = await gather(database, only(stepped(bucket, ['flow'])), question.filter, range, turn)
  const assets = await gather(database, only(byAsset(['flow'])), question.filter, range, turn)
  const entities = await entitiesOf(database, question.filter, range, turn)
  const points = balances(times.groups, ([time]) => String(time), 1)
  const all: Balanced = { in: nothing(), out: nothing() }
  for (const balance of points.values()) join(all, balance)
  return {
    bucket,
    ...span,
    kept: times.kept && assets.kept && entities.kept,
    total: toBalance(all),
    points: [...points]
      .map(([time, balance]) => ({ time: Number(time), ...toBalance(balance) }))
      .filter(({ time }) => time >= 0)
      .sort((a, b) => a.time - b.time),
    entities: largest(entities.balances).map(([entity, balance]) => ({ entity, ...toBalance(balance) })),
    assets: largest(balances(assets.groups, ([asset]) => String(asset), 1)).map(([key, balance]) => ({
      ...assetOf(database, Number(key)),
      ...toBalance(balance),
    })),
  }
}

export async function topTokens(database: Database, question: ChartQuestion, turn: Turn): Promise<TopTokens> {
  const { groups, kept } = await gather(database, byAsset([]), question.filter, rangeOf(question), turn)
  const tokens = groups
    .toSorted((a, b) => byValue(a.sum, b.sum) || Number(a.key[0]) - Number(b.key[0]))
    .slice(0, mostListed)
    .map(({ key, sum }) => ({ ...assetOf(database, Number(key[0])), ...toTotal(sum) }))
  return { kept, tokens }
}

export async function sizes(database: Database, question: ChartQuestion, turn: Turn): Promise<Sizes> {
  const { groups, kept } = await gather(database, bySize, question.filter, rangeOf(question), turn)
  const sums = new Map(groups.map(({ key, sum }) => [Number(key[0]), sum]))
  const priced = [...sums.keys()].filter((size) => size > unpriced)
  const first = Math.min(...priced)
  const steps = priced.length === 0 ? [] : Array.from({ length: Math.max(...priced) - first + 1 }, (_, index) => first + index)
  return {
    kept,
    unpriced: sums.get(unpriced)?.count ?? 0,
    sizes: steps.map((size) => ({ from: limitOf(size), to: limitOf(size + 1), ...toTotal(sums.get(size) ?? nothing()) })),
  }
}

const unpriced = -2
/** 1, 2, 5, 10, 20 …; 0 below. */
const limitOf = (size: number): string => (size < 0 ? '0' : `${[1, 2, 5][size % 3]}${'0'.repeat(Math.floor(size / 3))}`)
const dollars = 'CAST(o.usd_micros / 1000000 AS TEXT)'

const bySize: Grouping = {
  kept: { table: 'days', step: { column: 'day', seconds: 86_400 }, chain: 't.chain_id', kind: 't.kind', flow: 't.flow', group: ['t.size'] },
  rows: {
    group: [
      `CASE WHEN o.usd_micros IS NULL THEN -2 WHEN o.usd_micros < 1000000 THEN -1
       ELSE 3 * (length(${dollars}) - 1) + (substr(${dollars}, 1, 1) >= '2') + (substr(${dollars}, 1, 1) >= '5') END`,
    ],
  },
}

const byAsset = (more: readonly 'flow'[]): Grouping => ({
  kept: {
    table: 'asset_days',
    step: { column: 'day', seconds: 86_400 },
    chain: '(SELECT a.chain_id FROM assets a WHERE a.key = t.asset)',
    kind: 't.kind',
    flow: 't.flow',
    group: ['t.asset', ...more.map((name) => `t.${name}`)],
  },
  rows: { group: ['o.asset', ...more.map((name) => `o.${name}`)] },
})

/** By step; minutes are not kept. */
function stepped(bucket: Bucket, more: readonly ('chain_id' | 'kind' | 'flow')[]): Grouping {
  const seconds = bucketSeconds[bucket]
  const table = bucket === 'minute' ? null : bucket === 'hour' ? 'hours' : 'days'
  const column = bucket === 'hour' ? 'hour' : 'day'
  const start = (time: string) => `(CASE WHEN ${time} < 0 THEN -1 ELSE ${time} / ${seconds} * ${seconds} END)`
  const kept = { table: table ?? '', chain: 't.chain_id', kind: 't.kind', flow: 't.flow' }
  return {
    kept: table && {
      ...kept,
      step: { column, seconds: bucket === 'hour' ? 3_600 : 86_400 },
      group: [start(`t.${column}`), ...more.map((name) => `t.${name}`)],
    },
    rows: { group: [start('o.block_time'), ...more.map((name) => `o.${name}`)] },
  }
}

const buckets: readonly Bucket[] = ['minute', 'hour', 'day', 'week']

function stepsOf(database: Database, question: ChartQuestion) {
  const range = rangeOf(question)
  const ends = database.get('SELECT min(hour) AS first, max(hour) + 3599 AS last FROM hours WHERE hour >= 0')
  const first = range.from ?? Number(ends?.first ?? 0)
  const last = Math.max(first, range.to ?? Number(ends?.last ?? 0))
  const asked = question.bucket === undefined ? 0 : buckets.indexOf(question.bucket)
  const bucket = buckets.slice(asked).find((name) => (last - first) / bucketSeconds[name] <= mostSteps) ?? 'week'
  const begin = (time: number) => Math.floor(time / bucketSeconds[bucket]) * bucketSeconds[bucket]
  return { range, bucket, span: { from: begin(first), to: begin(last) } }
}

function assetOf(database: Database, key: number): { chainId: number; address: string | null; symbol: string } {
  const row = database.get('SELECT chain_id, address, symbol FROM assets WHERE key = ?', key)
  return {
    chainId: Number(row?.chain_id ?? 0),
    address: typeof row?.address === 'string' ? row.address : null,
    symbol: String(row?.symbol ?? ''),
  }
}

function join(balance: Balanced, more: Balanced): void {
  addTo(balance.in, more.in)
  addTo(balance.out, more.out)
}

/** Pairs the two directions of each name; `flow` is where in the key the direction stands. */
function balances(groups: readonly Group[], name: (key: Group['key']) => string, flow: number): Map<string, Balanced> {
  const found = new Map<string, Balanced>()
  for (const { key, sum } of groups) {
    const balance = found.get(name(key)) ?? { in: nothing(), out: nothing() }
    addTo(key[flow] === 'inflow' ? balance.in : balance.out, sum)
    found.set(name(key), balance)
  }
  return found
}

const net = (balance: Balanced): bigint => balance.in.micros - balance.out.micros
const size = (value: bigint): bigint => (value < 0n ? -value : value)

const largest = (found: ReadonlyMap<string, Balanced>): [string, Balanced][] =>
  [...found]
    .sort(([a, left], [b, right]) => {
      const [x, y] = [size(net(left)), size(net(right))]
      return x === y ? (a < b ? -1 : 1) : x < y ? 1 : -1
    })
    .slice(0, mostListed)

const toBalance = (balance: Balanced) => ({
  in: usdText(balance.in.micros),
  out: usdText(balance.out.micros),
  net: usdText(net(balance)),
  inCount: balance.in.count,
  outCount: balance.out.count,
})
