/** Why a rule that is fulfilled keeps still: a snooze, its quiet hours, its cooldown. */
import type { Snooze } from '#shared/alerts.ts'
import type { TableRow } from '#shared/order.ts'
import { isQuiet } from '#shared/quietHours.ts'
import type { Rule } from '#shared/rules.ts'

export type Hush = 'snoozed' | 'quiet' | 'cooldown'

/** Null: it may ring. `lastRang` in Unix milliseconds by the rule's id. */
export function hushOf(
  rule: Rule,
  row: TableRow,
  { at, snoozes, lastRang }: { at: number; snoozes: readonly Snooze[]; lastRang: ReadonlyMap<string, number> },
): Hush | null {
  if (isSnoozed(rule.id, row, snoozes)) return 'snoozed'
  if (rule.quiet && isQuiet(rule.quiet, at)) return 'quiet'
  const last = lastRang.get(rule.id)
  // A clock that was set back must not make a rule keep still for longer than it was told to.
  if (last !== undefined && at >= last && at - last < rule.cooldownMinutes * 60_000) return 'cooldown'
  return null
}

export const isSnoozed = (ruleId: string | null, row: Pick<TableRow, 'chainId' | 'from' | 'to'>, snoozes: readonly Snooze[]): boolean =>
  snoozes.some(({ kind, subject }) => {
    if (kind === 'rule') return subject === ruleId
    if (kind === 'chain') return subject === String(row.chainId)
    return subject.toLowerCase() === row.from || subject.toLowerCase() === row.to
  })
