/** Light, dark, or as the system; and the language. */
import { useEffect, useRef } from 'react'
import type { Settings, SettingsPatch } from '#shared/settings.ts'
import { languages } from '../../i18n/language.ts'
import { type PlainKey, t } from '../../i18n/t.ts'
import { settingWords } from '../../i18n/words.ts'
import { say } from '../../stores/jobs.ts'
import { saveSettings, useSettings } from '../../stores/settings.ts'
import { Setting } from './Setting.tsx'

const themes = { system: 'System', light: 'Light', dark: 'Dark' } as const satisfies Record<Settings['theme'], PlainKey>

export function AppearanceSection() {
  const { theme, language } = useSettings(({ settings }) => settings)
  return (
    <>
      <Setting name="theme">
        <Segments
          name="theme"
          chosen={theme}
          choices={[
            ['system', t(themes.system)],
            ['light', t(themes.light)],
            ['dark', t(themes.dark)],
          ]}
          patch={(value) => ({ theme: value })}
        />
      </Setting>
      <Setting name="language">
        <Segments
          name="language"
          chosen={language}
          choices={[
            ['system', t('System')],
            ['en', languages.en, 'en'],
            ['zh', languages.zh, 'zh-Hans'],
          ]}
          patch={(value) => ({ language: value })}
        />
      </Setting>
    </>
  )
}

type Props<T extends string> = {
  readonly name: 'theme' | 'language'
  readonly chosen: T
  /** Value, word, and the language of the word where it is not that of the window. */
  readonly choices: readonly (readonly [T, string, string?])[]
  readonly patch: (value: T) => SettingsPatch
}

/** Which choice was made a moment ago: another language draws the window anew, and the keyboard must find its place again. */
let justChosen: string | null = null

function Segments<T extends string>({ name, chosen, choices, patch }: Props<T>) {
  const group = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (justChosen === name) group.current?.querySelector<HTMLInputElement>('input:checked')?.focus()
  }, [name])
  const choose = async (value: T) => {
    justChosen = name
    const refused = await saveSettings(patch(value))
    requestAnimationFrame(() => {
      justChosen = null
    })
    if (refused) say(refused, 'bad')
  }
  return (
    <div ref={group} className="segments" role="radiogroup" aria-label={settingWords(name).label}>
      {choices.map(([value, word, lang]) => (
        <label key={value} className={value === chosen ? 'on' : undefined} lang={lang}>
          <input type="radio" name={name} checked={value === chosen} onChange={() => void choose(value)} />
          {word}
        </label>
      ))}
    </div>
  )
}
