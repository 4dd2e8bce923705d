/** Exact sums of dollars: how the kept totals hold them, and how they become text. */
import type { Total } from '#shared/contract/charts.ts'
import { formatDecimal } from '#shared/decimal.ts'

/** Orders, those of them with a price, and the sum of their millionths of a dollar. */
export type Sum = { count: number; priced: number; micros: bigint }

export const nothing = (): Sum => ({ count: 0, priced: 0, micros: 0n })

export function addTo(sum: Sum, more: Sum): Sum {
  sum.count += more.count
  sum.priced += more.priced
  sum.micros += more.micros
  return sum
}

/** Sums into and out of exchanges. */
export type Balanced = { readonly in: Sum; readonly out: Sum }

export const usdText = (micros: bigint): string => formatDecimal({ digits: micros, scale: 6 })
export const toTotal = ({ count, priced, micros }: Sum): Total => ({ count, priced, usd: usdText(micros) })

/** Larger sums first, then more orders. */
export const byValue = (a: Sum, b: Sum): number => (a.micros === b.micros ? b.count - a.count : a.micros < b.micros ? 1 : -1)

/** Four columns of a group of kept totals; `side` begins their names. Sums may leave a JavaScript number, so they come as text. */
export const keptSums = (side = ''): string =>
  `sum(t.${side}count), sum(t.${side}priced), CAST(sum(t.${side}high) AS TEXT), CAST(sum(t.${side}low) AS TEXT)`
/** The same four of a group of rows. */
export const rowSums =
  'count(*), count(o.usd_micros), CAST(sum(o.usd_micros / 1000000000) AS TEXT), CAST(sum(o.usd_micros % 1000000000) AS TEXT)'

/** Reads four columns that begin at `at`. */
export const readSum = (row: readonly unknown[], at: number): Sum => ({
  count: Number(row[at]),
  priced: Number(row[at + 1]),
  micros: BigInt(String(row[at + 2] ?? 0)) * 1_000_000_000n + BigInt(String(row[at + 3] ?? 0)),
})
