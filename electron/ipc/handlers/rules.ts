/** Rules for the window: what is kept, and what a rule would have done. */
import { EngineError } from '#engine/errors.ts'
import type { Handlers } from '#shared/contract/index.ts'
import type { RulesView } from '#shared/contract/rules.ts'
import { readRules } from '#shared/rules.ts'
import type { SettingsStore } from '../services.ts'

type RuleHandlers = Pick<Handlers, 'rules.list' | 'rules.save' | 'rules.remove' | 'rules.dryRun'>

export function ruleHandlers({ settings }: { settings: SettingsStore }): RuleHandlers {
  const view = (): RulesView => {
    const { rules, unread } = readRules(settings.get().rules)
    return { rules: rules.map((rule) => ({ rule, problems: [], rangToday: 0, lastRang: null, levels: [] })), unread }
  }
  const idOf = (stored: unknown) => (typeof stored === 'object' && stored !== null && 'id' in stored ? stored.id : undefined)
  return {
    'rules.list': view,
    'rules.save'(rule) {
      const stored = settings.get().rules
      const known = stored.some((one) => idOf(one) === rule.id)
      settings.set({ rules: known ? stored.map((one) => (idOf(one) === rule.id ? rule : one)) : [...stored, rule] })
      return view()
    },
    'rules.remove'(which) {
      settings.set({ rules: settings.get().rules.filter((one, index) => ('id' in which ? idOf(one) !== which.id : index !== which.index)) })
      return view()
    },
    'rules.dryRun'() {
      throw new EngineError('NOT_READY', 'Rules cannot be tried yet.')
    },
  }
}
