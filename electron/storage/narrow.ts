/** Finds the rows of a rare part of a filter through the indexes first, so that what is rare is not searched for in everything. */
import type { OrderFilter } from '#shared/order.ts'
import type { Database, Value } from './database.ts'
import { assetKeys, assetList, bySymbol, type Condition, conditionOf, fold, hexStart, join } from './filter.ts'
import { namedArrivals, ofRole, saying } from './namedRows.ts'
import { micros } from './row.ts'
import { decimalKey } from './sort.ts'

/** `named`: the rows are found by their numbers, and not by walking through a sort. */
export type Narrowed = Condition & { readonly named: boolean }

/** For a page: beyond so many rows of a part, walking through the sort finds a page of them sooner. */
export const fewForPage = 5_000
/** For what looks at every row that passes. */
export const fewForAll = 50_000

/**
 * The condition of a filter, its rarest part replaced by the numbers of the rows it means where there are at most `few` of them. A whole address or
 * hash, and a name, are followed further: they may be rare in what the rest of the filter leaves.
 */
export function narrowed(database: Database, filter: OrderFilter, few: number = fewForPage): Narrowed {
  const many = Math.max(few, 50_000)
  const tries: (() => Narrowed | null)[] = [
    () => byText(database, filter, few, many),
    () => without(filter, 'account', byAccount(database, fold(filter.account), few, many), few),
    () => without(filter, 'label', named(database, fold(filter.label), many), few),
    () => without(filter, 'roles', filter.roles?.length ? namedArrivals(database, ofRole(filter.roles), few) : null, few),
    () => without(filter, 'assets', byAsset(database, filter.assets ?? [], few), few),
    () => without(filter, 'minUsd', byUsd(database, filter, few), few),
    () => without(filter, 'minUnits', byUnits(database, filter, few), few),
    () => without(filter, 'kinds', byWhat(database, filter, few), few),
    () => without(filter, 'chainIds', byChain(database, filter.chainIds ?? [], few), few),
  ]
  for (const found of tries) {
    const condition = found()
    if (condition) return condition
  }
  return { ...conditionOf(filter), named: false }
}

const amongRows = (arrivals: readonly number[]): Condition => ({
  sql: 'o.arrival IN (SELECT value FROM json_each(?))',
  values: [JSON.stringify(arrivals)],
})

/**
 * The filter with a part of it told by row numbers; null where there are none to tell it by. Where they are more than a few, the sort is walked and
 * each row looked up among them: that is cheaper than to fetch and sort them all.
 */
function without(filter: OrderFilter, part: keyof OrderFilter, arrivals: readonly number[] | null, few: number): Narrowed | null {
  if (arrivals === null) return null
  const { [part]: _, ...rest } = filter
  return { ...join([amongRows(arrivals), conditionOf(rest)]), named: arrivals.length <= few }
}

function byText(database: Database, filter: OrderFilter, few: number, many: number): Narrowed | null {
  const text = fold(filter.text)
  if (text === '') return null
  if (hexStart.test(text)) return without(filter, 'text', candidates(database, text, text.length < 10 ? few : many), few)
  // Words are part of a symbol or of a name. Where no symbol has them, the rows that show such a name are all there is.
  const arrivals = namedArrivals(database, saying(text), many)
  if (arrivals === null) return null
  if (database.get('SELECT 1 FROM assets WHERE instr(folded, ?) > 0', text) === undefined) return without(filter, 'text', arrivals, few)
  const symbols = '(SELECT key FROM assets WHERE instr(folded, ?) > 0)'
  const moved = ofAssets(database, symbols, [text], few)
  if (moved) return without(filter, 'text', [...new Set([...arrivals, ...moved])], few)
  const { text: _, ...rest } = filter
  const [symbol, rows] = [bySymbol(text), amongRows(arrivals)]
  const either: Condition = { sql: `(${symbol.sql} OR ${rows.sql})`, values: [...symbol.values, ...rows.values] }
  return { ...join([either, conditionOf(rest)]), named: false }
}

/** Adds up row numbers from several lookups; null once there are more than `most`. */
function gather(database: Database, most: number, lookups: readonly Condition[]): number[] | null {
  const found = new Set<number>()
  for (const { sql, values } of lookups) {
    for (const [arrival] of database.lists(`${sql} LIMIT ?`, ...values, most + 1)) found.add(Number(arrival))
    if (found.size > most) return null
  }
  return [...found]
}

const sides = ['from_address', 'to_address']
const beginning = (text: string): Value[] => [text, `${text}g`]

const byAccount = (database: Database, text: string, few: number, many: number): number[] | null =>
  text === ''
    ? null
    : gather(
        database,
        text.length < 10 ? few : many,
        sides.map((side) => ({ sql: `SELECT arrival FROM orders WHERE ${side} >= ? AND ${side} < ?`, values: beginning(text) })),
      )

