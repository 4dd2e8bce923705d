/** A rule as it is written: conditions, how it rings, and beside it what it would have done. Nothing rings before it is saved. */
import './editor.css'
import { useMemo, useState } from 'react'
import { safeName } from '../../format/address.ts'
import { t } from '../../i18n/t.ts'
import { say } from '../../stores/jobs.ts'
import { closeRule, type Draft, editRule, isDirty } from '../../stores/ruleDraft.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useKnown } from '../forms/SchemaForm.tsx'
import { ConditionTree } from './ConditionTree.tsx'
import { holesOf, problemsOf } from './check.ts'
import { DryRunPanel } from './DryRunPanel.tsx'
import { CertainSection, WhereSection } from './HowItRings.tsx'
import { PeaceSection } from './PeaceSection.tsx'
import { sentenceOfRule } from './sentence.ts'
import { saveRule } from './store.ts'
import { type Group, toCondition, toTree } from './tree.ts'

export function RuleEditor({ draft }: { draft: Draft }) {
  const { rule } = draft
  const known = useKnown()
  // The tree keeps what conditions cannot say: keys of what is drawn, and a group of one.
  const [tree, setTree] = useState<Group>(() => toTree(rule.when))
  const [refused, setRefused] = useState<string | null>(null)
  const change = (next: Group) => {
    setTree(next)
    editRule({ when: toCondition(next) })
  }
  const holes = useMemo(() => holesOf(tree, known), [tree, known])
  const problems = [...problemsOf(rule), ...holes]
  const tried = useMemo(() => ({ ...rule, name: rule.name.trim() === '' ? '…' : rule.name }), [rule])
  const save = async () => {
    const problem = await saveRule({ ...rule, name: rule.name.trim() })
    setRefused(problem)
    if (problem !== null) return
    closeRule()
    say(t('“{name}” is saved.', { name: safeName(rule.name, 60) }))
  }
  return (
    <section className="rule-editor" aria-label={t('Rule')}>
      <EditorBar draft={draft} mayNotSave={problems[0] ?? null} onSave={() => void save()} />
      {refused !== null && (
        <p className="labels-problem bad" role="alert">
          {refused}
        </p>
      )}
      <div className="editor-split">
        <div className="editor-scroll">
          <div className="editor-column">
            <section className="editor-part">
              <h2>{t('Rings for')}</h2>
              <p className="editor-sentence">
                <bdi>{sentenceOfRule(rule.when, known)}</bdi>
              </p>
              <ConditionTree tree={tree} onChange={change} />
            </section>
            <CertainSection rule={rule} />
            <WhereSection rule={rule} />
            <PeaceSection rule={rule} />
          </div>
        </div>
        <DryRunPanel
          rule={holes.length > 0 || problemsOf(tried).length > 0 ? null : tried}
          why={holes[0] ?? problemsOf(tried)[0] ?? null}
        />
      </div>
    </section>
  )
}

type BarProps = { readonly draft: Draft; readonly mayNotSave: string | null; readonly onSave: () => void }

function EditorBar({ draft, mayNotSave, onSave }: BarProps) {
  const [asking, setAsking] = useState(false)
  const dirty = isDirty(draft)
  const leave = () => (dirty ? setAsking(true) : closeRule())
  return (
    <form
      className="alerts-bar editor-bar"
      onSubmit={(event) => {
        event.preventDefault()
        if (mayNotSave === null && dirty) onSave()
      }}
    >
      <Button kind="quiet" iconOnly aria-label={t('Back to the rules')} title={t('Back to the rules')} onClick={leave}>
        <Icon name="arrowLeft" />
      </Button>
      <input
        className="input editor-name"
        aria-label={t('Name of the rule')}
        placeholder={t('Name of the rule')}
        maxLength={80}
        value={draft.rule.name}
        onChange={({ target }) => editRule({ name: target.value })}
      />
      <span className="editor-state" role="status">
        {mayNotSave !== null ? (
          <span className="warn">
            <Icon name="warning" size={12} /> {mayNotSave}
          </span>
        ) : (
          dirty && <span className="muted">{draft.stored === null ? t('Not saved yet') : t('Changed since it was saved')}</span>
        )}
      </span>
      {asking ? (
        <span className="editor-ask" role="alert">
          {t('Let go of the changes?')}
          <Button kind="danger" onClick={closeRule}>
            {t('Discard')}
          </Button>
          <Button onClick={() => setAsking(false)}>{t('Go on writing')}</Button>
        </span>
      ) : (
        <>
          {dirty && <Button onClick={() => setAsking(true)}>{t('Discard')}</Button>}
          <Button kind="primary" type="submit" disabled={mayNotSave !== null || !dirty} title={mayNotSave ?? undefined}>
            {t('Save')}
          </Button>
        </>
      )}
    </form>
  )
}
