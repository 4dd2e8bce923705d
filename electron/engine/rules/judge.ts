/** Whether a stored row fulfils the conditions of a rule. */
import type { OrderFilter, TableRow } from '#shared/order.ts'
import { type Condition, readRules } from '#shared/rules.ts'
import type { Settings } from '#shared/settings.ts'
import type { Rule as Kind, Reference, RuleFacts } from './defineRule.ts'
import { rules as kinds } from './index.ts'

type Test = (row: TableRow, facts: RuleFacts) => boolean

const byId = new Map<string, Kind>(kinds.map((kind): [string, Kind] => [kind.id, kind]))
const compiled = new WeakMap<Condition, Test>()

/** Rows that any rule that is switched on would announce, in their order. What was reverted is not announced: it did not happen. */
export const judge = (rows: readonly TableRow[], settings: Pick<Settings, 'rules'>, facts: RuleFacts = nothingBefore): TableRow[] => {
  const { rules } = readRules(settings.rules)
  return rows.filter((row) => row.state !== 'reverted' && rules.some(({ enabled, when }) => enabled && fulfils(row, when, facts)))
}

const nothingBefore: RuleFacts = { dealings: () => 0, netInflow: () => '0' }

/** A condition of an unknown kind, or with parameters that it cannot read, is never fulfilled; `problemsOf` says so. Nothing in `all` is. */
export const fulfils = (row: TableRow, condition: Condition, facts: RuleFacts): boolean => {
  let test = compiled.get(condition)
  if (test === undefined) {
    test = compile(condition)
    compiled.set(condition, test)
  }
  return test(row, facts)
}

const never: Test = () => false

function compile(condition: Condition): Test {
  if ('all' in condition) {
    const parts = condition.all.map(compile)
    return parts.length === 0 ? never : (row, facts) => parts.every((part) => part(row, facts))
  }
  if ('any' in condition) {
    const parts = condition.any.map(compile)
    return (row, facts) => parts.some((part) => part(row, facts))
  }
  if ('not' in condition) {
    // What cannot be judged is not fulfilled, turned round or not.
    if (problemsOf(condition.not).length > 0) return never
    const part = compile(condition.not)
    return (row, facts) => !part(row, facts)
  }
  const leaf = leafOf(condition)
  return leaf === null ? never : (row, facts) => leaf.kind.matches(row, leaf.parameters, facts)
}

type Leaf = { readonly kind: Kind; readonly parameters: unknown }

function leafOf(condition: Extract<Condition, { kind: string }>): Leaf | null {
  const kind = byId.get(condition.kind)
  const parsed = kind?.parameters.safeParse(condition.with)
  return kind !== undefined && parsed?.success === true ? { kind, parameters: parsed.data } : null
}

/** Why conditions cannot be judged, one sentence each; empty where they can. */
export function problemsOf(condition: Condition): string[] {
  if ('all' in condition) return condition.all.length === 0 ? ['It has no condition: add one.'] : condition.all.flatMap(problemsOf)
  if ('any' in condition) return condition.any.length === 0 ? ['It has no condition: add one.'] : condition.any.flatMap(problemsOf)
  if ('not' in condition) return problemsOf(condition.not)
  const kind = byId.get(condition.kind)
  if (kind === undefined) return [`There is no condition called “${condition.kind}” in this version: choose another.`]
  const parsed = kind.parameters.safeParse(condition.with)
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${[`${kind.label}:`, ...path, message].join(' ')}.`)
}

/** What the conditions name and what may be gone one day, wherever it stands in them. */
export function referencesOf(condition: Condition): Reference[] {
  if ('all' in condition) return condition.all.flatMap(referencesOf)
  if ('any' in condition) return condition.any.flatMap(referencesOf)
  if ('not' in condition) return referencesOf(condition.not)
  const leaf = leafOf(condition)
  return [...(leaf?.kind.refersTo?.(leaf.parameters) ?? [])]
}

/** A filter that every row passes that fulfils the conditions; the empty one where nothing narrower is known. */
export function narrowOf(condition: Condition): OrderFilter {
  if ('all' in condition) return condition.all.map(narrowOf).reduce(both, {})
  if ('any' in condition) return condition.any.length === 1 ? condition.any.map(narrowOf).reduce(both, {}) : {}
  if ('not' in condition) return {}
  const leaf = leafOf(condition)
  return leaf?.kind.narrow?.(leaf.parameters) ?? {}
}

/** Of two bounds of the same sort one is enough: a filter may let pass more than the conditions do. */
const both = (a: OrderFilter, b: OrderFilter): OrderFilter => ({ ...b, ...a })
