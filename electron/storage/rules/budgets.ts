/** What rules with a budget have learnt: kept for an hour, then learnt anew from what is stored, beside everything else. */
import { EngineError } from '#engine/errors.ts'
import { type Levels, passesLevels } from '#engine/rules/budget.ts'
import type { OrderReader } from '#ipc/services.ts'
import type { TableRow } from '#shared/order.ts'
import type { Rule } from '#shared/rules.ts'

export type Budgets = {
  /** Whether an order is large enough for the rule's budget. Until something was learnt every order is. */
  passes(rule: Rule, row: TableRow): boolean
  /** What was learnt; null where the rule has no budget, or nothing was learnt yet. Learns where that is due. */
  levelsOf(rule: Rule): Levels | null
  /** Resolves when what is being learnt for these rules is there, or could not be. */
  learnt(rules: readonly Rule[]): Promise<void>
}

export type BudgetDeps = {
  readonly reader: Pick<OrderReader, 'ask'>
  /** Unix milliseconds. */
  readonly now: () => number
  readonly onFault: (sentence: string) => void
}

/** `of`: the conditions and the budget that it was learnt for. */
type Kept = { readonly of: string; readonly at: number; levels: Levels | null; running: Promise<void> | null }

const goodMs = 3_600_000

export function createBudgets({ reader, now, onFault }: BudgetDeps): Budgets {
  const known = new Map<string, Kept>()

  const learn = async (rule: Rule, kept: Kept): Promise<void> => {
    try {
      kept.levels = (await reader.ask('rules.levels', { rule, now: kept.at })).levels
    } catch (error) {
      // The reader closes with the app; there is nobody left to be told.
      if (error instanceof EngineError && (error.code === 'CLOSED' || error.code === 'SUPERSEDED')) return
      onFault(`The budget of the rule “${rule.name}” could not be learnt: ${error instanceof Error ? error.message : String(error)}`)
    } finally {
      kept.running = null
    }
  }

  const keptOf = (rule: Rule): Kept | null => {
    if (rule.perDay === null) return null
    const of = JSON.stringify([rule.when, rule.perDay])
    const kept = known.get(rule.id)
    const same = kept?.of === of ? kept : undefined
    // A clock that was set back makes it old as well.
    if (same && (same.running || Math.abs(now() - same.at) < goodMs)) return same
    // What an hour ago was learnt for the same conditions holds until something newer is there.
    const next: Kept = { of, at: now(), levels: same?.levels ?? null, running: null }
    known.set(rule.id, next)
    next.running = learn(rule, next)
    return next
  }

  return {
    passes(rule, row) {
      const levels = keptOf(rule)?.levels
      return !levels || passesLevels(levels, row)
    },
    levelsOf: (rule) => keptOf(rule)?.levels ?? null,
    async learnt(rules) {
      await Promise.all(rules.map((rule) => keptOf(rule)?.running))
    },
  }
}
