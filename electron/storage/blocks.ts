/** The run of blocks that each chain goes on from. Every function that writes is called inside the step's transaction. */
import { EngineError } from '#engine/errors.ts'
import type { ChainCursor, ChainStep, StoredHeader } from '#engine/ports.ts'
import type { Hex, Roots } from '#engine/types.ts'
import { levelOf } from '#shared/evidence.ts'
import { uncover } from './coverage.ts'
import type { Database, Row, Value } from './database.ts'

/** Where the chain stands; null before its first block and after `restart`. */
export function cursorOf(database: Database, chainId: number): ChainCursor | null {
  const row = database.get(
    `SELECT c.run_from, c.final, b.number, b.hash FROM chains c
     JOIN blocks b ON b.chain_id = c.chain_id AND b.live = 1 WHERE c.chain_id = ? ORDER BY b.number DESC LIMIT 1`,
    chainId,
  )
  if (!row) return null
  return {
    from: Number(row.run_from),
    number: Number(row.number),
    hash: String(row.hash),
    final: row.final === null ? null : Number(row.final),
  }
}

/** The live run, ascending: everything that is not final yet, plus the newest final block. */
export const headersOf = (database: Database, chainId: number): StoredHeader[] =>
  database.all('SELECT * FROM blocks WHERE chain_id = ? AND live = 1 ORDER BY number', chainId).map(toHeader)

/** A stored block, live or kept for its orders. */
export function blockOf(database: Database, chainId: number, hash: string): StoredHeader | null {
  const row = database.get('SELECT * FROM blocks WHERE chain_id = ? AND hash = ?', chainId, hash)
  return row ? toHeader(row) : null
}

/** Takes the blocks from `from` on out of the run; answers their headers. Throws where one of them is final: that is the user's choice. */
export function dropFrom(database: Database, chainId: number, from: number): StoredHeader[] {
  const rows = database.all('SELECT * FROM blocks WHERE chain_id = ? AND live = 1 AND number >= ? ORDER BY number', chainId, from)
  const final = rows.find((row) => row.final === 1)
  if (final) throw broken(chainId, `block ${final.number} is final and cannot be rolled back`)
  database.run('UPDATE blocks SET live = 0 WHERE chain_id = ? AND live = 1 AND number >= ?', chainId, from)
  return rows.map(toHeader)
}

/**
 * Adds the step's blocks to the run and remembers where the run begins. They must be linked, and either follow the newest block, end right
 * before the run (a gap filled backwards), repeat stored blocks, or begin a new run (`step.from` given). Throws EngineError DATABASE otherwise.
 */
export function addBlocks(database: Database, step: ChainStep): void {
  const { chainId, blocks } = step
  const cursor = cursorOf(database, chainId)
  const first = blocks[0]
  const last = blocks.at(-1)
  requireLinked(chainId, blocks)
  if (cursor && first && last && !continues(database, step, cursor, first, last)) {
    if (step.from === null) {
      throw broken(chainId, `block ${first.number} does not follow the newest stored block ${cursor.number} (${cursor.hash})`)
    }
    forgetRun(database, chainId)
  }
  for (const block of blocks) addBlock(database, chainId, block)
  if (step.from === null && !first) return
  const runFrom = step.from ?? (cursor ? Math.min(cursor.from, first?.number ?? cursor.from) : (first?.number ?? 0))
  database.run(
    'INSERT INTO chains (chain_id, run_from) VALUES (?, ?) ON CONFLICT DO UPDATE SET run_from = excluded.run_from',
    chainId,
    runFrom,
  )
}

/**
 * Keeps final blocks of history beside the run. They must be linked, lie outside the run, and lead up to its first block where they reach it.
 * Throws EngineError DATABASE otherwise.
 */