const named = (database: Database, label: string, most: number): number[] | null =>
  label === '' ? null : namedArrivals(database, saying(label), most)

function byAsset(database: Database, assets: readonly string[], most: number): number[] | null {
  const list = assetList(assets)
  return assets.length === 0 ? null : ofAssets(database, assetKeys, [list, list], most)
}

const ofAssets = (database: Database, keys: string, values: readonly Value[], most: number): number[] | null =>
  gather(
    database,
    most,
    ['asset', 'received_asset'].map((column) => ({ sql: `SELECT arrival FROM orders WHERE ${column} IN ${keys}`, values })),
  )

const byChain = (database: Database, chainIds: readonly number[], most: number): number[] | null =>
  chainIds.length === 0
    ? null
    : gather(
        database,
        most,
        [...new Set(chainIds)].map((chain) => ({ sql: 'SELECT arrival FROM orders WHERE chain_id = ?', values: [chain] })),
      )

/** Kinds, states and protocols: few of each are ever there together, so the combinations that are stored are listed first. */
function byWhat(database: Database, { kinds, states, sources }: OrderFilter, most: number): number[] | null {
  if (!kinds?.length && !states?.length && !sources?.length) return null
  const fits = (choices: readonly string[] | undefined, value: string) => !choices?.length || choices.includes(value)
  const lookups: Condition[] = []
  for (const source of distinct(database, 'source', ''))
    for (const kind of fits(sources, source) ? distinct(database, 'kind', 'source = ? AND', source) : [])
      for (const state of fits(kinds, kind) ? distinct(database, 'state', 'source = ? AND kind = ? AND', source, kind) : [])
        if (fits(states, state))
          lookups.push({ sql: 'SELECT arrival FROM orders WHERE source = ? AND kind = ? AND state = ?', values: [source, kind, state] })
  return gather(database, most, lookups)
}

/** Every value of a column of `orders_what` under those before it, by a jump for each. */
function distinct(database: Database, column: 'source' | 'kind' | 'state', under: string, ...values: readonly string[]): string[] {
  const found: string[] = []
  for (let last = ''; ; ) {
    const [row] = database.lists(`SELECT min(${column}) FROM orders INDEXED BY orders_what WHERE ${under} ${column} > ?`, ...values, last)
    if (typeof row?.[0] !== 'string') return found
    last = row[0]
    found.push(last)
  }
}

/** Through the places by value; `usd_micros` decides, as it does in the condition. */
function byUsd(database: Database, { minUsd, maxUsd }: OrderFilter, most: number): number[] | null {
  if (minUsd === undefined) return null
  const parts: Condition[] = [
    { sql: 'o.usd_key >= ?', values: [decimalKey(minUsd)] },
    ...(maxUsd === undefined ? [] : [{ sql: 'o.usd_micros <= ?', values: [micros(maxUsd)] }]),
  ]
  const { sql, values } = join(parts)
  return gather(database, most, [{ sql: `SELECT o.arrival FROM orders o INDEXED BY orders_usd WHERE ${sql}`, values }])
}

function byUnits(database: Database, { minUnits, maxUnits }: OrderFilter, most: number): number[] | null {
  if (minUnits === undefined) return null
  const upper = maxUnits === undefined ? [] : [{ sql: 'o.amount_key <= ?', values: [decimalKey(maxUnits)] }]
  const { sql, values } = join([{ sql: 'o.amount_key >= ?', values: [decimalKey(minUnits)] }, ...upper])
  return gather(database, most, [{ sql: `SELECT o.arrival FROM orders o INDEXED BY orders_amount WHERE ${sql}`, values }])
}

/** Row numbers whose hash, wallet, block or token begins with `text`; null where there are more than `most`. */
function candidates(database: Database, text: string, most: number): number[] | null {
  const chains = database.all('SELECT DISTINCT chain_id FROM assets').map((row) => Number(row.chain_id))
  const contracts = '(SELECT key FROM assets WHERE instr(folded, ?) > 0 OR substr(address, 1, ?) = ?)'
  return gather(database, most, [
    ...chains.flatMap((chain): Condition[] => [
      {
        sql: 'SELECT arrival FROM orders WHERE id >= ? AND id < ?',
        values: beginning(text).map((end) => `${chain}:${end}`),
      },
      {
        sql: `SELECT o.arrival FROM blocks b CROSS JOIN orders o ON o.chain_id = b.chain_id AND o.block_number = b.number AND o.block_hash = b.hash
          WHERE b.chain_id = ? AND b.hash >= ? AND b.hash < ?`,
        values: [chain, ...beginning(text)],
      },
    ]),
    ...sides.map((side) => ({ sql: `SELECT arrival FROM orders WHERE ${side} >= ? AND ${side} < ?`, values: beginning(text) })),
    ...['asset', 'received_asset'].map((column) => ({
      sql: `SELECT arrival FROM orders WHERE ${column} IN ${contracts}`,
      values: [text, text.length, text],
    })),
  ])
}
