/** The rules: a list of them, or the one that is being written. */
import './rules.css'
import { useEffect } from 'react'
import { t, tn } from '../../i18n/t.ts'
import { openRule, useRuleDraft } from '../../stores/ruleDraft.ts'
import { useSettings } from '../../stores/settings.ts'
import { useStatus } from '../../stores/status.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { RuleEditor } from './RuleEditor.tsx'
import { RuleLine } from './RuleLine.tsx'
import { reloadRules, removeUnread, useRules } from './store.ts'
import { newRule, ruleOf, type Template, templatesFor } from './templates.ts'

const againMs = 10_000

export function RulesPane() {
  const draft = useRuleDraft((state) => state.draft)
  const stored = useSettings(({ settings }) => settings.rules)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rules mean that the answer is old.
  useEffect(() => {
    void reloadRules()
    // How often they rang and what they learnt changes meanwhile, by itself.
    const timer = setInterval(() => void reloadRules(), againMs)
    return () => clearInterval(timer)
  }, [stored])
  return draft ? <RuleEditor key={draft.rule.id} draft={draft} /> : <List />
}

function List() {
  const { view, problem } = useRules()
  const catalog = useStatus((state) => state.catalog)
  if (view === null) return <p className="alerts-empty faint">{problem ?? t('Reading…')}</p>
  const { rules, unread } = view
  const on = rules.filter(({ rule }) => rule.enabled).length
  return (
    <section className="rules" aria-label={t('Rules')}>
      <div className="alerts-bar">
        <span className="muted" role="status">
          {rules.length === 0
            ? t('No rule yet')
            : tn(on, '1 of {all} rules is switched on', '{n} of {all} rules are switched on', { all: rules.length })}
        </span>
        <span className="labels-space" />
        <NewRule />
      </div>
      {problem !== null && <p className="labels-problem bad">{problem}</p>}
      <div className="rules-scroll">
        {rules.length > 0 && (
          <ul className="rule-list">
            {rules.map((standing) => (
              <RuleLine key={standing.rule.id} standing={standing} names={rules.map(({ rule }) => rule.name)} />
            ))}
          </ul>
        )}
        {unread.map(({ index, problem: why }) => (
          <div key={index} className="rule-unread">
            <Icon name="warning" />
            <p>{why}</p>
            <Button onClick={() => void removeUnread(index)}>{t('Remove')}</Button>
          </div>
        ))}
        <section className="templates" aria-label={t('Begin with')}>
          <h2>{rules.length === 0 ? t('Nothing rings yet. Begin with one of these:') : t('Begin with')}</h2>
          <div className="template-grid">
            {templatesFor(catalog).map((template) => (
              <button key={template.id} type="button" className="template" onClick={() => openRule(ruleOf(template, catalog), null)}>
                <Icon name={template.icon} />
                <strong>{t(template.name)}</strong>
                <span className="muted">{t(template.says)}</span>
              </button>
            ))}
          </div>
        </section>
      </div>
    </section>
  )
}

function NewRule() {
  const catalog = useStatus((state) => state.catalog)
  const begin = (template: Template) => openRule(ruleOf(template, catalog), null)
  return (
    <Popover
      label={t('New rule')}
      buttonClass="button primary"
      panelClass="menu"
      button={
        <>
          <Icon name="plus" />
          {t('New rule')}
          <Icon name="chevronDown" size={12} />
        </>
      }
    >
      {templatesFor(catalog).map((template) => (
        <button key={template.id} type="button" className="menu-item" onClick={() => begin(template)}>
          {t(template.name)}
        </button>
      ))}
      <button type="button" className="menu-item" onClick={() => openRule(newRule(t('New rule'), { all: [] }, catalog), null)}>
        {t('From nothing')}
      </button>
    </Popover>
  )
}
