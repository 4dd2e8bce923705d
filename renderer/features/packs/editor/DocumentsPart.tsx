/** Documents with their states and the verbs that lead from one to the next. */
import type { Pack, PackDocument } from '#shared/pack.ts'
import { t } from '../../../i18n/t.ts'
import { editPack } from '../../../stores/packDraft.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Toggle } from '../../../ui/Toggle.tsx'
import { withField, withPart } from '../edit.ts'
import { AddPart, Chips, EditorPart, type Option, PartCard, SelectField, TextField } from './fields.tsx'
import { StatesPicture } from './StatesPicture.tsx'

type Step = PackDocument['transitions'][number]

export function DocumentsPart({ documents, verbs }: Pick<Pack, 'documents' | 'verbs'>) {
  const change = (name: string, document: PackDocument | undefined) => editPack({ documents: withPart(documents, name, document) })
  return (
    <EditorPart
      title={t('Documents')}
      help={t('A bill, a policy, a receivable: what verbs happen to, by its number. Its states say how far it is.')}
    >
      {Object.entries(documents).map(([name, document]) => (
        <PartCard key={name} name={name} label={document.label} onRemove={() => change(name, undefined)}>
          <TextField label={t('Label')} value={document.label} onChange={(label) => change(name, { ...document, label })} />
          <StatesPicture document={document} verbs={verbs} />
          <States document={document} onChange={(next) => change(name, next)} />
          <Steps name={name} document={document} verbs={verbs} onChange={(next) => change(name, next)} />
        </PartCard>
      ))}
      <AddPart
        label={t('Name of a document')}
        button={t('Add a document')}
        taken={Object.keys(documents)}
        onAdd={(key, label) => change(key, { label, states: { open: { label: t('Open##state') } }, transitions: [] })}
      />
    </EditorPart>
  )
}

type Props = { readonly document: PackDocument; readonly onChange: (document: PackDocument) => void }

function States({ document, onChange }: Props) {
  const { states } = document
  const change = (key: string, state: PackDocument['states'][string] | undefined) =>
    onChange({ ...document, states: withPart(states, key, state) })
  return (
    <fieldset className="grants">
      <legend>{t('States')}</legend>
      {Object.entries(states).map(([key, state]) => (
        <div key={key} className="state-line">
          <TextField label={t('State {name}', { name: key })} value={state.label} onChange={(label) => change(key, { ...state, label })} />
          <div className="schema-switch">
            <Toggle
              on={state.final === true}
              label={t('{name} is final', { name: state.label })}
              onChange={(on) => change(key, withField(state, 'final', on ? true : undefined))}
            />
            <span>{t('Final##state')}</span>
          </div>
          <Button kind="quiet" iconOnly aria-label={t('Remove {what}', { what: state.label })} onClick={() => change(key, undefined)}>
            <Icon name="close" size={12} />
          </Button>
        </div>
      ))}
      <AddPart
        label={t('Name of a state')}
        button={t('Add a state')}
        taken={[...Object.keys(states), 'new', 'unknown']}
        onAdd={(key, label) => change(key, { label })}
      />
    </fieldset>
  )
}

function Steps({ name, document, verbs, onChange }: Props & { name: string; verbs: Pack['verbs'] }) {
  const { transitions, states } = document
  const own = Object.entries(verbs).filter(([, verb]) => verb.document?.type === name)
  const replace = (index: number, step: Step) =>
    onChange({ ...document, transitions: transitions.map((one, at) => (at === index ? step : one)) })
  const choices: Option[] = Object.entries(states).map(([value, { label }]) => ({ value, label }))
  const [verb] = own
  const [state] = choices
  return (
    <fieldset className="grants">
      <legend>{t('Steps')}</legend>
      {own.length === 0 && <p className="muted">{t('No verb names this document yet: choose it in the verbs that happen to it.')}</p>}
      {transitions.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two steps may be alike while they are written.
        <div key={index} className="step-line">
          <SelectField
            label={t('By')}
            value={step.by}
            options={own.map(([value, { label }]) => ({ value, label }))}
            onChange={(by) => replace(index, { ...step, by })}
          />
          <Chips
            label={t('From any of')}
            options={[{ value: 'new', label: t('New') }, ...choices]}
            chosen={step.from}
            onChange={(from) => replace(index, { ...step, from })}
          />
          <SelectField label={t('To##state')} value={step.to} options={choices} onChange={(to) => replace(index, { ...step, to })} />
          <div className="schema-switch">
            <Toggle
              on={step.again === true}
              label={t('A step back')}
              onChange={(on) => replace(index, withField(step, 'again', on ? true : undefined))}
            />
            <span>{t('A step back')}</span>
          </div>
          <Button
            kind="quiet"
            iconOnly
            aria-label={t('Remove this step')}
            title={t('Remove')}
            onClick={() => onChange({ ...document, transitions: transitions.filter((_, at) => at !== index) })}
          >
            <Icon name="close" size={12} />
          </Button>
        </div>
      ))}
      <Button
        kind="quiet"
        disabled={!verb || !state}
        onClick={() =>
          verb &&
          state &&
          onChange({
            ...document,
            transitions: [...transitions, { by: verb[0], from: [transitions.length === 0 ? 'new' : state.value], to: state.value }],
          })
        }
      >
        <Icon name="plus" size={12} />
        {t('Add a step')}
      </Button>
    </fieldset>
  )
}
