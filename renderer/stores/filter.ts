/** The user's filter, applied to rows that arrive live exactly as the store applies it to stored ones. */
import { compareText, isDecimal } from '#shared/decimal.ts'
import type { OrderFilter, OrderRow } from '#shared/order.ts'

/** Whether a row belongs under the filter. */
export function passes(row: OrderRow, filter: OrderFilter): boolean {
  if (filter.chainIds && !filter.chainIds.includes(row.chainId)) return false
  if (filter.kinds && !filter.kinds.includes(row.kind)) return false
  if (filter.states && !filter.states.includes(row.state)) return false
  if (filter.assets && !touches(row, filter.assets)) return false
  if (filter.minUsd && (row.usd === null || !isDecimal(row.usd) || compareText(row.usd, filter.minUsd) < 0)) return false
  if (filter.fromTime !== undefined && (row.blockTime ?? 0) < filter.fromTime) return false
  if (filter.toTime !== undefined && (row.blockTime ?? 0) > filter.toTime) return false
  return !filter.text || saysText(row, filter.text.trim().toLowerCase())
}

/** Whether the filter narrows anything, beside what is folded away. */
export const isNarrow = ({ spam: _, internal: __, ...filter }: OrderFilter): boolean =>
  Object.values(filter).some((part) => part !== undefined && part !== '')

const touches = ({ asset, received }: OrderRow, wanted: readonly string[]): boolean =>
  [asset, received?.asset].some((each) => each && wanted.includes(each.address ?? 'native'))

function saysText(row: OrderRow, text: string): boolean {
  const symbols = [row.asset.symbol, row.received?.asset.symbol ?? '']
  if (symbols.some((symbol) => symbol.toLowerCase().includes(text))) return true
  return [row.from, row.to, row.txHash, row.blockHash, row.asset.address ?? '', row.received?.asset.address ?? ''].some(
    (hex) => hex !== '' && hex.startsWith(text),
  )
}
