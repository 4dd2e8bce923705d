/** Where a value of a verb is from: an argument, an account that is always there, or a constant. */
import type { PackRef } from '#shared/pack.ts'
import { t } from '../../../i18n/t.ts'
import { type AbiItem, argumentsFor } from '../edit.ts'
import { type Option, SelectField, TextField } from './fields.tsx'

type Props = {
  readonly label: string
  readonly item: AbiItem | null
  readonly wants: 'account' | 'number' | 'value'
  /** Undefined: it is not told. */
  readonly value: PackRef | undefined
  readonly onChange: (value: PackRef | undefined) => void
  /** The word for not telling it; absent: it has to be told. */
  readonly none?: string
}

export function RefField({ label, item, wants, value, onChange, none }: Props) {
  const isConstant = value?.startsWith('const:') === true
  const options: Option[] = [
    ...(none === undefined ? [] : [{ value: '', label: none }]),
    ...argumentsFor(item, wants).map(({ path, type }) => ({ value: `arg:${path}`, label: `${path} (${type})`, group: t('Arguments') })),
    ...(wants === 'number'
      ? []
      : [
          { value: 'sender', label: t('Who signed the transaction'), group: t('Always there') },
          { value: 'contract', label: t('The contract itself'), group: t('Always there') },
          { value: 'zero', label: t('The zero address'), group: t('Always there') },
        ]),
    { value: 'const:', label: t('A constant…'), group: t('Always there') },
  ]
  const choose = (chosen: string) => onChange(chosen === '' ? undefined : chosen === 'const:' ? 'const:0' : chosen)
  return (
    <div className="ref-field">
      <SelectField label={label} value={isConstant ? 'const:' : (value ?? '')} options={options} onChange={choose} />
      {isConstant && (
        <TextField
          label={t('Constant of “{what}”', { what: label })}
          value={value.slice(6)}
          mono
          most={100}
          onChange={(text) => onChange(`const:${text}`)}
        />
      )}
    </div>
  )
}
