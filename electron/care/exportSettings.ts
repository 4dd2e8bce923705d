/** The whole set of settings as a file that may be handed on: without secrets, and saying what it therefore lacks. */
import { type Channel, readChannels } from '#shared/channels.ts'
import { type Network, type Settings, settingKeys, settingsVersion } from '#shared/settings.ts'
import { withoutKeys } from './addresses.ts'

export const settingsFormat = 'crowsnest-settings'

export type SettingsFile = {
  readonly format: typeof settingsFormat
  readonly version: number
  readonly settings: Partial<Settings>
  /** What was left out, one sentence each; labels are not settings and have an export of their own. */
  readonly incomplete: readonly string[]
}

/** Names under which something secret may stand in what a channel was told. */
const secretName =
  /token|secret|password|passphrase|credential|authori[sz]ation|bearer|cookie|(^|_|-)(api|access|private)?_?-?key($|_|-)|apikey/i

/** Settings as they are → the file. `setUp` says something about this machine, not about the user, and stays out. */
export function exportedSettings(settings: Settings): SettingsFile {
  const incomplete: string[] = []
  const lacks = (sentence: string) => void incomplete.push(sentence)
  const told = {
    ...settings,
    networks: settings.networks.map((network) => toldNetwork(network, lacks)),
    channels: toldChannels(settings.channels, lacks),
  }
  const kept = settingKeys.filter((key) => key !== 'setUp').map((key) => [key, told[key]])
  return { format: settingsFormat, version: settingsVersion, settings: Object.fromEntries(kept) as Partial<Settings>, incomplete }
}

function toldNetwork(network: Network, lacks: (sentence: string) => void): Network {
  const endpoints = network.endpoints.map((endpoint) => {
    const { url, cut } = withoutKeys(endpoint)
    if (cut) lacks(`${network.name}: the endpoint ${url} is without what stood behind its host, which may be a key; enter it again.`)
    return url
  })
  const { lightClient, ...rest } = network
  const server = lightClient === undefined ? null : withoutKeys(lightClient.url)
  if (server?.cut === true)
    lacks(
      `${network.name}: the light client’s server ${server.url} is without what stood behind its host, which may be a key; enter it again.`,
    )
  return {
    ...rest,
    ...(lightClient === undefined || server === null || !/^https?:/i.test(server.url)
      ? {}
      : { lightClient: { ...lightClient, url: server.url } }),
    endpoints: [...new Set(endpoints)].filter((url) => /^(https?|wss?):/i.test(url)),
  }
}

function toldChannels(stored: readonly unknown[], lacks: (sentence: string) => void): Channel[] {
  const { channels, unread } = readChannels(stored)
  for (const { index } of unread) lacks(`Channel ${index + 1} is left out, because this version cannot tell what of it is secret.`)
  return channels.map((channel) => {
    const options = Object.entries(channel.options).flatMap(([name, value]) => {
      const told = secretName.test(name) ? undefined : toldValue(value)
      if (told === undefined) lacks(`Channel “${channel.name}”: “${name}” is left out, because it may be secret; enter it again.`)
      else if (JSON.stringify(told) !== JSON.stringify(value))
        lacks(`Channel “${channel.name}”: “${name}” is without what stood behind its host, which may be a key; enter it again.`)
      return told === undefined ? [] : [[name, told] as const]
    })
    lacks(`Channel “${channel.name}” is without its secrets; enter them again.`)
    return { ...channel, options: Object.fromEntries(options) }
  })
}

/** Addresses in what a channel was told are cut as those of endpoints are; what is no plain value is not told at all. */
export function toldValue(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value
  if (Array.isArray(value)) {
    const parts = value.map(toldValue)
    return parts.includes(undefined) ? undefined : parts
  }
  if (typeof value !== 'string') return undefined
  return /[a-z][a-z0-9+.-]*:\/\//i.test(value) ? withoutKeys(value.trim()).url : value
}
