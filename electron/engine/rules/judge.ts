/** Whether a stored row fulfils the conditions of a rule. */
import type { TableRow } from '#shared/order.ts'
import { type Condition, readRules } from '#shared/rules.ts'
import type { Settings } from '#shared/settings.ts'
import type { Rule as Kind, RuleFacts } from './defineRule.ts'
import { rules as kinds } from './index.ts'

const byId = new Map<string, Kind>(kinds.map((kind): [string, Kind] => [kind.id, kind]))

/** Rows that any rule that is switched on would announce, in their order. What was reverted is not announced: it did not happen. */
export const judge = (rows: readonly TableRow[], settings: Pick<Settings, 'rules'>): TableRow[] => {
  const { rules } = readRules(settings.rules)
  return rows.filter((row) => row.state !== 'reverted' && rules.some(({ enabled, when }) => enabled && fulfils(row, when, nothingBefore)))
}

const nothingBefore: RuleFacts = { dealings: () => 0, netInflow: () => '0' }

/** A condition of an unknown kind, or with parameters that it cannot read, is never fulfilled; `problemsOf` says so. Nothing in `all` is. */
export function fulfils(row: TableRow, condition: Condition, facts: RuleFacts): boolean {
  if ('all' in condition) return condition.all.length > 0 && condition.all.every((part) => fulfils(row, part, facts))
  if ('any' in condition) return condition.any.some((part) => fulfils(row, part, facts))
  if ('not' in condition) return problemsOf(condition.not).length === 0 && !fulfils(row, condition.not, facts)
  const kind = byId.get(condition.kind)
  const parameters = kind?.parameters.safeParse(condition.with)
  return kind !== undefined && parameters?.success === true && kind.matches(row, parameters.data, facts)
}

/** Why conditions cannot be judged, one sentence each; empty where they can. */
export function problemsOf(condition: Condition): string[] {
  if ('all' in condition) return condition.all.length === 0 ? ['It has no condition: add one.'] : condition.all.flatMap(problemsOf)
  if ('any' in condition) return condition.any.length === 0 ? ['It has no condition: add one.'] : condition.any.flatMap(problemsOf)
  if ('not' in condition) return problemsOf(condition.not)
  const kind = byId.get(condition.kind)
  if (kind === undefined) return [`There is no condition called “${condition.kind}” in this version: choose another.`]
  const parsed = kind.parameters.safeParse(condition.with)
  return parsed.success ? [] : parsed.error.issues.map((issue) => `${kind.label}: ${issue.path.join('.')} ${issue.message}.`)
}
