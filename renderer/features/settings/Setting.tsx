/** One setting as a line: its words, its default, the way back to it, and its control. */
import type { ReactNode } from 'react'
import { type SettingKey, settingEntries } from '#shared/settings.ts'
import { t } from '../../i18n/t.ts'
import { settingWords } from '../../i18n/words.ts'
import { say } from '../../stores/jobs.ts'
import { saveSettings, useSettings } from '../../stores/settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Line } from './Line.tsx'
import { valueWords } from './valueWords.ts'

type Props = {
  readonly name: SettingKey
  readonly children: ReactNode
  readonly wide?: boolean
  /** What has to be said beside the help, e.g. where the setting does nothing here. */
  readonly note?: ReactNode
}

export function Setting({ name, children, wide = false, note }: Props) {
  const { label, help } = settingWords(name)
  return (
    <Line
      anchor={name}
      title={label}
      wide={wide}
      help={
        <>
          <p className="muted">{help}</p>
          {note}
          <Default name={name} label={label} />
        </>
      }
    >
      {children}
    </Line>
  )
}

function Default({ name, label }: { name: SettingKey; label: string }) {
  const value = useSettings(({ settings }) => settings[name])
  const standard = settingEntries[name].default
  const reset = async () => {
    const refused = await saveSettings({ [name]: structuredClone(standard) })
    if (refused) say(refused, 'bad')
  }
  return (
    <p className="setting-default faint">
      {t('Default: {value}', { value: valueWords(name, standard) })}
      {JSON.stringify(value) !== JSON.stringify(standard) && (
        <Button
          kind="quiet"
          className="setting-reset"
          aria-label={t('{setting}: back to the default', { setting: label })}
          onClick={() => void reset()}
        >
          <Icon name="undo" size={12} />
          {t('Back to the default')}
        </Button>
      )}
    </p>
  )
}