export function addHistory(database: Database, chainId: number, blocks: readonly StoredHeader[]): void {
  requireLinked(chainId, blocks)
  const cursor = cursorOf(database, chainId)
  const last = blocks.at(-1)
  for (const block of cursor ? blocks : []) {
    if (cursor && block.number >= cursor.from && block.number <= cursor.number) {
      throw broken(chainId, `block ${block.number} belongs to the run that is being followed, not to history`)
    }
  }
  const next =
    last && database.get('SELECT number, parent_hash FROM blocks WHERE chain_id = ? AND live = 1 AND number = ?', chainId, last.number + 1)
  if (next && next.parent_hash !== last.hash) {
    throw broken(chainId, `block ${last.number} of history is not the parent of block ${next.number} that is being followed`)
  }
  for (const block of blocks) {
    const known = blockOf(database, chainId, block.hash)?.evidence ?? 0
    database.run(
      `INSERT INTO blocks (chain_id, hash, number, parent_hash, time, evidence, notes, endpoint, roots, live, final)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 1)
       ON CONFLICT (chain_id, hash) DO UPDATE SET final = 1, evidence = excluded.evidence, notes = excluded.notes, endpoint = excluded.endpoint,
       roots = coalesce(excluded.roots, roots)`,
      ...valuesOf(chainId, block, levelOf(Math.max(known, block.evidence), true)),
    )
  }
}

/**
 * Marks live blocks up to `number`, or up to what was final before, final and raises their level by `levelOf`; answers those that were
 * not final yet, ascending. Blocks that were read again after they had been final and forgotten become final again here.
 */
export function finaliseTo(database: Database, chainId: number, number: number | null): StoredHeader[] {
  if (number !== null) database.run('UPDATE chains SET final = max(coalesce(final, -1), ?) WHERE chain_id = ?', number, chainId)
  const limit = database.get('SELECT final FROM chains WHERE chain_id = ?', chainId)?.final ?? null
  if (limit === null) return []
  const rows = database.all(
    'SELECT * FROM blocks WHERE chain_id = ? AND live = 1 AND final = 0 AND number <= ? ORDER BY number',
    chainId,
    limit,
  )
  return rows.map((row) => {
    const header = toHeader(row)
    const evidence = levelOf(header.evidence, true)
    database.run('UPDATE blocks SET final = 1, evidence = ? WHERE chain_id = ? AND hash = ?', evidence, chainId, header.hash)
    return { ...header, evidence }
  })
}

/** Final blocks below the newest final one leave the run; those without orders are forgotten. */
export function forgetFinal(database: Database, chainId: number): void {
  const newest = database.get('SELECT max(number) AS number FROM blocks WHERE chain_id = ? AND live = 1 AND final = 1', chainId)?.number
  if (typeof newest !== 'number') return
  const old = database.all('SELECT hash, number FROM blocks WHERE chain_id = ? AND live = 1 AND number < ?', chainId, newest)
  for (const { hash, number } of old) {
    database.run('UPDATE blocks SET live = 0 WHERE chain_id = ? AND hash = ?', chainId, hash ?? null)
    forgetIfEmpty(database, chainId, Number(number), String(hash))
  }
}

/** Deletes a block that left the run and that no order names. */
export function forgetIfEmpty(database: Database, chainId: number, number: number, hash: string): void {
  database.run(
    `DELETE FROM blocks WHERE chain_id = ?1 AND hash = ?2 AND live = 0
     AND NOT EXISTS (SELECT 1 FROM orders WHERE chain_id = ?1 AND block_number = ?3 AND block_hash = ?2)`,
    chainId,
    hash,
    number,
  )
}

/**
 * Ends the run: its blocks stay only where orders name them, the cursor goes. What was not final yet is covered no more: nobody watches
 * whether the chain keeps it, and only reading it again as history settles its orders.
 */
export function forgetRun(database: Database, chainId: number): void {
  const live = database.all('SELECT hash, number, final FROM blocks WHERE chain_id = ? AND live = 1', chainId)
  for (const { number, final } of live) if (final !== 1) uncover(database, chainId, Number(number), Number(number))
  database.run('UPDATE blocks SET live = 0 WHERE chain_id = ? AND live = 1', chainId)
  for (const { hash, number } of live) forgetIfEmpty(database, chainId, Number(number), String(hash))
  database.run('DELETE FROM chains WHERE chain_id = ?', chainId)
}

