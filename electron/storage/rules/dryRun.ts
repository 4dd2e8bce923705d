/** What a rule would have done: played through on the stored orders, and against the rule as it is kept. */
import { createRinger } from '#engine/rules/ringing.ts'
import type { DryRun, DryRunWindow } from '#shared/contract/rules.ts'
import type { TableRow } from '#shared/order.ts'
import type { QuietHours, Rule } from '#shared/rules.ts'
import { cursorOf } from '../blocks.ts'
import type { Database } from '../database.ts'
import { countInTurns, rowsOf } from '../pages.ts'
import type { Turn } from '../reader/turn.ts'
import { levelsFor } from './levels.ts'
import { type Stretch, walk } from './walk.ts'

export type DryRunQuestion = {
  readonly rule: Rule
  /** The rule as it is kept; null where it is new. */
  readonly kept: Rule | null
  readonly window: DryRunWindow
  /** Unix milliseconds. */
  readonly now: number
}

const mostRows = 200
const mostChanged = 100

/** `quietAt` is for tests: quiet hours are those of this machine's clock. */
export async function dryRun(
  database: Database,
  { rule, kept, window, now }: DryRunQuestion,
  turn: Turn,
  quietAt?: (hours: QuietHours, at: number) => boolean,
): Promise<DryRun> {
  const stretch = stretchOf(database, window, now)
  const tips = new Map<number, number | null>()
  const tip = (chainId: number): number | null => {
    const known = tips.get(chainId)
    if (known !== undefined) return known
    const found = cursorOf(database, chainId)?.number ?? null
    tips.set(chainId, found)
    return found
  }
  const ringer = async (one: Rule) =>
    createRinger(one, { levels: await levelsFor(database, one, now, turn), tip, ...(quietAt ? { quietAt } : {}) })

  const rings: number[] = []
  const before: number[] = []
  const [isRinging, wasRinging] = [await ringer(rule), kept && (await ringer(kept))]
  const together = kept !== null && JSON.stringify(kept.when) === JSON.stringify(rule.when)
  for await (const { row, arrival } of walk(database, rule.when, stretch, turn)) {
    if (isRinging(row)) rings.push(arrival)
    if (together && wasRinging?.(row)) before.push(arrival)
  }
  if (kept !== null && !together)
    for await (const { row, arrival } of walk(database, kept.when, stretch, turn)) if (wasRinging?.(row)) before.push(arrival)

  const [rang, had] = [new Set(rings), new Set(before)]
  const added = rings.filter((arrival) => !had.has(arrival))
  const removed = before.filter((arrival) => !rang.has(arrival))
  const newest = (arrivals: readonly number[], most: number): TableRow[] => rowsOf(database, arrivals.slice(-most).reverse())
  const seen = await looked(database, stretch, turn)
  return {
    ...seen,
    rings: rings.length,
    rows: newest(rings, mostRows),
    before:
      kept === null
        ? null
        : {
            rings: before.length,
            added: added.length,
            removed: removed.length,
            addedRows: newest(added, mostChanged),
            removedRows: newest(removed, mostChanged),
          },
    notes: notesOf(database, rule, stretch, seen.orders, window),
  }
}

/** From now back, or from each chain's newest block back. */
function stretchOf(database: Database, window: DryRunWindow, now: number): Stretch {
  const to = Math.floor(now / 1000)
  if ('hours' in window) return { from: to - window.hours * 3600, to }
  const blocks = new Map<number, number>()
  let from = to
  for (const [chainId] of database.lists('SELECT chain_id FROM chains')) {
    const newest = cursorOf(database, Number(chainId))?.number
    if (newest === undefined) continue
    const first = newest - window.blocks + 1
    blocks.set(Number(chainId), first)
    const oldest = database.get(
      'SELECT min(block_time) AS time FROM orders WHERE chain_id = ? AND block_number >= ?',
      chainId ?? null,
      first,
    )
    if (typeof oldest?.time === 'number') from = Math.min(from, oldest.time)
  }
  return { from, to: Number.MAX_SAFE_INTEGER, blocks }
}

async function looked(database: Database, { from, to, blocks }: Stretch, turn: Turn): Promise<Pick<DryRun, 'from' | 'to' | 'orders'>> {
  if (blocks === undefined) {
    const ends = (end: 'min' | 'max') =>
      database.get(`SELECT ${end}(block_time) AS time FROM orders WHERE block_time BETWEEN ? AND ?`, from, to)?.time
    const [oldest, newest] = [ends('min'), ends('max')]
    if (typeof oldest !== 'number' || typeof newest !== 'number') return { from: null, to: null, orders: 0 }
    return { from: oldest, to: newest, orders: await countInTurns(database, { fromTime: from, toTime: to }, turn) }
  }
  let [oldest, newest, orders] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]
  for (const [chainId, first] of blocks) {
    const row = database.get(
      'SELECT min(block_time) AS oldest, max(block_time) AS newest, count(*) AS count FROM orders WHERE chain_id = ? AND block_number >= ?',
      chainId,
      first,
    )
    if (typeof row?.oldest !== 'number') continue
    oldest = Math.min(oldest, row.oldest)
    newest = Math.max(newest, Number(row.newest))
    orders += Number(row.count)
    await turn()
  }
  return orders === 0 ? { from: null, to: null, orders: 0 } : { from: oldest, to: newest, orders }
}

function notesOf(database: Database, rule: Rule, { from }: Stretch, orders: number, window: DryRunWindow): string[] {
  if (orders === 0) return ['Nothing is stored of this time yet: it can be tried when orders have come in.']
  const first = Number(database.get('SELECT min(block_time) AS time FROM orders WHERE block_time >= 0')?.time ?? from)
  // An hour without an order is no hour without watching.
  const short = 'hours' in window && first > from + 3_600
  return [
    ...(short ? [`Less is stored than was asked for: the oldest order is ${spanText(from, first, window.hours)} old.`] : []),
    ...(JSON.stringify(rule.when).includes('"evidence-at-least"')
      ? ['The level of proof is that of now: when an order came in, it may have been lower.']
      : []),
  ]
}

/** How old an order is, in words. */
function spanText(from: number, first: number, hours: number): string {
  const left = Math.max(1, Math.round(hours - (first - from) / 3600))
  return left < 48 ? `about ${left} hour${left === 1 ? '' : 's'}` : `about ${Math.round(left / 24)} days`
}
