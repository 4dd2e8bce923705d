/** A setting that is one of a few words, side by side. */
import { useEffect, useRef } from 'react'
import type { SettingsPatch } from '#shared/settings.ts'
import { t } from '../../i18n/t.ts'
import { settingWords } from '../../i18n/words.ts'
import { say } from '../../stores/jobs.ts'
import { saveSettings, useSettings } from '../../stores/settings.ts'
import { type ChoiceName, choices, wordOf } from './choices.ts'
import { Setting } from './Setting.tsx'

/** Which choice was made a moment ago: another language draws the window anew, and the keyboard must find its place again. */
let justChosen: string | null = null

export function ChoiceSetting({ name, disabled = false }: { name: ChoiceName; disabled?: boolean }) {
  const chosen = useSettings(({ settings }) => settings[name])
  const group = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (justChosen === name) group.current?.querySelector<HTMLInputElement>('input:checked')?.focus()
  }, [name])
  const choose = async (value: string) => {
    justChosen = name
    const refused = await saveSettings({ [name]: value } as SettingsPatch)
    requestAnimationFrame(() => {
      justChosen = null
    })
    if (refused) say(refused, 'bad')
  }
  return (
    <Setting name={name}>
      <div ref={group} className="segments" role="radiogroup" aria-label={settingWords(name).label}>
        {choices[name].map(({ value, word }) => (
          <label key={value} className={value === chosen ? 'on' : undefined} lang={typeof word === 'string' ? undefined : word.lang}>
            <input type="radio" name={name} checked={value === chosen} disabled={disabled} onChange={() => void choose(value)} />
            {wordOf(word, t)}
          </label>
        ))}
      </div>
    </Setting>
  )
}
