/** Sums by group, from the totals that triggers keep and, where a filter asks for more or a time cuts through a step, from the rows themselves. */
import type { ChartQuestion } from '#shared/contract/charts.ts'
import type { OrderFilter } from '#shared/order.ts'
import type { Database, Value } from '../database.ts'
import { type Condition, join } from '../filter.ts'
import { fewForAll, narrowed } from '../narrow.ts'
import { type Turn, timeSlices } from '../reader/turn.ts'
import { addTo, keptSums, readSum, rowSums, type Sum } from './sums.ts'

/** One way to group: SQL expressions over the kept table `t`, and the same over `orders o`. */
export type Grouping = {
  /** Kept table, with its columns as expressions; a column that it lacks cannot be asked for by a filter. */
  readonly kept: {
    readonly table: string
    /** Column with the beginning of a step, and how many seconds one lasts; null: one total of all times. */
    readonly step: { readonly column: string; readonly seconds: number } | null
    readonly chain: string
    readonly kind: string | null
    readonly flow: string | null
    readonly group: readonly string[]
    /** Beginning of the names of the sums. */
    readonly side?: string
    readonly only?: string
    /** Conditions that cut a table of many cells into parts, which are asked one after the other. */
    readonly parts?: readonly Condition[]
  } | null
  readonly rows: { readonly group: readonly string[]; readonly only?: string }
}

/** Unix seconds, inclusive; null: no bound. */
export type Range = { readonly from: number | null; readonly to: number | null }
export type Group = { readonly key: readonly Value[]; readonly sum: Sum }

/** Both the filter and the question may bound the time: the narrower bound holds. */
export function rangeOf({ filter, from, to }: ChartQuestion): Range {
  const later = [filter.fromTime, from].filter((time) => time !== undefined)
  const earlier = [filter.toTime, to].filter((time) => time !== undefined)
  return { from: later.length === 0 ? null : Math.max(...later), to: earlier.length === 0 ? null : Math.min(...earlier) }
}

/** The times of the filter are those of `range`. */
export async function gather(
  database: Database,
  grouping: Grouping,
  { fromTime: _, toTime: __, ...filter }: OrderFilter,
  range: Range,
  turn: Turn,
): Promise<{ readonly groups: readonly Group[]; readonly kept: boolean }> {
  const groups = new Map<string, Group>()
  const take = (rows: readonly (readonly Value[])[], width: number) => {
    for (const row of rows) {
      const key = row.slice(0, width)
      const name = JSON.stringify(key)
      const known = groups.get(name)
      const sum = readSum(row, width)
      if (known) addTo(known.sum, sum)
      else if (sum.count > 0) groups.set(name, { key, sum })
    }
  }
  const whole = grouping.kept && wholeSteps(grouping.kept, filter, range)
  if (whole && grouping.kept) {
    for (const part of grouping.kept.parts ?? [{ sql: '1', values: [] }]) {
      const { sql, values } = keptQuery(grouping.kept, filter, whole, part)
      take(database.lists(sql, ...values), grouping.kept.group.length)
      await turn()
    }
  }
  for (const edge of whole ? edges(range, whole) : [range]) await countRows(database, grouping, filter, edge, turn, take)
  return { groups: [...groups.values()], kept: whole !== null }
}

/** What the kept totals can answer of a range: [from, to) in whole steps, null for no bound; null where they cannot help. */
type Whole = { readonly from: number | null; readonly to: number | null }

function wholeSteps(kept: NonNullable<Grouping['kept']>, filter: OrderFilter, range: Range): Whole | null {
  const { chainIds: _, kinds, flows, spam: __, internal: ___, ...more } = filter
  if (Object.values(more).some((part) => part !== undefined && part !== '' && !(Array.isArray(part) && part.length === 0))) return null
  if ((kinds?.length && kept.kind === null) || (flows?.length && kept.flow === null)) return null
  if (kept.step === null) return range.from === null && range.to === null ? { from: null, to: null } : null
  const { seconds } = kept.step
  const from = range.from === null ? null : Math.ceil(range.from / seconds) * seconds
  const to = range.to === null ? null : Math.floor((range.to + 1) / seconds) * seconds
  return from !== null && to !== null && from >= to ? null : { from, to }
}

/** What of a range lies beside its whole steps. */
function edges({ from, to }: Range, whole: Whole): Range[] {
  const before = from !== null && whole.from !== null && from < whole.from ? [{ from, to: whole.from - 1 }] : []
  const after = to !== null && whole.to !== null && whole.to <= to ? [{ from: whole.to, to }] : []
  return [...before, ...after]
}

function keptQuery(
  kept: NonNullable<Grouping['kept']>,
  { chainIds, kinds, flows, spam, internal }: OrderFilter,
  whole: Whole,
  part: Condition,
): Condition {
  const among = (column: string | null, choices: readonly (string | number)[] | undefined): Condition[] =>
    column !== null && choices?.length ? [{ sql: `${column} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(choices)] }] : []
  const bound = (sign: string, value: number | null): Condition[] =>
    value === null || kept.step === null ? [] : [{ sql: `t.${kept.step.column} ${sign} ?`, values: [value] }]
  const { sql, values } = join([
    ...bound('>=', whole.from),
    ...bound('<', whole.to),
    ...among(kept.chain, chainIds),
    ...among(kept.kind, kinds),
    ...among(kept.flow, flows),
    ...(internal === 'hide' && kept.flow !== null ? [{ sql: `${kept.flow} <> 'internal'`, values: [] }] : []),
    ...(spam === undefined ? [] : [{ sql: 't.spam = ?', values: [spam === 'only' ? 1 : 0] }]),
    ...(kept.only === undefined ? [] : [{ sql: kept.only, values: [] }]),
    part,
  ])
  const by = kept.group.map((_, index) => index + 1).join(', ')
  return { sql: `SELECT ${[...kept.group, keptSums(kept.side)].join(', ')} FROM ${kept.table} t WHERE ${sql} GROUP BY ${by}`, values }
}

async function countRows(
  database: Database,
  { rows }: Grouping,
  filter: OrderFilter,
  range: Range,
  turn: Turn,
  take: (rows: readonly (readonly Value[])[], width: number) => void,
): Promise<void> {
  const { named, ...asked } = narrowed(
    database,
    {
      ...filter,
      ...(range.from === null ? {} : { fromTime: range.from }),
      ...(range.to === null ? {} : { toTime: range.to }),
    },
    fewForAll,
  )
  // What was taken back, or is not mined yet, moved nothing; a filter that names states means those.
  const condition = filter.states?.length ? asked : join([asked, { sql: "o.state IN ('seen', 'final')", values: [] }])
  const by = rows.group.map((_, index) => index + 1).join(', ')
  const query = (index: string, more: Condition): Condition => {
    const { sql, values } = join([more, condition, ...(rows.only === undefined ? [] : [{ sql: rows.only, values: [] }])])
    return { sql: `SELECT ${[...rows.group, rowSums].join(', ')} FROM orders o ${index} WHERE ${sql} GROUP BY ${by}`, values }
  }
  if (named) {
    const { sql, values } = query('', { sql: '1', values: [] })
    return take(database.lists(sql, ...values), rows.group.length)
  }
  for await (const slice of timeSlices(database, range.from, range.to, turn)) {
    const { sql, values } = query('INDEXED BY orders_time', slice)
    take(database.lists(sql, ...values), rows.group.length)
  }
}
