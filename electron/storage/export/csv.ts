/** Orders as a CSV file: streamed from a snapshot at constant memory, in slices short enough that the window never notices. */
import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { EngineError } from '#engine/errors.ts'
import type { OrderFilter, OrderRow } from '#shared/order.ts'
import { type Database, openDatabase } from '../database.ts'
import { storageError } from '../errors.ts'
import { type Condition, conditionOf } from '../filter.ts'
import { columns, joins, toOrder } from '../row.ts'
import { csvLine } from './cells.ts'
import { type ChainCoverage, chainsCovered, coverageText } from './coverageText.ts'

export type ExportOptions = {
  /** What `openStore` answered; the export reads the same data folder over a connection of its own. */
  readonly store: { readonly dataDir: string }
  readonly filter: OrderFilter
  /** The finished file; a temporary one beside it takes the lines until then. */
  readonly path: string
  readonly signal?: AbortSignal
  /** Rows written and rows in all. */
  readonly onProgress?: (rows: number, total: number) => void
  readonly chainName?: (chainId: number) => string
  /** Byte order mark, so that Excel reads UTF-8; default true. */
  readonly bom?: boolean
  /** Unix milliseconds, for the statement of coverage. */
  readonly now?: () => number
}

/** The statement of what an export covers lies beside it under this name. */
export const coverageFileOf = (path: string): string => `${path}.coverage.txt`

/**
 * Writes every order that passes the filter, newest first, as of the moment of the call, and beside it what the export covers. Rejects with
 * EngineError CANCELLED, DISK_FULL, READ_ONLY, NOT_FOUND …; then there is no file under either final name that was not there before, and
 * no temporary one.
 */
export async function exportCsv(options: ExportOptions): Promise<{ rows: number; coverage: ChainCoverage[] }> {
  const { path, filter, signal, onProgress, chainName = () => '' } = options
  const at = (options.now ?? Date.now)()
  const database = openDatabase({ dataDir: options.store.dataDir, readOnly: true })
  const part = `${path}.${randomUUID().slice(0, 8)}.part`
  const statement = `${part}.txt`
  const byChain = new Map<number, number>()
  let handle: FileHandle | null = null
  try {
    // One read transaction: rows that arrive meanwhile are not half in.
    database.exec('BEGIN')
    const total = await countSlices(database, filter, signal)
    handle = await open(part, 'wx')
    await handle.write((options.bom === false ? '' : '\ufeff') + csvLine(header))
    let rows = 0
    onProgress?.(rows, total)
    for await (const slice of slices(database, selectRows(filter), signal)) {
      if (slice.length === 0) continue
      const orders = slice.map(toOrder)
      await handle.write(orders.map((order) => csvLine(cells(order, chainName))).join(''))
      for (const { chainId } of orders) byChain.set(chainId, (byChain.get(chainId) ?? 0) + 1)
      rows += slice.length
      onProgress?.(rows, total)
    }
    await handle.sync()
    await handle.close()
    const coverage = chainsCovered(database, filter, byChain, chainName)
    handle = await open(statement, 'wx')
    await handle.write(coverageText(basename(path), at, filter, coverage))
    await handle.sync()
    await handle.close()
    handle = null
    stopIfAborted(signal)
    await publish(part, statement, path)
    return { rows, coverage }
  } catch (error) {
    await handle?.close().catch(() => {})
    for (const left of [part, statement]) await rm(left, { force: true }).catch(() => {})
    throw storageError(error, path)
  } finally {
    database.close()
  }
}

/** Both get their final names or neither: rows without their statement, or a statement without rows, would mislead. */
async function publish(part: string, statement: string, path: string): Promise<void> {
  const beside = coverageFileOf(path)
  await rename(statement, beside)
  try {
    await rename(part, path)
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {})
    throw error
  }
}

/** Column names, in order. */
export const header = [
  'id',
  'chain_id',
  'chain',
  'block_number',
  'block_hash',
  'block_time_utc',
  'tx_hash',
  'position',
  'kind',
  'source',
  'from',
  'to',
  'asset_address',
  'asset_symbol',
  'amount',
  'received_address',
  'received_symbol',
  'received_amount',
  'usd',
  'priced_by',
  'evidence',
  'state',
] as const

const cells = (order: OrderRow, chainName: (chainId: number) => string): string[] => [
  order.id,
  String(order.chainId),
  chainName(order.chainId),
  String(order.blockNumber),
  order.blockHash,
  isoTime(order.blockTime),
  order.txHash,
  String(order.position),
  order.kind,
  order.source,
  order.from,
  order.to,
  order.asset.address ?? '',
  order.asset.symbol,
  order.amount,
  order.received?.asset.address ?? '',
  order.received?.asset.symbol ?? '',
  order.received?.amount ?? '',
  order.usd ?? '',
  order.pricedBy ?? '',
  String(order.evidence),
  order.state,
]

/** ECMAScript dates end at 8.64e12 seconds; a chain may claim any number. */
const isoTime = (seconds: number | null): string =>
  seconds === null ? '' : Math.abs(seconds) <= 8.64e12 ? new Date(seconds * 1000).toISOString() : String(seconds)

type Query = Condition & { readonly order: string }
type Rows = ReturnType<Database['all']>

function selectRows(filter: OrderFilter): Query {
  const { sql, values } = conditionOf(filter)
  return {
    sql: `SELECT ${columns} FROM orders o INDEXED BY orders_time ${joins} WHERE ${sql}`,
    values,
    order: 'ORDER BY o.block_time DESC, o.arrival DESC',
  }
}

async function countSlices(database: Database, filter: OrderFilter, signal: AbortSignal | undefined): Promise<number> {
  const { sql, values } = conditionOf(filter)
  const query = { sql: `SELECT count(*) AS count FROM orders o INDEXED BY orders_time WHERE ${sql}`, values, order: '' }
  let total = 0
  for await (const [row] of slices(database, query, signal)) total += Number(row?.count)
  return total
}

/**
 * Walks all rows in key order and asks the query about one stretch of keys at a time, so that a filter which finds nothing holds the
 * process no longer than one which finds everything. The stretch grows and shrinks so that one takes about `sliceMs`.
 */
async function* slices(database: Database, query: Query, signal: AbortSignal | undefined): AsyncGenerator<Rows> {
  let above: [number, number] = [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]
  let stretch = 50
  for (;;) {
    stopIfAborted(signal)
    const started = performance.now()
    const [floor] = database.all(
      `SELECT o.block_time, o.arrival FROM orders o INDEXED BY orders_time WHERE (o.block_time, o.arrival) < (?, ?)
       ORDER BY o.block_time DESC, o.arrival DESC LIMIT 1 OFFSET ?`,
      ...above,
      stretch - 1,
    )
    const below: [number, number] = floor ? [Number(floor.block_time), Number(floor.arrival)] : [-2, 0]
    yield database.all(
      `${query.sql} AND (o.block_time, o.arrival) < (?, ?) AND (o.block_time, o.arrival) >= (?, ?) ${query.order}`,
      ...query.values,
      ...above,
      ...below,
    )
    if (!floor) return
    above = below
    const took = performance.now() - started
    stretch = Math.max(20, Math.min(20_000, Math.round(stretch * Math.min(2, sliceMs / Math.max(took, 0.1)))))
    await nextTurn()
  }
}

/** Target of one slice: well below the 8 ms that a main process may be held, for the slow moments. */
const sliceMs = 2.5

function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new EngineError('CANCELLED', 'The export was cancelled; no file was written.')
}
