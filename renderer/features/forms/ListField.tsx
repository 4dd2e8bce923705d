/** Several texts, one after the other. */
import { useId, useState } from 'react'
import { t } from '../../i18n/t.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { type Field, readTyped } from './fields.ts'
import { FieldTitle, TextInput } from './TextInput.tsx'
import { type Known, valueWords } from './valueWords.ts'

type Props = { readonly field: Field; readonly value: unknown; readonly known: Known; readonly onChange: (value: unknown) => void }

export function ListField({ field, value, known, onChange }: Props) {
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
        <FieldTitle field={field} />
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
