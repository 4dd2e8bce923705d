/** Orders in memory that are paged, sampled and found as the store does it. */
import type { Handlers } from '#shared/contract/index.ts'
import { newestFirst, type OrderSort, type SortPlace } from '#shared/contract/orders.ts'
import { compareText } from '#shared/decimal.ts'
import type { OrderFilter, TableRow } from '#shared/order.ts'
import { passes } from '../../renderer/stores/filter.ts'

type Calls = Pick<Handlers, 'orders.page' | 'orders.samples' | 'orders.locate' | 'orders.count'>
export type FakeOrders = Calls & {
  /** Newest first. */
  readonly rows: TableRow[]
  readonly seq: () => number
  /** Adds orders, oldest first, or puts changed ones in the place of those of their ids; the changes as the host tells of them. */
  readonly change: (rows: readonly TableRow[]) => { firstSeq: number; lastSeq: number; rows: TableRow[] }
}

const mostKeys = 2000

/** `rows` newest first. */
export function createFakeOrders(rows: TableRow[]): FakeOrders {
  let seq = rows.length
  const arrival = new Map(rows.map(({ id }, index) => [id, rows.length - index]))
  const kept = new Map<string, readonly TableRow[]>()
  const order = (sort: OrderSort) => (a: TableRow, b: TableRow) => {
    if (sort.by === 'usd' && (a.usd === null) !== (b.usd === null)) return a.usd === null ? 1 : -1
    const value =
      sort.by === 'time'
        ? a.marks.time - b.marks.time
        : sort.by === 'usd'
          ? compareText(a.usd ?? '0', b.usd ?? '0')
          : compareText(a.amount, b.amount)
    return (sort.direction === 'desc' ? -1 : 1) * (value || (arrival.get(a.id) ?? 0) - (arrival.get(b.id) ?? 0))
  }
  const result = (filter: OrderFilter, sort: OrderSort): readonly TableRow[] => {
    const question = JSON.stringify([filter, sort])
    const known = kept.get(question)
    if (known) return known
    const found = rows.filter((row) => passes(row, filter)).sort(order(sort))
    if (kept.size > 6) kept.clear()
    kept.set(question, found)
    return found
  }
  const beyond = (all: readonly TableRow[], from: SortPlace, { direction }: OrderSort): number => {
    const compared = (row: TableRow) =>
      'time' in from
        ? row.marks.time - from.time
        : 'usd' in from
          ? row.usd === null
            ? null
            : compareText(row.usd, from.usd)
          : compareText(row.amount, from.amount)
    const at = all.findIndex((row) => {
      const value = compared(row)
      return value === null || (direction === 'desc' ? value <= 0 : value >= 0)
    })
    return at === -1 ? all.length : at
  }
  const indexOf = (all: readonly TableRow[], id: string) =>
    Math.max(
      0,
      all.findIndex((row) => row.id === id),
    )

  return {
    rows,
    seq: () => seq,
    change(changed) {
      kept.clear()
      for (const row of changed) {
        const at = arrival.has(row.id) ? rows.findIndex(({ id }) => id === row.id) : -1
        if (at !== -1) rows[at] = row
        else {
          arrival.set(row.id, arrival.size + 1)
          rows.unshift(row)
        }
      }
      seq += changed.length
      return { firstSeq: seq - changed.length + 1, lastSeq: seq, rows: [...changed] }
    },
    'orders.page'({ filter, sort = newestFirst, after, before, at, from, limit }) {
      const all = result(filter, sort)
      const end = before === undefined ? all.length : indexOf(all, before)
      const start =
        after !== undefined
          ? indexOf(all, after) + 1
          : at !== undefined
            ? indexOf(all, at)
            : from !== undefined
              ? beyond(all, from, sort)
              : before !== undefined
                ? Math.max(0, end - limit)
                : 0
      const page = all.slice(start, Math.min(end, start + limit))
      return { rows: page, next: start + page.length < all.length ? (page.at(-1)?.id ?? null) : null, previous: page[0]?.id ?? null, seq }
    },
    'orders.samples'({ filter, sort = newestFirst }) {
      const all = result(filter, sort)
      const every = Math.max(1, Math.ceil(all.length / mostKeys))
      return { total: all.length, head: 0, every, keys: all.filter((_, index) => index % every === 0).map(({ id }) => id), seq }
    },
    'orders.locate'({ filter, sort = newestFirst, at, from }) {
      const all = result(filter, sort)
      return { index: at !== undefined ? indexOf(all, at) : from !== undefined ? beyond(all, from, sort) : 0, total: all.length }
    },
    'orders.count': ({ filter }) => ({ count: result(filter, newestFirst).length }),
  }
}