/** The highest of what was known and `evidence`, under the rule of `levelOf`; null where nothing rises or the block was rolled back. */
export function raiseBlock(database: Database, chainId: number, hash: string, evidence: number): StoredHeader | null {
  const row = database.get('SELECT * FROM blocks WHERE chain_id = ? AND hash = ? AND (live = 1 OR final = 1)', chainId, hash)
  if (!row) return null
  const header = toHeader(row)
  const raised = Math.max(header.evidence, levelOf(evidence, row.final === 1))
  if (raised === header.evidence) return null
  database.run('UPDATE blocks SET evidence = ? WHERE chain_id = ? AND hash = ?', raised, chainId, hash)
  return { ...header, evidence: raised }
}

/** Notes who named this block; those who did before stay. */
export function noteAgreed(database: Database, chainId: number, hash: string, hosts: readonly string[]): void {
  const known = blockOf(database, chainId, hash)?.agreed ?? []
  database.run(
    'UPDATE blocks SET agreed = ? WHERE chain_id = ? AND hash = ?',
    JSON.stringify([...new Set([...known, ...hosts])]),
    chainId,
    hash,
  )
}

/** A block that was kept for its orders joins the run as one that is not final yet: finality reaches it again, and its newly read orders with it. */
function addBlock(database: Database, chainId: number, block: StoredHeader): void {
  database.run(
    `INSERT INTO blocks (chain_id, hash, number, parent_hash, time, evidence, notes, endpoint, roots, live, final)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 0)
     ON CONFLICT (chain_id, hash) DO UPDATE SET live = 1, final = live AND final, evidence = max(evidence, excluded.evidence),
     notes = excluded.notes, endpoint = excluded.endpoint, roots = coalesce(excluded.roots, roots)`,
    ...valuesOf(chainId, block, levelOf(block.evidence, false)),
  )
}

const valuesOf = (
  chainId: number,
  { hash, number, parentHash, timestamp, notes, endpoint, roots }: StoredHeader,
  evidence: number,
): Value[] => [
  chainId,
  hash,
  number,
  parentHash,
  timestamp,
  evidence,
  JSON.stringify(notes),
  endpoint,
  roots === undefined ? null : JSON.stringify(roots),
]

function continues(database: Database, step: ChainStep, cursor: ChainCursor, first: StoredHeader, last: StoredHeader): boolean {
  if (first.number === cursor.number + 1) return first.parentHash === cursor.hash
  if (last.number === cursor.from - 1) {
    const next = database.get('SELECT parent_hash FROM blocks WHERE chain_id = ? AND live = 1 AND number = ?', step.chainId, cursor.from)
    return next === undefined || next.parent_hash === last.hash
  }
  // A repeat, perhaps with more behind it: one block of the live run vouches for all that are linked to it.
  return step.blocks.some((block) => isLive(database, step.chainId, block.hash))
}

const isLive = (database: Database, chainId: number, hash: string): boolean =>
  database.get('SELECT 1 AS live FROM blocks WHERE chain_id = ? AND hash = ? AND live = 1', chainId, hash) !== undefined

function requireLinked(chainId: number, blocks: readonly StoredHeader[]): void {
  blocks.forEach((block, index) => {
    const parent = blocks[index - 1]
    if (parent && (block.number !== parent.number + 1 || block.parentHash !== parent.hash)) {
      throw broken(chainId, `block ${block.number} does not follow block ${parent.number} of the same step`)
    }
  })
}

const broken = (chainId: number, what: string): EngineError =>
  new EngineError('DATABASE', `Chain ${chainId}: ${what}; nothing was stored. Restart the chain from its head.`, { data: { chainId } })

const toHeader = (row: Row): StoredHeader => ({
  number: Number(row.number),
  hash: row.hash as Hex,
  parentHash: row.parent_hash as Hex,
  timestamp: Number(row.time),
  evidence: Number(row.evidence),
  notes: JSON.parse(String(row.notes)) as string[],
  endpoint: String(row.endpoint),
  ...(typeof row.roots === 'string' ? { roots: JSON.parse(row.roots) as Roots } : {}),
  ...(typeof row.agreed === 'string' ? { agreed: JSON.parse(row.agreed) as string[] } : {}),
})
