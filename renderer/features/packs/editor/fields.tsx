/** The small fields of which the parts of a pack are made. */
import { type ReactNode, useId, useState } from 'react'
import { t } from '../../../i18n/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { slugOf } from '../edit.ts'

type TextProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly mono?: boolean
  readonly most?: number
  readonly placeholder?: string
  readonly inputMode?: 'text' | 'numeric' | 'decimal'
  readonly problem?: string | null
}

export function TextField({ label, value, onChange, mono = false, most = 80, placeholder, inputMode = 'text', problem = null }: TextProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className={mono ? 'input mono' : 'input'}
        value={value}
        maxLength={most}
        placeholder={placeholder}
        inputMode={inputMode}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-note`}
        onChange={({ target }) => onChange(target.value)}
      />
      {problem !== null && (
        <p className="error" id={`${id}-note`}>
          {problem}
        </p>
      )}
    </div>
  )
}

/** A whole number within bounds; what is none stays in the field and changes nothing. */
export function NumberField(props: {
  readonly label: string
  readonly value: number
  readonly least: number
  readonly most: number
  readonly onChange: (value: number) => void
}) {
  const { label, value, least, most, onChange } = props
  const [text, setText] = useState(String(value))
  const read = /^\d{1,9}$/.test(text.trim()) ? Number(text) : null
  const fits = read !== null && read >= least && read <= most
  const change = (next: string) => {
    setText(next)
    const number = /^\d{1,9}$/.test(next.trim()) ? Number(next) : null
    if (number !== null && number >= least && number <= most) onChange(number)
  }
  return (
    <TextField
      label={label}
      value={text}
      inputMode="numeric"
      most={9}
      problem={fits ? null : t('Type a whole number from {least} to {most}.', { least, most })}
      onChange={change}
    />
  )
}

export type Option = { readonly value: string; readonly label: string; readonly group?: string }

type SelectProps = {
  readonly label: string
  readonly value: string
  readonly options: readonly Option[]
  readonly onChange: (value: string) => void
  readonly hidden?: boolean
}

/** A value that is none of the options is shown as it is, so that nothing changes by looking. */
export function SelectField({ label, value, options, onChange, hidden = false }: SelectProps) {
  const id = useId()
  const groups = [...new Set(options.map(({ group }) => group))]
  return (
    <div className="field">
      <label htmlFor={id} className={hidden ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <select id={id} className="input" value={value} onChange={({ target }) => onChange(target.value)}>
        {!options.some((option) => option.value === value) && <option value={value}>{value === '' ? t('Choose…') : value}</option>}
        {groups.map((group) => {
          const own = options.filter((option) => option.group === group)
          const drawn = own.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))
          return group === undefined ? (
            drawn
          ) : (
            <optgroup key={group} label={group}>
              {drawn}
            </optgroup>
          )
        })}
      </select>
    </div>
  )
}

type ChipsProps = {
  readonly label: string
  readonly options: readonly Option[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: string[]) => void
}

/** Several of a few. */
export function Chips({ label, options, chosen, onChange }: ChipsProps) {
  return (
    <fieldset className="schema-choices">
      <legend>{label}</legend>
      {options.length === 0 && <span className="faint">{t('None yet')}</span>}
      {options.map((option) => (
        <label key={option.value} className={chosen.includes(option.value) ? 'chip-choice on' : 'chip-choice'}>
          <input
            type="checkbox"
            checked={chosen.includes(option.value)}
            onChange={({ target }) => onChange(target.checked ? [...chosen, option.value] : chosen.filter((one) => one !== option.value))}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}

type AddProps = {
  /** What the field asks for, e.g. the name of a role. */
  readonly label: string
  readonly button: string
  readonly taken: readonly string[]
  readonly onAdd: (key: string, label: string) => void
}

/** A new part by its name; its key follows from it. */
export function AddPart({ label, button, taken, onAdd }: AddProps) {
  const [text, setText] = useState('')
  const add = () => {
    const name = text.trim()
    if (name === '') return
    onAdd(slugOf(name, taken), name)
    setText('')
  }
  return (
    <form
      className="part-add"
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <input
        className="input"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={80}
        autoComplete="off"
        onChange={({ target }) => setText(target.value)}
      />
      <Button type="submit" disabled={text.trim() === ''}>
        <Icon name="plus" size={12} />
        {button}
      </Button>
    </form>
  )
}

type PartProps = {
  readonly name: string
  readonly label: string
  readonly note?: ReactNode
  readonly onRemove: () => void
  readonly children: ReactNode
}

/** One part under its name, with the way to take it out. */
export const PartCard = ({ name, label, note, onRemove, children }: PartProps) => (
  <section className="part-card" aria-label={label} data-part={name}>
    <header>
      <h3 className="clip">
        <bdi>{label}</bdi>
      </h3>
      <span className="mono faint clip">{name}</span>
      {note}
      <Button kind="quiet" iconOnly aria-label={t('Remove {what}', { what: label })} title={t('Remove')} onClick={onRemove}>
        <Icon name="trash" />
      </Button>
    </header>
    {children}
  </section>
)

/** A part of the editor under its heading. */
export const EditorPart = ({ title, help, children }: { title: string; help: string; children: ReactNode }) => (
  <section className="editor-part" aria-label={title}>
    <h2>{title}</h2>
    <p className="muted part-help">{help}</p>
    {children}
  </section>
)
