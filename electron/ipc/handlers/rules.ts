/** Rules for the window: what is kept and how it stands, and what a rule would have done. */
import { EngineError } from '#engine/errors.ts'
import type { Reference } from '#engine/rules/defineRule.ts'
import { readChannels } from '#shared/channels.ts'
import type { Handlers } from '#shared/contract/index.ts'
import type { RuleStanding, RulesView } from '#shared/contract/rules.ts'
import { type Condition, type Rule, readRules } from '#shared/rules.ts'
import type { RulesService } from '../rulesService.ts'
import type { OrderReader, SettingsStore } from '../services.ts'

type RuleHandlers = Pick<Handlers, 'rules.list' | 'rules.save' | 'rules.remove' | 'rules.dryRun'>
type Services = { readonly settings: SettingsStore; readonly rules: RulesService; readonly reader: OrderReader; readonly now: () => number }

const dayMs = 86_400_000

export function ruleHandlers({ settings, rules: service, reader, now }: Services): RuleHandlers {
  const view = (): RulesView => {
    const { rules, unread } = readRules(settings.get().rules)
    return { rules: rules.map(standingOf), unread }
  }

  const standingOf = (rule: Rule): RuleStanding => {
    const { count, last } = service.rang(rule.id, now() - dayMs)
    const levels = service.levelsOf(rule)?.levels ?? []
    return {
      rule,
      problems: [...service.problemsOf(rule.when), ...missing(rule.when), ...channelsGone(rule)],
      rangToday: count,
      lastRang: last,
      levels: levels.flatMap(({ chainId, address, symbol, usd }) => (usd === null ? [] : [{ chainId, address, symbol, usd }])),
    }
  }

  const missing = (when: Condition): string[] => [
    ...new Set(service.referencesOf(when).flatMap((reference) => (service.isThere(reference) ? [] : [goneSentence(reference)]))),
  ]

  const channelsGone = ({ channels }: Rule): string[] => {
    const there = new Set(['desktop', ...readChannels(settings.get().channels).channels.map(({ id }) => id)])
    return channels.flatMap((id) =>
      there.has(id) ? [] : [`The channel “${id}” on which this rule rings is gone: choose another, or remove it.`],
    )
  }

  const refuseUnreadable = ({ when }: Rule): void => {
    const [problem] = service.problemsOf(when)
    if (problem !== undefined) throw new EngineError('BAD_INPUT', problem)
  }

  return {
    async 'rules.list'() {
      await service.learnt(readRules(settings.get().rules).rules)
      return view()
    },
    'rules.save'(rule) {
      refuseUnreadable(rule)
      const stored = settings.get().rules
      const place = placeOf(stored, rule.id)
      settings.set({ rules: place < 0 ? [...stored, rule] : stored.with(place, rule) })
      return view()
    },
    'rules.remove'(which) {
      const stored = settings.get().rules
      const place = 'id' in which ? placeOf(stored, which.id) : which.index
      settings.set({ rules: stored.filter((_, index) => index !== place) })
      return view()
    },
    'rules.dryRun'(question) {
      refuseUnreadable(question.rule)
      const kept = readRules(settings.get().rules).rules.find(({ id }) => id === question.rule.id) ?? null
      return reader.ask('rules.dryRun', { ...question, kept, now: now() })
    },
  }
}

/** Place of the rule of this id that can be used; one that cannot, of a newer form for example, is never written over. -1: none. */
function placeOf(stored: readonly unknown[], id: string): number {
  const unread = new Set(readRules(stored).unread.map(({ index }) => index))
  return stored.findIndex((one, index) => !unread.has(index) && typeof one === 'object' && one !== null && 'id' in one && one.id === id)
}

const goneSentences: Readonly<Record<Reference['what'], (name: string) => string>> = {
  label: (name) => `The label “${name}” that this rule names is gone: choose another, or remove the condition.`,
  token: (name) => `No token “${name}” is known of the chains that are watched: check its contract or symbol.`,
  chain: (name) => `Chain ${name}, which this rule names, is not watched: add its network, or choose another.`,
  source: (name) => `There is no protocol called “${name}” in this version: choose another.`,
}
const goneSentence = ({ what, name }: Reference): string => goneSentences[what](name)
