/** The coverage ledger. Every function that writes is called inside the step's transaction, so that the ledger and the orders never disagree. */
import type { CoverageRange } from '#engine/ports.ts'
import type { Database, Row } from './database.ts'

/** Ranges that touch and differ in level, beyond which the oldest are folded: a chain whose level changes from block to block must not grow a row a block. */
const mostRanges = 1_000

/** What is covered, ascending and disjoint; ranges that touch differ in level. */
export const levelsOf = (database: Database, chainId: number): CoverageRange[] =>
  database.all('SELECT first, last, evidence FROM coverage WHERE chain_id = ? ORDER BY first', chainId).map(toRange)

/** What is covered, ascending and not touching; each range at the least level of its blocks. */
export const coverageOf = (database: Database, chainId: number): CoverageRange[] => joined(levelsOf(database, chainId))

/** Ranges that touch as one, at the lower of their levels. */
export function joined(ranges: readonly CoverageRange[]): CoverageRange[] {
  const whole: CoverageRange[] = []
  for (const range of ranges) {
    const last = whole.at(-1)
    if (last && last.to + 1 === range.from) {
      whole[whole.length - 1] = { from: last.from, to: range.to, evidence: Math.min(last.evidence, range.evidence) }
    } else whole.push(range)
  }
  return whole
}

/** Blocks `from` … `to` are read, proven and stored at `evidence`, whatever the ledger said of them before. */
export function cover(database: Database, chainId: number, { from, to, evidence }: CoverageRange): void {
  const [known, more] = overlapping(database, chainId, from, to)
  if (known && !more && known.from <= from && known.to >= to && known.evidence === evidence) return
  uncover(database, chainId, from, to)
  const before = database.get('SELECT first FROM coverage WHERE chain_id = ? AND last = ? AND evidence = ?', chainId, from - 1, evidence)
  const after = database.get('SELECT last FROM coverage WHERE chain_id = ? AND first = ? AND evidence = ?', chainId, to + 1, evidence)
  if (after) database.run('DELETE FROM coverage WHERE chain_id = ? AND first = ?', chainId, to + 1)
  const last = after ? Number(after.last) : to
  if (before) database.run('UPDATE coverage SET last = ? WHERE chain_id = ? AND first = ?', last, chainId, Number(before.first))
  else {
    insert(database, chainId, { from, to: last, evidence })
    fold(database, chainId)
  }
}

/** Covers blocks at the level that each has reached; neighbours of one level are written at once. */
export function coverBlocks(
  database: Database,
  chainId: number,
  blocks: readonly { readonly number: number; readonly evidence: number }[],
): void {
  let run: CoverageRange | null = null
  for (const { number, evidence } of blocks) {
    if (run && run.to + 1 === number && run.evidence === evidence) run = { from: run.from, to: number, evidence }
    else {
      if (run) cover(database, chainId, run)
      run = { from: number, to: number, evidence }
    }
  }
  if (run) cover(database, chainId, run)
}

/** Takes blocks `from` … `to` out of the ledger. */
export function uncover(database: Database, chainId: number, from: number, to: number): void {
  for (const range of overlapping(database, chainId, from, to)) {
    database.run('DELETE FROM coverage WHERE chain_id = ? AND first = ?', chainId, range.from)
    if (range.from < from) insert(database, chainId, { ...range, to: from - 1 })
    if (range.to > to) insert(database, chainId, { ...range, from: to + 1 })
  }
}

/** Ranges are disjoint, so only the last one that begins at or before `from` can reach into it. */
const overlapping = (database: Database, chainId: number, from: number, to: number): CoverageRange[] =>
  database
    .all(
      `SELECT first, last, evidence FROM coverage WHERE chain_id = ?1 AND first <= ?3 AND last >= ?2
       AND first >= coalesce((SELECT max(first) FROM coverage WHERE chain_id = ?1 AND first <= ?2), ?2) ORDER BY first`,
      chainId,
      from,
      to,
    )
    .map(toRange)

function insert(database: Database, chainId: number, { from, to, evidence }: CoverageRange): void {
  database.run('INSERT INTO coverage VALUES (?, ?, ?, ?)', chainId, from, to, evidence)
}

/** Halves the number of ranges by joining the oldest that touch; what is not covered stays visible, only levels get coarser. */
function fold(database: Database, chainId: number): void {
  if (Number(database.get('SELECT count(*) AS ranges FROM coverage WHERE chain_id = ?', chainId)?.ranges) <= mostRanges) return
  const ranges = levelsOf(database, chainId)
  const recent = ranges.slice(-mostRanges / 2)
  const old = joined(ranges.slice(0, -mostRanges / 2))
  database.run('DELETE FROM coverage WHERE chain_id = ?', chainId)
  for (const range of [...old, ...recent]) insert(database, chainId, range)
}

const toRange = (row: Row): CoverageRange => ({ from: Number(row.first), to: Number(row.last), evidence: Number(row.evidence) })
