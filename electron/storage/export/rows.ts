/** The rows of an export, from one moment: in key order, in slices short enough that a cancel is heard between them. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { OrderFilter } from '#shared/order.ts'
import type { Database, Value } from '../database.ts'
import { type Condition, conditionOf } from '../filter.ts'

/** Block time and arrival of an order: newest first, no two alike. */
export type Key = readonly [number, number]
/** Above every key. */
export const top: Key = [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]

/** Each row begins with its chain; then the selected expressions. `below` is the key down to which everything was read. */
export type Slice = { readonly rows: readonly Value[][]; readonly below: Key }

/** What narrows an export beside its filter. */
export type Bound = {
  /** Only below this key. */
  readonly above: Key
  /** Only orders that had arrived by then; null for all. */
  readonly arrival: number | null
}

export const unbound: Bound = { above: top, arrival: null }

/** Reads the expressions of every order that passes, newest first. Stops between slices where `stop` throws. */
export function readRows(
  database: Database,
  filter: OrderFilter,
  select: readonly string[],
  bound: Bound,
  stop: () => void,
): AsyncGenerator<Slice> {
  const condition = bounded(conditionOf(filter), bound)
  const sql = `SELECT ${['o.chain_id', ...select].join(', ')} FROM orders o INDEXED BY orders_time ${assets} WHERE ${condition.sql}`
  return slices(database, { sql, values: condition.values, order: 'ORDER BY o.block_time DESC, o.arrival DESC' }, bound.above, stop)
}

/** The expressions of one order, by its arrival. */
export const selectOne = (select: readonly string[]): string => `SELECT ${select.join(', ')} FROM orders o ${assets} WHERE o.arrival = ?`

/** Every order has its asset; said as LEFT JOIN, SQLite looks up only the assets that are selected. */
const assets = 'LEFT JOIN assets a ON a.key = o.asset LEFT JOIN assets r ON r.key = o.received_asset'

/** How many rows `readRows` will give. */
export async function countRows(database: Database, filter: OrderFilter, bound: Bound, stop: () => void): Promise<number> {
  const { sql, values } = bounded(conditionOf(filter), bound)
  const query = { sql: `SELECT count(*) FROM orders o INDEXED BY orders_time WHERE ${sql}`, values, order: '' }
  let total = 0
  for await (const { rows } of slices(database, query, bound.above, stop)) total += Number(rows[0]?.[0])
  return total
}

type Query = Condition & { readonly order: string }

const bounded = ({ sql, values }: Condition, { arrival }: Bound): Condition =>
  arrival === null ? { sql, values } : { sql: `${sql} AND o.arrival <= ?`, values: [...values, arrival] }

/**
 * Walks all rows in key order and asks the query about one stretch of keys at a time, so that a filter which finds nothing holds the
 * thread no longer than one which finds everything. The stretch grows and shrinks so that one takes about `sliceMs`.
 */
async function* slices(database: Database, query: Query, from: Key, stop: () => void): AsyncGenerator<Slice> {
  let above = from
  let stretch = 50
  for (;;) {
    stop()
    const started = performance.now()
    const [floor] = database.lists(
      `SELECT o.block_time, o.arrival FROM orders o INDEXED BY orders_time WHERE (o.block_time, o.arrival) < (?, ?)
       ORDER BY o.block_time DESC, o.arrival DESC LIMIT 1 OFFSET ?`,
      ...above,
      stretch - 1,
    )
    const below: Key = floor ? [Number(floor[0]), Number(floor[1])] : [-2, 0]
    const rows = database.lists(
      `${query.sql} AND (o.block_time, o.arrival) < (?, ?) AND (o.block_time, o.arrival) >= (?, ?) ${query.order}`,
      ...query.values,
      ...above,
      ...below,
    )
    yield { rows, below }
    if (!floor) return
    above = below
    const took = performance.now() - started
    stretch = Math.max(20, Math.min(longest, Math.round(stretch * Math.min(2, sliceMs / Math.max(took, 0.1)))))
    await nextTurn()
  }
}

/** Target of one slice, writing included: a cancel is heard this soon, and memory stays flat. */
const sliceMs = 20
/** Rows of one slice at most: so few that they are gone before V8 counts them among what lives long, which saves 50 MB. */
const longest = 1_000
