/** A setting that is on or off. */
import type { ReactNode } from 'react'
import { settingWords } from '../../i18n/words.ts'
import { say } from '../../stores/jobs.ts'
import { saveSettings, useSettings } from '../../stores/settings.ts'
import { Toggle } from '../../ui/Toggle.tsx'
import { Setting } from './Setting.tsx'

type SwitchName = 'notify' | 'allSenders' | 'internalTransfers' | 'pending' | 'startAtLogin' | 'startHidden' | 'closeToTray'
type Props = { readonly name: SwitchName; readonly disabled?: boolean; readonly note?: ReactNode }

export function SwitchSetting({ name, disabled = false, note }: Props) {
  const on = useSettings((state) => state.settings[name])
  const save = async (next: boolean) => {
    const refused = await saveSettings({ [name]: next })
    if (refused) say(refused, 'bad')
  }
  return (
    <Setting name={name} note={note}>
      <Toggle on={on} label={settingWords(name).label} disabled={disabled} onChange={(next) => void save(next)} />
    </Setting>
  )
}
