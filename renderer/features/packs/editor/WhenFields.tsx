/** Conditions on arguments: one event that means two things, told apart. */
import type { PackWhen } from '#shared/pack.ts'
import { t } from '../../../i18n/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import type { AbiItem } from '../edit.ts'
import { SelectField } from './fields.tsx'
import { RefField } from './RefField.tsx'

type Props = { readonly item: AbiItem | null; readonly when: readonly PackWhen[]; readonly onChange: (when: PackWhen[]) => void }

export function WhenFields({ item, when, onChange }: Props) {
  const replace = (index: number, next: PackWhen) => onChange(when.map((one, at) => (at === index ? next : one)))
  const [first] = item?.inputs ?? []
  return (
    <fieldset className="grants">
      <legend>{t('Only when')}</legend>
      {when.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two conditions may be alike while they are written.
        <div key={index} className="grant-line when-line">
          <RefField
            label={t('Value')}
            item={item}
            wants="value"
            value={one.value}
            onChange={(value) => value && replace(index, { ...one, value })}
          />
          <SelectField
            label={t('is##condition')}
            value={one.is}
            options={[
              { value: 'equal', label: '=' },
              { value: 'unequal', label: '≠' },
              { value: 'above', label: '>' },
              { value: 'below', label: '<' },
            ]}
            onChange={(is) => replace(index, { ...one, is: is as PackWhen['is'] })}
          />
          <RefField
            label={t('Other value')}
            item={item}
            wants="value"
            value={one.to}
            onChange={(to) => to && replace(index, { ...one, to })}
          />
          <Button
            kind="quiet"
            iconOnly
            aria-label={t('Remove this condition')}
            title={t('Remove')}
            onClick={() => onChange(when.filter((_, at) => at !== index))}
          >
            <Icon name="close" size={12} />
          </Button>
        </div>
      ))}
      <Button
        kind="quiet"
        disabled={!first || when.length >= 10}
        onClick={() => onChange([...when, { value: first ? `arg:${first.path}` : 'sender', is: 'equal', to: 'zero' }])}
      >
        <Icon name="plus" size={12} />
        {t('Add a condition')}
      </Button>
    </fieldset>
  )
}
