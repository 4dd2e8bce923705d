/** What the handlers of rules may use; the engine's part of it knows the kinds. */
import type { Levels } from '#engine/rules/budget.ts'
import type { Reference } from '#engine/rules/defineRule.ts'
import type { Condition, Rule } from '#shared/rules.ts'

export type RulesService = {
  /** Why conditions cannot be judged, one sentence each. */
  problemsOf(condition: Condition): string[]
  /** What conditions name and what may be gone. */
  referencesOf(condition: Condition): readonly Reference[]
  /** Whether what is named is there: a label that rows show, a token that was moved or is listed, a chain that is watched, a source. */
  isThere(reference: Reference): boolean
  /** How often a rule rang from a time on, and when last (Unix milliseconds). */
  rang(ruleId: string, since: number): { readonly count: number; readonly last: number | null }
  levelsOf(rule: Rule): Levels | null
  /** Resolves when what is being learnt for rules with a budget is there, or could not be. */
  learnt(rules: readonly Rule[]): Promise<void>
}
