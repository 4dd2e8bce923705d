/** A filter of many choices: nothing chosen means all. */

import { t } from '../i18n/t.ts'
import { Icon } from './Icon.tsx'
import { Popover } from './Popover.tsx'

type Choice<T> = { readonly value: T; readonly label: string }
type Props<T> = {
  readonly name: string
  readonly choices: readonly Choice<T>[]
  readonly chosen: readonly T[] | undefined
  readonly onChange: (chosen: T[] | undefined) => void
}

export function Checklist<T extends string | number>({ name, choices, chosen = [], onChange }: Props<T>) {
  const labels = choices.filter(({ value }) => chosen.includes(value)).map(({ label }) => label)
  const toggle = (value: T, on: boolean) => {
    const next = on ? [...chosen, value] : chosen.filter((other) => other !== value)
    onChange(next.length === 0 ? undefined : next)
  }
  return (
    <Popover
      label={name}
      buttonClass={chosen.length > 0 ? 'filter-chip on' : 'filter-chip'}
      panelClass="menu"
      button={
        <>
          <span>{name}</span>
          {labels.length > 0 && <strong className="clip">{labels.length > 1 ? t('{n} chosen', { n: labels.length }) : labels[0]}</strong>}
          <Icon name="chevronDown" size={12} />
        </>
      }
    >
      {choices.length === 0 && <p className="menu-empty">{t('Nothing to choose yet')}</p>}
      {choices.map(({ value, label }) => (
        <label key={value}>
          <input type="checkbox" checked={chosen.includes(value)} onChange={(event) => toggle(value, event.target.checked)} />
          <span className="clip">{label}</span>
        </label>
      ))}
    </Popover>
  )
}
