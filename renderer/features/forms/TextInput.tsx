/** One line of text for a field of a schema, with what it proposes while one types. */
import { useState } from 'react'
import { t } from '../../i18n/t.ts'
import type { Field } from './fields.ts'
import { useSuggestions } from './suggestions.ts'

/** What the field is called, and whether it may stay empty. */
export const FieldTitle = ({ field: { title, required, fallback } }: { field: Field }) => (
  <>
    {title}
    {!required && fallback === undefined && <span className="faint"> {t('(optional)')}</span>}
  </>
)

type TextProps = {
  readonly id: string
  readonly field: Field
  readonly text: string
  readonly problem: string | null
  readonly onText: (text: string) => void
  readonly onLeave: () => void
}

export function TextInput({ id, field: { format, shape, fallback }, text, problem, onText, onLeave }: TextProps) {
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
        placeholder={
          placeholders[format]?.() ?? (typeof fallback === 'string' || typeof fallback === 'number' ? String(fallback) : undefined)
        }
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
