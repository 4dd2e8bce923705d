/** The whole of a sorted, filtered table in at most 2,000 keys, and where a place stands in it: what a scrollbar needs. */
import { newestFirst, type OrderSort, type SortPlace } from '#shared/contract/orders.ts'
import type { OrderFilter } from '#shared/order.ts'
import type { Database } from './database.ts'
import { fewForAll, type Narrowed, narrowed } from './narrow.ts'
import { newestSeq } from './outbox.ts'
import type { Turn } from './reader/turn.ts'
import { type Key, keyText, orderBy, placeBefore, readKey, type Sorting, sortingOf } from './sort.ts'

export type Samples = {
  readonly total: number
  readonly head: number
  readonly every: number
  readonly keys: readonly string[]
  readonly seq: number
}

type Kept = {
  readonly at: number
  readonly took: number
  readonly newest: number
  /** How many orders retention had removed until then: it makes no change that has a number. */
  readonly gone: number
  readonly keys: readonly Key[]
  readonly samples: Samples
}

export type Sampler = {
  samples(filter: OrderFilter, sort: OrderSort | undefined, turn: Turn): Promise<Samples>
  locate(
    question: {
      readonly filter: OrderFilter
      readonly sort?: OrderSort | undefined
      readonly at?: string | undefined
      readonly from?: SortPlace | undefined
    },
    turn: Turn,
  ): Promise<{ readonly index: number; readonly total: number }>
}

const mostKeys = 2_000
/** So many results are remembered. */
const remembered = 12
/** A result is good for this long, and for twenty times as long as it took. */
const goodMs = 2_000

/** Remembers what it found: asked again, it only counts what came in at the head, until the whole is worth another walk. */
export function createSampler(database: Database, now: () => number = () => performance.now()): Sampler {
  const known = new Map<string, Kept>()

  const find = async (filter: OrderFilter, sort: OrderSort, turn: Turn): Promise<Kept> => {
    const name = JSON.stringify([sort, filter])
    const kept = known.get(name)
    const again = kept && refreshed(database, filter, sort, kept, now())
    const found = again ?? (await sample(database, filter, sortingOf(sort), turn, now))
    known.delete(name)
    known.set(name, found)
    for (const oldest of known.keys()) {
      if (known.size <= remembered) break
      known.delete(oldest)
    }
    return found
  }

  return {
    samples: async (filter, sort, turn) => (await find(filter, sort ?? newestFirst, turn)).samples,
    async locate({ filter, sort, at, from }, turn) {
      const sorting = sortingOf(sort ?? newestFirst)
      const place = at !== undefined ? readKey(sorting, at) : from ? placeBefore(sorting, from) : null
      const { samples, keys } = await find(filter, sort ?? newestFirst, turn)
      if (place === null) return { index: 0, total: samples.total }
      const passed = keys.findLastIndex((key) => comesBefore(sorting, key, place))
      const condition = narrowed(database, filter, fewForAll)
      if (passed < 0)
        return { index: Math.min(countBetween(database, condition, sorting, null, place), samples.total), total: samples.total }
      const index = samples.head + passed * samples.every + countBetween(database, condition, sorting, keys[passed] ?? null, place)
      return { index: Math.min(index, samples.total), total: samples.total }
    },
  }
}

/** What is remembered, brought up to date where that is cheap; undefined where everything has to be walked again. */
function refreshed(database: Database, filter: OrderFilter, sort: OrderSort, kept: Kept, at: number): Kept | undefined {
  const { samples, keys, newest } = kept
  const seq = newestSeq(database)
  if (removedOrders(database) !== kept.gone) return undefined
  if (seq === samples.seq) return kept
  const age = at - kept.at
  if (sort.by !== 'time' || sort.direction !== 'desc') return age < Math.max(goodMs, 20 * kept.took) ? kept : undefined
  if (age > Math.max(goodMs, 20 * kept.took)) return undefined
  const { sql, values } = narrowed(database, filter, 0)
  const [first] = keys
  // An order that came in below the head, from history, shifts some keys and not others.
  const row = database.get(
    `SELECT count(*) AS count, coalesce(sum((o.block_time, o.arrival) < (?, ?)), 0) AS deep FROM orders o WHERE o.arrival > ? AND ${sql}`,
    ...(first ?? [-2, 0]),
    newest,
    ...values,
  )
  if (Number(row?.deep) > 0) return undefined
  const head = Number(row?.count)
  return { ...kept, samples: { ...samples, total: samples.total - samples.head + head, head, seq } }
}

