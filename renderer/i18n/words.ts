/** Words for what the app knows by id: settings, levels, roles, kinds, sources. */
import { type EvidenceLevel, evidenceLevels } from '#shared/evidence.ts'
import { type LabelRole, labelRoles } from '#shared/labels.ts'
import { type SettingKey, settingEntries } from '#shared/settings.ts'
import { hostWord } from './t.ts'

export type EvidenceWords = { readonly short: string; readonly label: string; readonly proves: string }

/** Null for a level that is none, such as 0 of a pending order. */
export function evidenceWords(level: number | null): EvidenceWords | null {
  const known = level === null ? undefined : evidenceLevels[level as EvidenceLevel]
  if (!known) return null
  return {
    short: known.short,
    label: hostWord(`evidence.${level}.label`, known.label),
    proves: hostWord(`evidence.${level}.proves`, known.proves),
  }
}

export const settingWords = (key: SettingKey): { readonly label: string; readonly help: string } => ({
  label: hostWord(`setting.${key}.label`, settingEntries[key].label),
  help: hostWord(`setting.${key}.help`, settingEntries[key].help),
})

export const roleWords = (role: LabelRole): string => hostWord(`role.${role}`, labelRoles.find(({ id }) => id === role)?.label ?? role)

/** `english` is the host's own word. */
export const kindWords = (id: string, english: string): string => hostWord(`kind.${id}`, english)
export const sourceWords = (id: string, english: string): string => hostWord(`source.${id}`, english)
