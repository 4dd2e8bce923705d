/** A setting that is a whole number; its bounds are those of its schema. */
import { settingEntries } from '#shared/settings.ts'
import { settingWords } from '../../i18n/words.ts'
import { saveSettings, useSettings } from '../../stores/settings.ts'
import { Field } from '../../ui/Field.tsx'
import { Setting } from './Setting.tsx'
import { wholeNumber } from './wholeNumber.ts'

export type NumberName = 'pendingMinutes' | 'notifyPerMinute' | 'keepOrdersDays' | 'keepAlertsDays'

export function NumberSetting({ name }: { name: NumberName }) {
  const value = useSettings(({ settings }) => settings[name])
  const commit = (text: string) => {
    const number = wholeNumber(text, settingEntries[name].schema)
    return typeof number === 'number' ? saveSettings({ [name]: number }) : number
  }
  return (
    <Setting name={name}>
      <Field hiddenLabel label={settingWords(name).label} value={String(value)} inputMode="numeric" onCommit={commit} />
    </Setting>
  )
}
