/** A form drawn from the schema of a kind. What cannot be read stays in its field with a sentence, and counts as not said. */
import './forms.css'
import { useId, useState } from 'react'
import { t } from '../../i18n/t.ts'
import { useChains, useStatus } from '../../stores/status.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Toggle } from '../../ui/Toggle.tsx'
import { type Field, isNothing, readTyped } from './fields.ts'
import { useSuggestions } from './suggestions.ts'
import { choicesOf, type Known, shownValue, valueWords } from './valueWords.ts'

type Values = Readonly<Record<string, unknown>>
type Props = { readonly fields: readonly Field[]; readonly values: Values; readonly onChange: (values: Values) => void }
type One = { readonly field: Field; readonly value: unknown; readonly known: Known; readonly onChange: (value: unknown) => void }

export function SchemaForm({ fields, values, onChange }: Props) {
  const known = useKnown()
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
      return <List field={field} value={value} known={known} onChange={onChange} />
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

const Title = ({ field: { title, required, fallback } }: { field: Field }) => (
  <>
    {title}
    {!required && fallback === undefined && <span className="faint"> {t('(optional)')}</span>}
  </>
)

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
        <Title field={field} />
      </label>
      <TextInput id={id} field={field} text={text} problem={problem} onText={write} onLeave={leave} />
      <div id={`${id}-note`} aria-live="polite">
        {problem ? <p className="error">{problem}</p> : field.help !== '' && <p className="help">{field.help}</p>}
      </div>
    </div>
  )
}

type TextProps = {
  readonly id: string
  readonly field: Field
  readonly text: string
  readonly problem: string | null
  readonly onText: (text: string) => void
  readonly onLeave: () => void
}

function TextInput({ id, field: { format, shape }, text, problem, onText, onLeave }: TextProps) {
  const [near, setNear] = useState(false)
  const suggestions = useSuggestions(near ? format : '', text)
  const isNumeric = shape === 'number' || format === 'usd' || format === 'units'
  return (
    <>
      <input
        id={id}
        className={format === 'address' ? 'input mono' : 'input'}
        list={suggestions.length > 0 ? `${id}-list` : undefined}
        value={text}
        maxLength={400}
        inputMode={isNumeric ? 'decimal' : 'text'}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={problem !== null}
        aria-describedby={`${id}-note`}
        placeholder={placeholders[format]?.()}
        onChange={({ target }) => onText(target.value)}
        onFocus={() => setNear(true)}
        onBlur={onLeave}
      />
      {suggestions.length > 0 && (
        <datalist id={`${id}-list`}>
          {suggestions.map(({ value, note }) => (
            <option key={value} value={value}>
              {note}
            </option>
          ))}
        </datalist>
      )}
    </>
  )
}

const placeholders: Readonly<Record<string, () => string>> = {
  usd: () => t('such as 250k or 1.5m'),
  units: () => t('such as 500 or 1.5m'),
  token: () => t('Symbol, contract, or native'),
  address: () => '0x…',
  label: () => t('Name or owner'),
}

function Choice({ field, value, known, onChange }: One) {
  const id = useId()
  const choices = choicesOf(field, known)
  const at = choices.findIndex((choice) => choice.value === (value ?? field.fallback))
  return (
    <div className="field">
      <label htmlFor={id}>
        <Title field={field} />
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
        <Title field={field} />
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

/** Several texts, one after the other. */
function List({ field, value, known, onChange }: One) {
  const id = useId()
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const values: readonly unknown[] = Array.isArray(value) ? value : []
  const add = () => {
    const read = readTyped(text, field)
    if ('problem' in read) return setProblem(read.problem)
    if (read.value === undefined) return
    if (!values.includes(read.value)) onChange([...values, read.value])
    setText('')
    setProblem(null)
  }
  return (
    <div className="field schema-list" data-format={field.format}>
      <label htmlFor={id}>
        <Title field={field} />
      </label>
      {values.length > 0 && (
        <ul>
          {values.map((each) => {
            const words = valueWords(each, { ...field, shape: 'text' }, known)
            return (
              <li key={String(each)} title={String(each)}>
                <bdi className="clip">{words}</bdi>
                <Button
                  kind="quiet"
                  iconOnly
                  aria-label={t('Remove {what}', { what: words })}
                  onClick={() => onChange(values.filter((other) => other !== each))}
                >
                  <Icon name="close" size={12} />
                </Button>
              </li>
            )
          })}
        </ul>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter in the input adds what it holds, as the button beside it does. */}
      <span
        className="schema-add"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
          event.preventDefault()
          add()
        }}
      >
        <TextInput id={id} field={field} text={text} problem={problem} onText={setText} onLeave={add} />
        <Button onClick={add} disabled={text.trim() === ''}>
          {t('Add')}
        </Button>
      </span>
      <div id={`${id}-note`} aria-live="polite">
        {problem ? <p className="error">{problem}</p> : field.help !== '' && <p className="help">{field.help}</p>}
      </div>
    </div>
  )
}
