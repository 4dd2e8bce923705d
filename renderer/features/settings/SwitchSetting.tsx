/** A setting that is on or off. */
import { settingWords } from '../../i18n/words.ts'
import { say } from '../../stores/jobs.ts'
import { saveSettings, useSettings } from '../../stores/settings.ts'
import { Toggle } from '../../ui/Toggle.tsx'
import { Setting } from './Setting.tsx'

type SwitchName = 'notify' | 'internalTransfers' | 'pending' | 'startAtLogin' | 'startHidden' | 'closeToTray'

export function SwitchSetting({ name }: { name: SwitchName }) {
  const on = useSettings((state) => state.settings[name])
  const save = async (next: boolean) => {
    const refused = await saveSettings({ [name]: next })
    if (refused) say(refused, 'bad')
  }
  return (
    <Setting name={name}>
      <Toggle on={on} label={settingWords(name).label} onChange={(next) => void save(next)} />
    </Setting>
  )
}
