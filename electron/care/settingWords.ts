/** Values of settings in a few words, without anything that may be secret. */
import { readChannels } from '#shared/channels.ts'
import { readRules } from '#shared/rules.ts'
import { type SettingKey, type Settings, settingEntries } from '#shared/settings.ts'

/** Parts that are named one by one; of more, the number says enough. */
const named = 6

/** e.g. `Ethereum (2 endpoints), Base (off, 1 endpoint)`, `on`, `250000`, `nothing`. */
export function inWords(key: SettingKey, value: Settings[SettingKey]): string {
  const write = writers[key]
  if (write !== undefined) return list(write(value))
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : plural(value.length, 'entry', 'entries')
  return String(value)
}

const networkWords = (networks: unknown): string[] =>
  settingEntries.networks.schema.parse(networks).map(({ name, enabled, endpoints }) => {
    const count = plural(endpoints.length, 'endpoint', 'endpoints')
    return `${name} (${enabled ? '' : 'off, '}${count})`
  })
const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const writers: Partial<Readonly<Record<SettingKey, (value: unknown) => string[]>>> = {
  networks: networkWords,
  rules: (value) => readRules(listed(value)).rules.map(({ name, enabled }) => (enabled ? name : `${name} (off)`)),
  channels: (value) => readChannels(listed(value)).channels.map(({ name, enabled }) => (enabled ? name : `${name} (off)`)),
  minUnits: (value) => settingEntries.minUnits.schema.parse(value).map(({ token, amount }) => `${amount} ${token}`),
  prices: (value) => settingEntries.prices.schema.parse(value).map(({ token, usd }) => `${token} ${usd}`),
}

function list(parts: readonly string[]): string {
  if (parts.length === 0) return 'nothing'
  const more = parts.length - named
  return more > 0 ? `${parts.slice(0, named).join(', ')} and ${more} more` : parts.join(', ')
}

const plural = (count: number, one: string, several: string): string => `${count} ${count === 1 ? one : several}`
