/** One row of the database ↔ one OrderRow. Nothing else knows the columns by name. */
import { createHash } from 'node:crypto'
import { toMicros } from '#shared/decimal.ts'
import type { Asset, OrderRow, OrderState } from '#shared/order.ts'
import type { Row, Value } from './database.ts'

/**
 * Columns and joins of a whole row. `o` is the order; CROSS JOIN keeps it outermost, whatever the planner would like. Not `o.*`:
 * a saturated `usd_micros` does not fit a JavaScript number.
 */
export const columns = `o.arrival, o.id, o.chain_id, o.block_number, o.block_hash, o.block_time, o.tx_hash, o.position, o.kind, o.source,
  o.from_address, o.to_address, o.amount, o.received_asset, o.received_amount, o.usd, o.priced_by, o.evidence, o.state,
  o.first_seen_at, o.changed_at, o.change_seq, a.address AS asset_address, a.symbol AS asset_symbol, a.decimals AS asset_decimals,
  r.address AS received_address, r.symbol AS received_symbol, r.decimals AS received_decimals`
export const joins = 'CROSS JOIN assets a ON a.key = o.asset LEFT JOIN assets r ON r.key = o.received_asset'

/** A selected row as the wire knows it. */
export function toOrder(row: Row): OrderRow {
  const time = Number(row.block_time)
  return {
    id: String(row.id),
    chainId: Number(row.chain_id),
    blockNumber: Number(row.block_number),
    blockHash: String(row.block_hash),
    blockTime: time === unknownTime ? null : time,
    txHash: String(row.tx_hash),
    position: Number(row.position),
    kind: String(row.kind),
    source: String(row.source),
    from: String(row.from_address),
    to: String(row.to_address),
    asset: asset(row.asset_address, row.asset_symbol, row.asset_decimals),
    amount: String(row.amount),
    received:
      row.received_asset === null
        ? null
        : { asset: asset(row.received_address, row.received_symbol, row.received_decimals), amount: String(row.received_amount) },
    usd: textOrNull(row.usd),
    pricedBy: textOrNull(row.priced_by),
    evidence: Number(row.evidence),
    state: row.state as OrderState,
  }
}

/** The changeable columns of an order, in the order of `values`. */
export const stored = [
  'block_number',
  'block_hash',
  'block_time',
  'kind',
  'source',
  'from_address',
  'to_address',
  'asset',
  'amount',
  'received_asset',
  'received_amount',
  'usd',
  'usd_micros',
  'priced_by',
  'evidence',
  'state',
] as const

/** Values for `stored`; the two asset keys come from the assets table. */
export function values(order: OrderRow, assetKey: number, receivedKey: number | null): Value[] {
  return [
    order.blockNumber,
    order.blockHash,
    order.blockTime ?? unknownTime,
    order.kind,
    order.source,
    order.from,
    order.to,
    assetKey,
    order.amount,
    receivedKey,
    order.received?.amount ?? null,
    order.usd,
    order.usd === null ? null : micros(order.usd),
    order.pricedBy,
    order.evidence,
    order.state,
  ]
}

/** Millionths of a dollar as the database sorts them, saturated at the largest 64-bit integer. */
export function micros(usd: string): bigint {
  const exact = toMicros(usd)
  return exact > largest ? largest : exact
}

/** Two rows have the same digest exactly when they say the same. 96 bits: no chance twins, and nothing is trusted to it. */
export const digest = (order: OrderRow): string => createHash('sha256').update(JSON.stringify(order)).digest('base64url').slice(0, 16)

const unknownTime = -1
const largest = 2n ** 63n - 1n

const textOrNull = (value: unknown): string | null => (value === null ? null : String(value))

const asset = (address: unknown, symbol: unknown, decimals: unknown): Asset => ({
  address: textOrNull(address),
  symbol: String(symbol),
  decimals: decimals === null ? null : Number(decimals),
})
