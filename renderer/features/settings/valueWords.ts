/** A value of a setting in a few words, for “Default: …”. */
import type { SettingKey } from '#shared/settings.ts'
import { group } from '../../format/amount.ts'
import { exactUsd } from '../../format/money.ts'
import { t, tn } from '../../i18n/t.ts'
import { choices, wordOf } from './choices.ts'

/** Numbers of days of which 0 means that nothing is ever removed. */
const endless: readonly SettingKey[] = ['keepOrdersDays', 'keepAlertsDays']

export function valueWords(name: SettingKey, value: unknown): string {
  if (typeof value === 'boolean') return value ? t('On') : t('Off')
  if (typeof value === 'number') return value === 0 && endless.includes(name) ? t('0, keeps everything') : group(String(value))
  if (Array.isArray(value)) return value.length === 0 ? t('none') : tn(value.length, '{n} entry', '{n} entries')
  const text = String(value)
  if (name === 'minUsd') return exactUsd(text)
  const known = Object.hasOwn(choices, name) ? choices[name as keyof typeof choices].find((choice) => choice.value === text) : undefined
  return known ? wordOf(known.word, t) : text
}