async function sample(database: Database, filter: OrderFilter, sorting: Sorting, turn: Turn, now: () => number): Promise<Kept> {
  const at = now()
  const seq = newestSeq(database)
  const gone = removedOrders(database)
  const newest = Number(database.get('SELECT max(arrival) AS newest FROM orders')?.newest ?? 0)
  const condition = narrowed(database, filter, fewForAll)
  const every = Math.max(100, Math.ceil(newest / mostKeys))
  const { keys, total } = condition.named
    ? sampleNamed(database, condition, sorting, every)
    : await sampleWalk(database, condition, sorting, every, turn)
  const samples = { total, head: 0, every, keys: keys.map((key) => keyText(sorting, key)), seq }
  return { at, took: now() - at, newest, gone, keys, samples }
}

const removedOrders = (database: Database): number => Number(database.get('SELECT sum(orders) AS n FROM removed')?.n ?? 0)

/** Few rows, known by number: sorted at once. */
function sampleNamed(database: Database, { sql, values }: Narrowed, sorting: Sorting, every: number) {
  const keys: Key[] = []
  let total = 0
  for (const { only } of sorting.stretches) {
    const rows = database.lists(
      `SELECT o.${sorting.column}, o.arrival FROM orders o WHERE ${only} AND ${sql} ${orderBy(sorting, sorting.ascending, false)}`,
      ...values,
    )
    for (const row of rows) if (total++ % every === 0) keys.push(toKey(row))
  }
  return { keys, total }
}

/** Jumps from each key to the one `every` rows on, within the index of the sort. */
async function sampleWalk(database: Database, { sql, values }: Narrowed, sorting: Sorting, every: number, turn: Turn) {
  const { column, index, ascending } = sorting
  const keys: Key[] = []
  /** Rows from the last place to the next key, that one included. */
  let ahead = 1
  let total = 0
  for (const { only, beyond } of sorting.stretches) {
    let place: Key | null = null
    for (;;) {
      await turn()
      const rest: string = `FROM orders o INDEXED BY ${index} WHERE ${place ? beyond(ascending, false) : only} AND ${sql}`
      const [row] = database.lists(
        // Skips no more than the rows between two keys.
        `SELECT o.${column}, o.arrival ${rest} ${orderBy(sorting, ascending, true)} LIMIT 1 OFFSET ?`,
        ...(place ?? []),
        ...values,
        ahead - 1,
      )
      if (row) {
        place = toKey(row)
        keys.push(place)
        total += ahead
        ahead = every
        continue
      }
      const left = Number(database.get(`SELECT count(*) AS count ${rest}`, ...(place ?? []), ...values)?.count)
      total += left
      ahead -= left
      break
    }
  }
  return { keys, total }
}

/** Rows that pass at or beyond `from` (null: from the beginning) and before `to`. */
function countBetween(database: Database, { sql, values, named }: Narrowed, sorting: Sorting, from: Key | null, to: Key): number {
  const { ascending, stretches } = sorting
  let count = 0
  const [start, end] = [from ? stretches.findIndex(({ holds }) => holds(from)) : 0, stretches.findIndex(({ holds }) => holds(to))]
  for (const [index, { only, beyond }] of stretches.entries()) {
    if (index < start || index > end) continue
    const [lower, upper] = [index === start ? from : null, index === end ? to : null]
    const row = database.get(
      `SELECT count(*) AS count FROM orders o ${named ? '' : `INDEXED BY ${sorting.index}`} WHERE ${lower ? beyond(ascending, true) : only}
       AND ${upper ? beyond(!ascending, false) : '1'} AND ${sql}`,
      ...(lower ?? []),
      ...(upper ?? []),
      ...values,
    )
    count += Number(row?.count)
  }
  return count
}

function comesBefore({ ascending, stretches }: Sorting, a: Key, b: Key): boolean {
  const [left, right] = [stretches.findIndex(({ holds }) => holds(a)), stretches.findIndex(({ holds }) => holds(b))]
  if (left !== right) return left < right
  const less = a[0] < b[0] || (a[0] === b[0] && a[1] < b[1])
  const more = a[0] > b[0] || (a[0] === b[0] && a[1] > b[1])
  return (ascending ? less : more) || (!less && !more)
}

const toKey = ([value, arrival]: readonly unknown[]): Key => [typeof value === 'string' ? value : Number(value), Number(arrival)]
