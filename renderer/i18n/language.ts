/** Which language the window speaks: the user's choice, or that of the system where it is one of ours. */
import { create } from 'zustand'

/** Each by its own name, as a reader of it looks for it. */
export const languages = { en: 'English', zh: '简体中文' } as const
export type Language = keyof typeof languages
export type LanguageChoice = Language | 'system'

const kept = 'crowsnest.language'

/** The first language of the system that is ours; English where none is. `preferred` is a list of BCP 47 tags, best first. */
export function languageOf(choice: LanguageChoice, preferred: readonly string[]): Language {
  if (choice !== 'system') return choice
  const primary = preferred.map((tag) => tag.toLowerCase().split(/[-_]/)[0])
  const known = primary.find((tag) => tag === 'en' || tag === 'zh')
  return known === 'zh' ? 'zh' : 'en'
}

export const useLanguage = create<{ readonly language: Language }>(() => ({ language: 'en' }))
export const currentLanguage = (): Language => useLanguage.getState().language

/** Speaks another language from now on. The choice is kept in the page too, so that the first frame of the next start has it already. */
export function speak(choice: LanguageChoice): void {
  const language = languageOf(choice, navigator.languages)
  document.documentElement.lang = language === 'zh' ? 'zh-Hans' : 'en'
  localStorage.setItem(kept, choice)
  if (language !== currentLanguage()) useLanguage.setState({ language })
}

/** What was chosen when the window was open last. */
export function keptChoice(): LanguageChoice {
  const choice = localStorage.getItem(kept)
  return choice === 'en' || choice === 'zh' ? choice : 'system'
}
