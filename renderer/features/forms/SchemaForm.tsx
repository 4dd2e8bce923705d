/** A form drawn from the schema of a kind. What cannot be read stays in its field with a sentence, and counts as not said. */
import './forms.css'
import { useId, useState } from 'react'
import { t } from '../../i18n/t.ts'
import { useChains, useStatus } from '../../stores/status.ts'
import { Toggle } from '../../ui/Toggle.tsx'
import { type Field, isNothing, readTyped } from './fields.ts'
import { ListField } from './ListField.tsx'
import { FieldTitle, TextInput } from './TextInput.tsx'
import { choicesOf, type Known, shownValue } from './valueWords.ts'

type Values = Readonly<Record<string, unknown>>
/** Choices that only the form's owner knows, by format: the parts of a pack. */
export type OwnChoices = NonNullable<Known['own']>
type Props = {
  readonly fields: readonly Field[]
  readonly values: Values
  readonly own?: OwnChoices
  readonly onChange: (values: Values) => void
}
type One = { readonly field: Field; readonly value: unknown; readonly known: Known; readonly onChange: (value: unknown) => void }

export function SchemaForm({ fields, values, own, onChange }: Props) {
  const everywhere = useKnown()
  const known = own ? { ...everywhere, own } : everywhere
  const change = (name: string, value: unknown) => {
    const { [name]: _, ...others } = values
    onChange(isNothing(value) ? others : { ...others, [name]: value })
  }
  return (
    <div className="schema-form">
      {fields.map((field) => (
        <Input key={field.name} field={field} value={values[field.name]} known={known} onChange={(value) => change(field.name, value)} />
      ))}
    </div>
  )
}

/** What values are chosen from. */
export function useKnown(): Known {
  const catalog = useStatus((state) => state.catalog)
  return { catalog, chains: useChains() }
}

function Input({ field, value, known, onChange }: One) {
  switch (field.shape) {
    case 'choice':
      return <Choice field={field} value={value} known={known} onChange={onChange} />
    case 'choices':
      return <Choices field={field} value={value} known={known} onChange={onChange} />
    case 'list':
      return <ListField field={field} value={value} known={known} onChange={onChange} />
    case 'switch':
      return (
        <div className="schema-switch">
          <Toggle on={(value ?? field.fallback) === true} label={field.title} onChange={onChange} />
          <span>
            {field.title}
            {field.help !== '' && <span className="help">{field.help}</span>}
          </span>
        </div>
      )
    default:
      return <Typed field={field} value={value} known={known} onChange={onChange} />
  }
}

function Typed({ field, value, onChange }: One) {
  const id = useId()
  const [text, setText] = useState(() => shownValue(value, field))
  const [problem, setProblem] = useState<string | null>(null)
  const write = (next: string) => {
    setText(next)
    const read = readTyped(next, field)
    setProblem('problem' in read ? read.problem : null)
    onChange('problem' in read ? undefined : read.value)
  }
  const leave = () => {
    const read = readTyped(text, field)
    if ('value' in read && read.value !== undefined) setText(shownValue(read.value, field))
  }
  return (
    <div className="field" data-format={field.format}>
      <label htmlFor={id}>
        <FieldTitle field={field} />
      </label>
      <TextInput id={id} field={field} text={text} problem={problem} onText={write} onLeave={leave} />
      <div id={`${id}-note`} aria-live="polite">
        {problem ? <p className="error">{problem}</p> : field.help !== '' && <p className="help">{field.help}</p>}
      </div>
    </div>
  )
}

function Choice({ field, value, known, onChange }: One) {
  const id = useId()
  const choices = choicesOf(field, known)
  const at = choices.findIndex((choice) => choice.value === (value ?? field.fallback))
  return (
    <div className="field">
      <label htmlFor={id}>
        <FieldTitle field={field} />
      </label>
      <select
        id={id}
        className="input"
        value={at === -1 ? '' : String(at)}
        onChange={({ target }) => onChange(choices[Number(target.value)]?.value)}
      >
        {(at === -1 || (!field.required && field.fallback === undefined)) && (
          <option value="">{field.required ? t('Choose…') : t('Any')}</option>
        )}
        {choices.map((choice, index) => (
          <option key={choice.value} value={index}>
            {choice.label}
          </option>
        ))}
      </select>
      {field.help !== '' && <p className="help">{field.help}</p>}
    </div>
  )
}

function Choices({ field, value, known, onChange }: One) {
  const chosen: readonly unknown[] = Array.isArray(value) ? value : []
  return (
    <fieldset className="schema-choices">
      <legend>
        <FieldTitle field={field} />
      </legend>
      {field.help !== '' && <p className="help">{field.help}</p>}
      {choicesOf(field, known).map((choice) => (
        <label key={choice.value} className={chosen.includes(choice.value) ? 'chip-choice on' : 'chip-choice'}>
          <input
            type="checkbox"
            checked={chosen.includes(choice.value)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, choice.value] : chosen.filter((other) => other !== choice.value))
            }
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  )
}
