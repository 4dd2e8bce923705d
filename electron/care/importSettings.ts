/** Reads an exported file of settings: what it would change, in words, and what of it cannot be used. */
import { isDeepStrictEqual } from 'node:util'
import { readChannels } from '#shared/channels.ts'
import type { SettingsImport } from '#shared/contract/care.ts'
import { readRules } from '#shared/rules.ts'
import { Network, type SettingKey, type Settings, SettingsPatch, settingEntries, settingKeys, settingsVersion } from '#shared/settings.ts'
import { withoutKeys } from './addresses.ts'
import { settingsFormat, toldValue } from './exportSettings.ts'
import { inWords } from './settingWords.ts'

/** What an import comes to: the words for the user, and the change for the settings. */
export type SettingsPlan = { readonly told: SettingsImport; readonly patch: SettingsPatch }

/** Each key is judged alone. Never throws: a file that is none is one sentence in `problems`. `now` are the settings as they are. */
export function planImport(text: string, now: Settings): SettingsPlan {
  const file = readFile(text)
  if (typeof file === 'string') return { told: { changes: [], problems: [file] }, patch: {} }
  const problems: string[] = []
  if (file.version > settingsVersion)
    problems.push(
      `This file was written by a newer Crowsnest (form ${file.version}, this one knows ${settingsVersion}): what is known of it is taken.`,
    )
  const patch: Record<string, unknown> = {}
  const changes: SettingsImport['changes'] = []
  for (const [name, value] of Object.entries(file.settings)) {
    const key = settingKeys.find((known) => known === name)
    if (key === undefined) problems.push(`“${name.slice(0, 60)}” is no setting of this version: it is left out.`)
    if (key === undefined || key === 'setUp') continue
    const usable = usablePart(key, value, now, problems)
    const parsed = settingEntries[key].schema.safeParse(usable)
    if (!parsed.success) {
      problems.push(`Setting “${settingEntries[key].label}” ${parsed.error.issues[0]?.message ?? 'is not valid'}: it is left out.`)
      continue
    }
    if (isDeepStrictEqual(parsed.data, now[key])) continue
    patch[key] = parsed.data
    changes.push({ key, label: settingEntries[key].label, was: inWords(key, now[key]), becomes: inWords(key, parsed.data) })
  }
  // What the file lacks is nothing to enter again where it is here already.
  if ('networks' in patch || 'channels' in patch) problems.push(...file.incomplete)
  const whole = SettingsPatch.safeParse(patch)
  if (!whole.success)
    return { told: { changes: [], problems: ['The settings of this file contradict each other: nothing of it is taken.'] }, patch: {} }
  return { told: { changes, problems }, patch: whole.data }
}

/** Lists are read part by part, so that one broken rule or network harms no other; what this version keeps without understanding it stays. */
function usablePart(key: SettingKey, value: unknown, now: Settings, problems: string[]): unknown {
  if (!Array.isArray(value)) return value
  if (key === 'rules') {
    const { rules, unread } = readRules(value)
    for (const { problem } of unread) problems.push(`Rule ${problem} It is left out.`)
    return [...rules, ...keptAside(now.rules, readRules(now.rules).unread)]
  }
  if (key === 'channels') {
    const { channels, unread } = readChannels(value)
    for (const { index } of unread) problems.push(`Channel ${index + 1} cannot be used by this version: it is left out.`)
    // A channel that is here already keeps what the file may not hold.
    const merged = channels.map((channel) => {
      const here = readChannels(now.channels).channels.find(({ id, kind }) => id === channel.id && kind === channel.kind)
      return here === undefined ? channel : { ...channel, options: withOwn(channel.options, here.options) }
    })
    return [...merged, ...keptAside(now.channels, readChannels(now.channels).unread)]
  }
  if (key !== 'networks') return value
  return value.flatMap((one, index) => {
    const parsed = Network.safeParse(one)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      problems.push(`Network ${index + 1} cannot be used (${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}): it is left out.`)
      return []
    }
    return [withOwnKeys(parsed.data, now)]
  })
}

const keptAside = (stored: readonly unknown[], unread: readonly { index: number }[]): unknown[] => unread.map(({ index }) => stored[index])

/** An endpoint that the file names without its key stands for the one that is here with it. */
function withOwnKeys(network: Network, now: Settings): Network {
  const known = now.networks.find(({ chainId }) => chainId === network.chainId)
  const here = known?.endpoints ?? []
  const endpoints = network.endpoints.flatMap((url) => {
    const own = here.filter((known) => withoutKeys(known).url === url)
    return here.includes(url) || own.length === 0 ? [url] : own
  })
  const { lightClient: server } = network
  const own = known?.lightClient
  const kept = server !== undefined && own !== undefined && withoutKeys(own.url).url === server.url
  return { ...network, ...(kept ? { lightClient: { ...server, url: own.url } } : {}), endpoints: [...new Set(endpoints)] }
}

/** The same for what a channel was told. */
function withOwn(options: Readonly<Record<string, unknown>>, here: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const own = Object.entries(here).filter(
    ([name, value]) => !Object.hasOwn(options, name) || isDeepStrictEqual(toldValue(value), options[name]),
  )
  return { ...options, ...Object.fromEntries(own) }
}

type Read = { readonly version: number; readonly settings: object; readonly incomplete: readonly string[] }

function readFile(text: string): Read | string {
  const none = 'This is no file of Crowsnest settings: choose one that was written by “Export settings”. Nothing was changed.'
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return none
  }
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== settingsFormat) return none
  const { version, settings, incomplete } = value as { version?: unknown; settings?: unknown; incomplete?: unknown }
  if (!Number.isSafeInteger(version) || typeof settings !== 'object' || settings === null || Array.isArray(settings)) return none
  const sentences = Array.isArray(incomplete) ? incomplete.filter((one) => typeof one === 'string').map((one) => one.slice(0, 500)) : []
  return { version: Number(version), settings, incomplete: sentences.slice(0, 200) }
}
