/** An amount of dollars; takes "250k" and "1.5m" as well as plain digits. */

import { exactUsd, readUsd } from '../../format/money.ts'
import { t } from '../../i18n/t.ts'
import { settingWords } from '../../i18n/words.ts'
import { saveSettings, useSettings } from '../../stores/settings.ts'
import { Field } from '../../ui/Field.tsx'
import { Setting } from './Setting.tsx'

export function UsdSetting({ name }: { name: 'minUsd' }) {
  const value = useSettings(({ settings }) => settings[name])
  return (
    <Setting name={name}>
      <Field
        hiddenLabel
        label={settingWords(name).label}
        value={exactUsd(value)}
        inputMode="decimal"
        onCommit={(text) => {
          const amount = readUsd(text)
          return amount === null ? t('Type an amount such as 250000, 250k or 1.5m.') : saveSettings({ [name]: amount })
        }}
      />
    </Setting>
  )
}
