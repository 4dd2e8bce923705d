/** Settings as the host keeps them, and the one way to change them. */
import { create } from 'zustand'
import { readSettings, type SettingKey, type SettingProblem, type Settings, type SettingsPatch, settingEntries } from '#shared/settings.ts'
import { sentenceOf } from '../bridge/client.ts'
import { client } from '../bridge/host.ts'
import { settingWords } from '../i18n/words.ts'

type SettingsStore = { readonly settings: Settings; readonly problems: readonly SettingProblem[]; readonly loaded: boolean }

export const useSettings = create<SettingsStore>(() => ({ settings: readSettings({}).settings, problems: [], loaded: false }))

export const reloadSettings = (): Promise<void> =>
  client['settings.get'](null).then(
    (view) => useSettings.setState({ ...view, loaded: true }),
    () => undefined,
  )

/** Checks and stores a change. Returns null, or one sentence that says why it was not stored. */
export async function saveSettings(patch: SettingsPatch): Promise<string | null> {
  const wrong = Object.entries(patch)
    .map(([key, value]) => whyWrong(key as SettingKey, value))
    .find((sentence) => sentence !== null)
  if (wrong) return wrong
  try {
    useSettings.setState({ ...(await client['settings.set'](patch)), loaded: true })
    return null
  } catch (thrown) {
    return sentenceOf(thrown)
  }
}

/** Why a value would be refused, in the schema's words; null where it would be taken. */
export function whyWrong(key: SettingKey, value: unknown): string | null {
  const parsed = settingEntries[key].schema.safeParse(value)
  if (parsed.success) return null
  const reason = parsed.error.issues[0]?.message ?? 'is not valid'
  return `${settingWords(key).label}: ${reason}.`
}
