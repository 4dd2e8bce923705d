/** The words of settings that are one of a few, for their controls, their defaults and the search. */
import { languages } from '../../i18n/language.ts'
import type { Key, PlainKey } from '../../i18n/t.ts'

type Choice = {
  readonly value: string
  /** A word of the catalogue, or the same text in every language. */
  readonly word: PlainKey | { readonly own: string; readonly lang: string }
}

export const choices = {
  theme: [
    { value: 'system', word: 'System' },
    { value: 'light', word: 'Light' },
    { value: 'dark', word: 'Dark' },
  ],
  density: [
    { value: 'comfortable', word: 'Comfortable' },
    { value: 'compact', word: 'Compact' },
  ],
  language: [
    { value: 'system', word: 'System' },
    { value: 'en', word: { own: languages.en, lang: 'en' } },
    { value: 'zh', word: { own: languages.zh, lang: 'zh-Hans' } },
  ],
  updates: [
    { value: 'off', word: 'Off' },
    { value: 'stable', word: 'Stable' },
    { value: 'beta', word: 'Beta' },
  ],
} as const satisfies Readonly<Record<string, readonly Choice[]>>

export type ChoiceName = keyof typeof choices

/** What a choice is called: a key of the catalogue, or text as it stands. */
export const wordOf = (word: Choice['word'], speak: (key: Key & PlainKey) => string): string =>
  typeof word === 'string' ? speak(word) : word.own
