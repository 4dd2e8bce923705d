/** A setting that is a whole number; its bounds are those of its schema. */
import { settingEntries } from '#shared/settings.ts'
import { group } from '../../format/amount.ts'
import { t } from '../../i18n/t.ts'
import { settingWords } from '../../i18n/words.ts'
import { saveSettings, useSettings } from '../../stores/settings.ts'
import { Field } from '../../ui/Field.tsx'
import { Setting } from './Setting.tsx'

export type NumberName = 'pendingMinutes' | 'notifyPerMinute' | 'keepOrdersDays' | 'keepAlertsDays'

export function NumberSetting({ name }: { name: NumberName }) {
  const value = useSettings(({ settings }) => settings[name])
  const { minValue, maxValue } = settingEntries[name].schema
  const commit = (text: string) => {
    const plain = text.replace(/[\s,]/g, '')
    const number = Number(plain)
    const fits = /^\d{1,9}$/.test(plain) && number >= (minValue ?? 0) && number <= (maxValue ?? Number.MAX_SAFE_INTEGER)
    if (fits) return saveSettings({ [name]: number })
    return t('Type a whole number from {least} to {most}.', { least: group(String(minValue ?? 0)), most: group(String(maxValue ?? '')) })
  }
  return (
    <Setting name={name}>
      <Field hiddenLabel label={settingWords(name).label} value={String(value)} inputMode="numeric" onCommit={commit} />
    </Setting>
  )
}
