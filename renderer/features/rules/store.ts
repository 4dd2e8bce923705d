/** The rules as the host keeps them, and what is done to them. Every answer is the whole list. */
import { create } from 'zustand'
import type { RuleStanding, RulesView } from '#shared/contract/rules.ts'
import type { Rule } from '#shared/rules.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { safeName } from '../../format/address.ts'
import { t } from '../../i18n/t.ts'
import { offer, say } from '../../stores/jobs.ts'

type RulesStore = { readonly view: RulesView | null; readonly problem: string | null }

export const useRules = create<RulesStore>(() => ({ view: null, problem: null }))

const take = (view: RulesView): void => useRules.setState({ view, problem: null })

export const reloadRules = (): Promise<void> =>
  client['rules.list'](null).then(take, (thrown) => useRules.setState({ problem: sentenceOf(thrown) }))

/** Keeps a rule; null, or the sentence that says why it was not kept. */
export async function saveRule(rule: Rule): Promise<string | null> {
  try {
    take(await client['rules.save'](rule))
    return null
  } catch (thrown) {
    return sentenceOf(thrown)
  }
}

/** Removes a rule; for a while it can be had back. */
export async function removeRule({ rule }: RuleStanding): Promise<void> {
  try {
    take(await client['rules.remove']({ id: rule.id }))
    offer(t('“{name}” is removed.', { name: safeName(rule.name, 60) }), t('Undo'), () => {
      void saveRule(rule).then((problem) => problem && say(problem, 'bad'))
    })
  } catch (thrown) {
    say(sentenceOf(thrown), 'bad')
  }
}

/** Removes a stored rule that cannot be used. */
export const removeUnread = (index: number): Promise<void> =>
  client['rules.remove']({ index }).then(take, (thrown) => say(sentenceOf(thrown), 'bad'))
