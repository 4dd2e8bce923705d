/** How often a rule would have rung: what keeps it still when its conditions are fulfilled, played through on orders of the past. */
import type { TableRow } from '#shared/order.ts'
import { isQuiet } from '#shared/quietHours.ts'
import type { QuietHours, Rule } from '#shared/rules.ts'
import { type Levels, passesLevels } from './budget.ts'

export type RingerOptions = {
  /** What was learnt for the rule's budget; null where it has none. */
  readonly levels: Levels | null
  /** Newest stored block of a chain; null: none is. */
  readonly tip: (chainId: number) => number | null
  /** Unix milliseconds; by the clock of this machine, unless a test says otherwise. */
  readonly quietAt?: (hours: QuietHours, at: number) => boolean
}

/** Answers for each order that fulfils the conditions, in the order of their times, whether the rule would have rung for it. */
export function createRinger(rule: Rule, { levels, tip, quietAt = isQuiet }: RingerOptions): (row: TableRow) => boolean {
  let last: number | null = null
  return (row) => {
    const { time } = row.marks
    if (!isSure(rule, row, tip(row.chainId))) return false
    if (levels && !passesLevels(levels, row)) return false
    if (rule.quiet && quietAt(rule.quiet, time * 1000)) return false
    if (last !== null && time - last < rule.cooldownMinutes * 60) return false
    last = time
    return true
  }
}

/** Whether an order got as far as the rule waits for. One that was taken back did not. */
function isSure({ confirmations }: Rule, { state, blockNumber }: TableRow, tip: number | null): boolean {
  if (state === 'final') return true
  if (state === 'pending') return confirmations === 'pending'
  if (state !== 'seen') return false
  return typeof confirmations === 'number' ? tip !== null && tip >= blockNumber + confirmations : confirmations !== 'final'
}
