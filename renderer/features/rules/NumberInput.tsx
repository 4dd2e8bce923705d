/** A whole number among words. What cannot be used is marked, and the last that could stays. */
import { useState } from 'react'
import { t } from '../../i18n/t.ts'

type Props = {
  /** What it counts, for those who do not see what stands around it. */
  readonly label: string
  /** What stands behind it. */
  readonly unit: string
  readonly value: number
  readonly least: number
  readonly most: number
  readonly onValue: (value: number) => void
}

export function NumberInput({ label, unit, value, least, most, onValue }: Props) {
  const [text, setText] = useState(String(value))
  const read = /^\d{1,7}$/.test(text.trim()) ? Number(text) : Number.NaN
  const wrong = !(read >= least && read <= most)
  return (
    <span className="number-input">
      <input
        className="input"
        inputMode="numeric"
        aria-label={label}
        aria-invalid={wrong}
        value={text}
        onChange={({ target }) => {
          setText(target.value)
          const next = /^\d{1,7}$/.test(target.value.trim()) ? Number(target.value) : Number.NaN
          if (next >= least && next <= most) onValue(next)
        }}
        onBlur={() => setText(String(value))}
      />
      <span className="muted" aria-hidden="true">
        {unit}
      </span>
      {wrong && <span className="form-error">{t('Type a whole number from {least} to {most}.', { least, most })}</span>}
    </span>
  )
}
