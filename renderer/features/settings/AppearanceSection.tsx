/** Light, dark, or as the system. */
import type { Settings } from '#shared/settings.ts'
import { say } from '../../stores/jobs.ts'
import { saveSettings, useSettings } from '../../stores/settings.ts'
import { Setting } from './Setting.tsx'

const themes: readonly { value: Settings['theme']; label: string }[] = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

export function AppearanceSection() {
  const theme = useSettings(({ settings }) => settings.theme)
  const choose = async (value: Settings['theme']) => {
    const refused = await saveSettings({ theme: value })
    if (refused) say(refused, 'bad')
  }
  return (
    <Setting name="theme">
      <div className="segments" role="radiogroup" aria-label="Theme">
        {themes.map(({ value, label }) => (
          <label key={value} className={value === theme ? 'on' : undefined}>
            <input type="radio" name="theme" checked={value === theme} onChange={() => void choose(value)} />
            {label}
          </label>
        ))}
      </div>
    </Setting>
  )
}
