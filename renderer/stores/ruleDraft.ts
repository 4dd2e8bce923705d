/** Which part of the page of alerts is open, and the rule that is being written: it outlives a look at another page, and a reload. */
import { create } from 'zustand'
import { Rule } from '#shared/rules.ts'
import { goTo } from './view.ts'

export type Draft = {
  readonly rule: Rule
  /** As it is stored; null for a new one. */
  readonly stored: Rule | null
}

type RuleDraftStore = { readonly pane: 'inbox' | 'rules'; readonly draft: Draft | null }

const kept = 'crowsnest.ruleDraft'

export const useRuleDraft = create<RuleDraftStore>(() => ({ pane: 'inbox', draft: readKept() }))

/** Whether something would be lost by letting go of it. */
export const isDirty = ({ rule, stored }: Draft): boolean => JSON.stringify(rule) !== JSON.stringify(stored)

export const showPane = (pane: RuleDraftStore['pane']): void => useRuleDraft.setState({ pane })

/** Opens the editor. What was being written is let go of: ask first where `isDirty`. */
export function openRule(rule: Rule, stored: Rule | null): void {
  setDraft({ rule, stored })
  showPane('rules')
  goTo('alerts')
}

/** Changes parts of the rule that is being written. */
export function editRule(parts: Partial<Rule>): void {
  const { draft } = useRuleDraft.getState()
  if (draft) setDraft({ ...draft, rule: { ...draft.rule, ...parts } })
}

export const closeRule = (): void => setDraft(null)

function setDraft(draft: Draft | null): void {
  useRuleDraft.setState({ draft })
  if (draft && isDirty(draft)) sessionStorage.setItem(kept, JSON.stringify(draft))
  else sessionStorage.removeItem(kept)
}

function readKept(): Draft | null {
  try {
    const { rule, stored } = JSON.parse(sessionStorage.getItem(kept) ?? 'null') as { rule: unknown; stored: unknown }
    return { rule: Rule.parse(rule), stored: stored === null ? null : Rule.parse(stored) }
  } catch {
    return null
  }
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** An id that no rule has: short, and free of what the user calls it. */
export function newRuleId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10))
  return `r-${[...bytes].map((byte) => letters[byte % letters.length]).join('')}`
}
