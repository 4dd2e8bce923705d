/** One step of one chain, committed whole or not at all, and the changes that it made. */
import { EngineError } from '#engine/errors.ts'
import type { ChainStep, HistoryStep, OrderChange, StoredHeader } from '#engine/ports.ts'
import type { OrderNotes, OrderRow } from '#shared/order.ts'
import { addBlocks, addHistory, blockOf, dropFrom, finaliseTo, forgetFinal, forgetIfEmpty, noteAgreed, raiseBlock } from './blocks.ts'
import { bookedOf } from './books/booked.ts'
import { coverBlocks, uncover } from './coverage.ts'
import type { Database, Row } from './database.ts'
import { endPending } from './pending.ts'
import { columns, joins } from './row.ts'
import { type Before, type Desk, note, record, storedRow, writeRow } from './writeRow.ts'

/**
 * Applies a step in one transaction. Order of work: drop, add blocks, put orders, finalise, forget. A final order never changes again.
 * Throws EngineError; then nothing was changed.
 */
export function applyStep(desk: Desk, step: ChainStep): OrderChange[] {
  const { database } = desk
  const before: Before = new Map()
  const { chainId } = step
  const dropped = step.revertFrom === null ? [] : dropFrom(database, chainId, step.revertFrom)
  for (const block of dropped) {
    for (const order of ordersIn(database, chainId, block)) revert(database, before, order)
    uncover(database, chainId, block.number, block.number)
  }
  addBlocks(database, step)
  for (const block of step.blocks) {
    for (const order of ordersAt(database, chainId, block.number)) {
      if (order.block_hash !== block.hash) revert(database, before, order)
    }
    settle(database, before, chainId, block, false)
  }
  const arrivals = step.orders.map((order) => put(desk, before, order, step.notes?.get(order.id) ?? null, 'seen'))
  endPending(desk, before, chainId, step.mined ?? [])
  const finalised = finaliseTo(database, chainId, step.final)
  for (const block of finalised) settle(database, before, chainId, block, true)
  coverBlocks(database, chainId, reached(database, chainId, step.blocks))
  coverBlocks(database, chainId, finalised)
  forgetFinal(database, chainId)
  for (const block of dropped) forgetIfEmpty(database, chainId, block.number, block.hash)
  keepBooks(desk, step, arrivals, step.revertFrom)
  return record(desk, before)
}

/**
 * Stores final blocks of history in one transaction: their orders are `final` at once, orders of other blocks at their heights become
 * `reverted`, and the blocks count as covered. Throws EngineError; then nothing was changed.
 */
export function fillStep(desk: Desk, step: HistoryStep): OrderChange[] {
  const { database } = desk
  const { chainId, blocks, orders, notes } = step
  const before: Before = new Map()
  addHistory(database, chainId, blocks)
  for (const block of blocks) {
    for (const order of ordersAt(database, chainId, block.number)) {
      if (order.block_hash !== block.hash) revert(database, before, order)
    }
    settle(database, before, chainId, block, true)
  }
  const arrivals = orders.map((order) => put(desk, before, order, notes?.get(order.id) ?? null, 'final'))
  coverBlocks(database, chainId, reached(database, chainId, blocks))
  for (const block of blocks) forgetIfEmpty(database, chainId, block.number, block.hash)
  keepBooks(desk, step, arrivals, null)
  return record(desk, before)
}

/** Raises blocks and their orders to `evidence` in one transaction. */
export function raiseStep(
  { database, ...desk }: Desk,
  chainId: number,
  hashes: readonly string[],
  evidence: number,
  agreed: ReadonlyMap<string, readonly string[]> = new Map(),
): OrderChange[] {
  for (const [hash, hosts] of agreed) noteAgreed(database, chainId, hash, hosts)
  const before: Before = new Map()
  for (const hash of hashes) {
    const block = raiseBlock(database, chainId, hash, evidence)
    if (!block) continue
    settle(database, before, chainId, block, false)
    coverBlocks(database, chainId, [block])
  }
  return record({ database, ...desk }, before)
}

/** Blocks at the level that is stored for them, which may be higher than the one that they were read at this time. */
const reached = (database: Database, chainId: number, blocks: readonly StoredHeader[]): StoredHeader[] =>
  blocks.map((block) => blockOf(database, chainId, block.hash) ?? block)

const ordersAt = (database: Database, chainId: number, number: number): Row[] =>
  database.all(`SELECT ${columns} FROM orders o ${joins} WHERE o.chain_id = ? AND o.block_number = ?`, chainId, number)

const ordersIn = (database: Database, chainId: number, block: StoredHeader): Row[] =>
  ordersAt(database, chainId, block.number).filter((row) => row.block_hash === block.hash)

function revert(database: Database, before: Before, row: Row): void {
  if (row.state !== 'seen') return
  note(before, row)
  database.run("UPDATE orders SET state = 'reverted' WHERE arrival = ?", row.arrival ?? null)
}

/** Brings the orders of a block to the block's evidence, and to `final` where the block is. Reverted orders stay as they were. */
function settle(database: Database, before: Before, chainId: number, block: StoredHeader, final: boolean): void {
  const evidence = blockOf(database, chainId, block.hash)?.evidence ?? block.evidence
  for (const row of ordersIn(database, chainId, block)) {
    const state = final && row.state === 'seen' ? 'final' : row.state
    const level = Math.min(evidence, Number(row.ceiling))
    if (row.state === 'reverted' || (state === row.state && Number(row.evidence) >= level)) continue
    note(before, row)
    database.run('UPDATE orders SET state = ?, evidence = max(evidence, ?) WHERE arrival = ?', state ?? null, level, row.arrival ?? null)
  }
}

function put(desk: Desk, before: Before, order: OrderRow, notes: OrderNotes | null, state: 'seen' | 'final'): number {
  const { database } = desk
  const block = blockOf(database, order.chainId, order.blockHash)
  if (!block || block.number !== order.blockNumber) {
    throw new EngineError(
      'DATABASE',
      `Order ${order.id} belongs to block ${order.blockNumber}, which is not in this step; nothing was stored.`,
    )
  }
  const evidence = notes?.told ? Math.min(1, block.evidence) : block.evidence
  const existing = storedRow(database, order.id)
  return existing?.state === 'final' ? Number(existing.arrival) : writeRow(desk, before, { ...order, evidence, state }, notes, existing)
}

/** The orders that packs told of go into the books of their businesses, in the order in which they stand in their blocks. */
function keepBooks({ books, onBooks }: Desk, step: ChainStep | HistoryStep, arrivals: readonly number[], revertFrom: number | null): void {
  if (!books) return
  const events = bookedOf(step, arrivals)
  const last = 'from' in step ? step.blocks.at(-1) : undefined
  const news = books.step({ chainId: step.chainId, revertFrom, events, tip: last ? { number: last.number, time: last.timestamp } : null })
  if (news.packs.size > 0) onBooks?.(news)
}
