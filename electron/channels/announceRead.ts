/** What a change of an order means for the rules: who rings now, who waits, what was taken back. Reads, and changes nothing. */
import type { OrderChange } from '#engine/ports.ts'
import type { AlertStore, Rung, Wait } from '#ipc/alertStore.ts'
import type { OrderState, TableRow } from '#shared/order.ts'
import type { Rule } from '#shared/rules.ts'

/** An order that rings by these rules now. */
export type Ring = { readonly row: TableRow; readonly rules: readonly Rule[]; readonly fresh: boolean }
export type TakenBack = { readonly row: TableRow; readonly rung: readonly Rung[] }

export type Reading = {
  readonly rings: readonly Ring[]
  readonly waits: readonly Wait[]
  readonly moved: readonly { readonly orderId: string; readonly blockNumber: number }[]
  readonly forgotten: readonly string[]
  readonly done: readonly Wait[]
  readonly takenBack: readonly TakenBack[]
  readonly restored: readonly string[]
}

export type Judging = {
  readonly alerts: Pick<AlertStore, 'rungFor' | 'waitsOf' | 'row'>
  /** Those that are switched on and can be used. */
  readonly rules: readonly Rule[]
  /** Whether an order fulfils a rule, its level included. */
  readonly matches: (rule: Rule, row: TableRow) => boolean
  /** Newest stored block of a chain; null: none. */
  readonly tip: (chainId: number) => number | null
  /** Unix milliseconds, and when this announcer began. */
  readonly now: number
  readonly since: number
  /** Unix milliseconds when watching went on after a sleep or a pause; 0: it never stopped. */
  readonly awake: number
}

/** Older than this, an order is news from while the app was away: digest only. */
const freshSeconds = 900
/** Blocks of the last minute before waking are as good as live. */
const dozeMs = 60_000

const undone = (state: OrderState | null): boolean => state === 'reverted' || state === 'dropped' || state === 'replaced'

/**
 * Reads changes as the outbox hands them out, `was` being what the announcer was told last. A rule is asked whenever an order comes onto the
 * chain (or becomes known as pending), and rings for it once, whatever becomes of the order.
 */
export function readChanges(changes: readonly OrderChange[], judging: Judging): Reading {
  const parts = changes.map((change) => (undone(change.row.state) ? readUndone(change, judging) : readStanding(change, judging)))
  return {
    rings: parts.flatMap(({ rings }) => rings ?? []),
    waits: parts.flatMap(({ waits }) => waits ?? []),
    moved: parts.flatMap(({ moved }) => moved ?? []),
    forgotten: parts.flatMap(({ forgotten }) => forgotten ?? []),
    done: parts.flatMap(({ done }) => done ?? []),
    takenBack: parts.flatMap(({ takenBack }) => takenBack ?? []),
    restored: parts.flatMap(({ restored }) => restored ?? []),
  }
}

/** What a change is not told of before it was known: nothing rang for it, nothing is taken back. */
function readUndone({ row, was }: OrderChange, { alerts }: Judging): Partial<Reading> {
  if (was === null || undone(was)) return {}
  const rung = alerts.rungFor(row.id).filter(({ retracted }) => !retracted)
  return { forgotten: [row.id], takenBack: rung.length > 0 ? [{ row, rung }] : [] }
}

function readStanding({ row, was }: OrderChange, judging: Judging): Partial<Reading> {
  const mined = row.state !== 'pending'
  const comes = was === null || undone(was) || (was === 'pending' && mined)
  // Only what is not final can be mined elsewhere, so no more than a wait can be left to what was known already.
  if (!comes) return row.state === 'final' ? readDone(judging.alerts.waitsOf(row.id), judging, row) : readMoved(row, judging)
  const known = was === null ? [] : judging.alerts.rungFor(row.id)
  const rang = new Set(known.flatMap(({ rules }) => rules.map(({ id }) => id)))
  const fresh = isFresh(row, judging)
  const now: Rule[] = []
  const waits: Wait[] = []
  for (const rule of judging.rules) {
    if (rang.has(rule.id) || (!mined && rule.confirmations !== 'pending') || !judging.matches(rule, row)) continue
    const needs = typeof rule.confirmations === 'number' ? rule.confirmations : null
    const isDue =
      row.state === 'final' ||
      rule.confirmations === 'pending' ||
      rule.confirmations === 'seen' ||
      (needs !== null && (judging.tip(row.chainId) ?? -1) >= row.blockNumber + needs)
    if (isDue) now.push(rule)
    else waits.push({ ruleId: rule.id, orderId: row.id, chainId: row.chainId, blockNumber: row.blockNumber, needs, fresh })
  }
  return {
    rings: now.length > 0 ? [{ row, rules: now, fresh }] : [],
    waits,
    restored: known.some(({ retracted }) => retracted) ? [row.id] : [],
  }
}

function readMoved(row: TableRow, { alerts }: Judging): Partial<Reading> {
  const elsewhere = alerts.waitsOf(row.id).some(({ blockNumber }) => blockNumber !== row.blockNumber)
  return elsewhere ? { moved: [{ orderId: row.id, blockNumber: row.blockNumber }] } : {}
}

/** Waits that are over → one ring for each order. A rule that is gone or switched off meanwhile rings no more. */
export function readDone(done: readonly Wait[], judging: Judging, known?: TableRow): Pick<Reading, 'rings' | 'done'> {
  const orders = [...new Set(done.map(({ orderId }) => orderId))]
  const rings = orders.flatMap((orderId): Ring[] => {
    const waits = done.filter((wait) => wait.orderId === orderId)
    const row = known ?? judging.alerts.row(orderId)
    const rules = judging.rules.filter(({ id }) => waits.some(({ ruleId }) => ruleId === id))
    if (!row || rules.length === 0) return []
    // Finality takes its time; what has waited since before this start is news from while the app was away.
    const here = row.blockTime !== null && row.blockTime * 1000 > judging.since - freshSeconds * 1000
    return [{ row, rules, fresh: here && waits.some(({ fresh }) => fresh) }]
  })
  return { rings, done }
}

const isFresh = ({ state, blockTime }: TableRow, { now, awake }: Judging): boolean =>
  state === 'pending' || (blockTime !== null && now / 1000 - blockTime < freshSeconds && blockTime * 1000 > awake - dozeMs)
