/** Stored orders that fulfil the conditions of a rule, oldest first, each judged by what stood before it. */
import { fulfils, narrowOf } from '#engine/rules/judge.ts'
import type { LabelTag } from '#shared/labels.ts'
import type { TableRow } from '#shared/order.ts'
import type { Condition } from '#shared/rules.ts'
import type { Database, Row } from '../database.ts'
import { join, type Condition as Sql } from '../filter.ts'
import { nameOf } from '../flows.ts'
import { fewForAll, narrowed } from '../narrow.ts'
import type { Turn } from '../reader/turn.ts'
import { lightColumns, lightJoins, toLightRow } from '../row.ts'
import { createFacts } from './facts.ts'

/** Unix seconds, inclusive. `blocks`: only from these heights on, by chain; chains that are not named are left out. */
export type Stretch = { readonly from: number; readonly to: number; readonly blocks?: ReadonlyMap<number, number> }

/** What a walk hands out; `arrival` is the row's number. */
export type Found = { readonly row: TableRow; readonly arrival: number }

/** So long at a stretch, as every question of the reader. */
const sliceMs = 15
/** Rows that are fetched by their numbers at a time. */
const together = 500

/** Orders that were taken back, or never came, are left out. What is written meanwhile may or may not be seen. */
export async function* walk(database: Database, when: Condition, stretch: Stretch, turn: Turn): AsyncGenerator<Found> {
  const arrivals = new WeakMap<TableRow, number>()
  const facts = createFacts(database, { walking: true, arrivalOf: (row) => arrivals.get(row) })
  for await (const rows of slices(database, when, stretch, turn))
    for (const { row, arrival } of rows) {
      arrivals.set(row, arrival)
      if (fulfils(row, when, facts)) yield { row, arrival }
    }
}

/** All rows that may fulfil the conditions, as far as a filter can tell. */
async function* slices(database: Database, when: Condition, { from, to, blocks }: Stretch, turn: Turn): AsyncGenerator<Found[]> {
  const { named, ...asked } = narrowed(database, { ...narrowOf(when), fromTime: from, toTime: to }, fewForAll)
  const toFound = createReading(database)
  const condition = join([asked, standing, ...(blocks ? [fromHeights(blocks)] : [])])
  const read = (more: Sql, index: string, order: string): Found[] => {
    const { sql, values } = join([more, condition])
    return database.all(`SELECT ${lightColumns} FROM orders o ${index} ${lightJoins} WHERE ${sql} ${order}`, ...values).map(toFound)
  }
  if (named) {
    const places = database.lists(
      `SELECT o.arrival FROM orders o WHERE ${condition.sql} ORDER BY +o.block_time, o.arrival`,
      ...condition.values,
    )
    for (let at = 0; at < places.length; at += together) {
      await turn()
      const part = JSON.stringify(places.slice(at, at + together).map(([arrival]) => Number(arrival)))
      const rows = database.all(
        `SELECT ${lightColumns} FROM json_each(?) j CROSS JOIN orders o ON o.arrival = j.value ${lightJoins} ORDER BY j.key`,
        part,
      )
      yield rows.map(toFound)
    }
    return
  }
  const order = 'ORDER BY o.block_time, o.arrival'
  for await (const slice of rising(database, from, to, turn)) yield read(slice, 'INDEXED BY orders_time', order)
}

/** Conditions that cut the rows of a time into slices, oldest first; what the caller does between two counts towards the size of the next. */
async function* rising(database: Database, from: number, to: number, turn: Turn): AsyncGenerator<Sql> {
  let below: readonly [number, number] = [from, -1]
  let rows = 500
  for (;;) {
    const started = performance.now()
    const [ceiling] = database.lists(
      // Skips as many rows as the slice will read: the end of the slice, not a page.
      `SELECT o.block_time, o.arrival FROM orders o INDEXED BY orders_time
       WHERE (o.block_time, o.arrival) > (?, ?) AND o.block_time <= ? ORDER BY o.block_time, o.arrival LIMIT 1 OFFSET ?`,
      ...below,
      to,
      rows - 1,
    )
    const above = ceiling ? ([Number(ceiling[0]), Number(ceiling[1])] as const) : ([to, Number.MAX_SAFE_INTEGER] as const)
    yield { sql: '(o.block_time, o.arrival) > (?, ?) AND (o.block_time, o.arrival) <= (?, ?)', values: [...below, ...above] }
    if (!ceiling) return
    below = above
    await turn()
    const took = performance.now() - started
    rows = Math.max(100, Math.min(50_000, Math.round(rows * Math.min(2, sliceMs / Math.max(took, 0.1)))))
  }
}

const standing: Sql = { sql: "o.state IN ('pending', 'seen', 'final')", values: [] }

const fromHeights = (blocks: ReadonlyMap<number, number>): Sql =>
  blocks.size === 0
    ? { sql: '0', values: [] }
    : {
        sql: `(${[...blocks].map(() => '(o.chain_id = ? AND o.block_number >= ?)').join(' OR ')})`,
        values: [...blocks].flat(),
      }

/** Most orders are of few accounts. */
const mostNames = 200_000

/** Reads the names of accounts once. */
function createReading(database: Database): (row: Row) => Found {
  const names = new Map<string, LabelTag | null>()
  const labelOf = (chainId: number, address: string): LabelTag | null => {
    const key = `${chainId}:${address}`
    const known = names.get(key)
    if (known !== undefined) return known
    // The columns of a name are those of a tag.
    const found = (nameOf(database, chainId, address) as LabelTag | undefined) ?? null
    if (names.size >= mostNames) names.clear()
    names.set(key, found)
    return found
  }
  return (row) => ({ row: toLightRow(row, labelOf), arrival: Number(row.arrival) })
}
