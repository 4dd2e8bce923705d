/** One row of the database ↔ one OrderRow. Nothing else knows the columns by name. */
import { createHash } from 'node:crypto'
import { toMicros } from '#shared/decimal.ts'
import type { LabelTag } from '#shared/labels.ts'
import type { Asset, Flow, OrderNotes, OrderRow, OrderState, TableRow } from '#shared/order.ts'
import type { Row, Value } from './database.ts'

/**
 * Columns and joins of a row without the names of its accounts. `o` is the order; CROSS JOIN keeps it outermost, whatever the planner would
 * like. Not `o.*`: a saturated `usd_micros` does not fit a JavaScript number.
 */
export const lightColumns = `o.arrival, o.id, o.chain_id, o.block_number, o.block_hash, o.block_time, o.tx_hash, o.position, o.kind, o.source,
  o.from_address, o.to_address, o.amount, o.received_asset, o.received_amount, o.usd, o.priced_by, o.evidence, o.state,
  o.first_seen_at, o.changed_at, o.change_seq, a.address AS asset_address, a.symbol AS asset_symbol, a.decimals AS asset_decimals,
  r.address AS received_address, r.symbol AS received_symbol, r.decimals AS received_decimals,
  o.ceiling, o.estimated, o.flow, coalesce(o.verdict, o.spam) AS spam`
export const lightJoins = 'CROSS JOIN assets a ON a.key = o.asset LEFT JOIN assets r ON r.key = o.received_asset'
/** Columns and joins of a whole row. */
export const columns = `${lightColumns}, ${label('from')}, ${label('to')}`
export const joins = `${lightJoins} ${named('from')} ${named('to')}`

/** What is known of an account: on this chain, else on all. */
function label(side: 'from' | 'to'): string {
  const parts = ['name', 'entity', 'role', 'source', 'confidence']
  const best = (part: string) => `CASE WHEN ${side}_here.name IS NULL THEN ${side}_all.${part} ELSE ${side}_here.${part} END`
  return parts.map((part) => `${best(part)} AS ${side}_${part}`).join(', ')
}

function named(side: 'from' | 'to'): string {
  const join = (name: string, chain: string) =>
    `LEFT JOIN names ${side}_${name} ON ${side}_${name}.address = o.${side}_address AND ${side}_${name}.chain_id = ${chain}`
  return `${join('here', 'o.chain_id')} ${join('all', '0')}`
}

/** A selected row as the window knows it: the order, and what is said of it. */
export const toTableRow = (row: Row): TableRow => ({
  ...toOrder(row),
  marks: {
    estimated: row.estimated === 1,
    flow: row.flow as Flow | null,
    spam: Number(row.spam),
    fromLabel: tag(row, 'from'),
    toLabel: tag(row, 'to'),
    time: Number(row.block_time),
  },
})

/** As `toTableRow`, of a row without names: `labelOf` is asked for one only when somebody looks. */
export function toLightRow(row: Row, labelOf: (chainId: number, address: string) => LabelTag | null): TableRow {
  const order = toOrder(row)
  return {
    ...order,
    marks: {
      estimated: row.estimated === 1,
      flow: row.flow as Flow | null,
      spam: Number(row.spam),
      get fromLabel() {
        return labelOf(order.chainId, order.from)
      },
      get toLabel() {
        return labelOf(order.chainId, order.to)
      },
      time: Number(row.block_time),
    },
  }
}

const tag = (row: Row, side: 'from' | 'to'): LabelTag | null =>
  row[`${side}_name`] === null
    ? null
    : {
        name: String(row[`${side}_name`]),
        entity: textOrNull(row[`${side}_entity`]),
        role: row[`${side}_role`] as LabelTag['role'],
        source: String(row[`${side}_source`]),
        confidence: row[`${side}_confidence`] as LabelTag['confidence'],
      }

/** The order of a selected row, as the wire of `watch` knows it. */
export function toOrder(row: Row): OrderRow {
  const time = Number(row.block_time)
  return {
    id: String(row.id),
    chainId: Number(row.chain_id),
    blockNumber: Number(row.block_number),
    blockHash: String(row.block_hash),
    blockTime: time === unknownTime || row.block_number === noBlock ? null : time,
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
  'estimated',
  'spam',
  'notes',
  'ceiling',
] as const

/** Values for `stored`; the two asset keys come from the assets table. */
export function values(order: OrderRow, notes: OrderNotes | null, assetKey: number, receivedKey: number | null): Value[] {
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
    notes?.estimated ? 1 : 0,
    notes?.spam.points ?? 0,
    notes === null ? null : JSON.stringify(notes),
    notes?.told ? toldCeiling : provenCeiling,
  ]
}

/** What the notes column holds; an order without any stands for itself. */
export const toNotes = (stored: unknown): OrderNotes =>
  typeof stored === 'string'
    ? (JSON.parse(stored) as OrderNotes)
    : { how: null, estimated: false, parts: [], prices: [], spam: { points: 0, signs: [] } }

/** Millionths of a dollar as the database sorts them, saturated at the largest 64-bit integer. */
export function micros(usd: string): bigint {
  const exact = toMicros(usd)
  return exact > largest ? largest : exact
}

/** Two rows have the same digest exactly when they say the same. 96 bits: no chance twins, and nothing is trusted to it. */
export const digest = ({ marks: _, ...order }: OrderRow & { readonly marks?: unknown }): string =>
  createHash('sha256').update(JSON.stringify(order)).digest('base64url').slice(0, 16)

const unknownTime = -1
/** The highest level that an order can reach: what rests on a trace is one endpoint's word, whatever becomes of its block. */
const toldCeiling = 1
const provenCeiling = 5
/** `block_number` of an order that is in no block. */
export const noBlock = -1
const largest = 2n ** 63n - 1n

const textOrNull = (value: unknown): string | null => (value === null ? null : String(value))

const asset = (address: unknown, symbol: unknown, decimals: unknown): Asset => ({
  address: textOrNull(address),
  symbol: String(symbol),
  decimals: decimals === null ? null : Number(decimals),
})
