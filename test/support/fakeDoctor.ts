/** The calls about the app's own health, its settings as a file and its pause, for a host without an engine: one of each kind of finding. */
import type { DoctorCheck, SettingsImport } from '#shared/contract/care.ts'
import type { Handlers } from '#shared/contract/index.ts'
import { readSettings, type SettingKey, type Settings, settingEntries, settingKeys } from '#shared/settings.ts'
import type { AppStatus } from '#shared/status.ts'

type DoctorCalls = Pick<
  Handlers,
  | 'doctor.run'
  | 'doctor.diagnostics'
  | 'privacy.hosts'
  | 'storage.standing'
  | 'settings.export'
  | 'settings.import'
  | 'settings.importPreview'
  | 'app.pause'
>

type Host = {
  settings(): Settings
  status(): AppStatus
  change(settings: Settings): void
  pause(on: boolean): void
}

export function doctorHandlers(host: Host): DoctorCalls {
  const began = Date.now() - 3_600_000
  const hosts = () => host.status().chains.flatMap(({ name, endpoints }) => endpoints.map((endpoint) => ({ name, host: endpoint.host })))
  const preview = ({ text }: { readonly text: string }): SettingsImport => {
    const given = settingsIn(text)
    if (given === null)
      return { changes: [], problems: ['This file holds no settings of Crowsnest. Choose the file that was exported here.'] }
    const { settings, problems } = readSettings(given)
    const now = host.settings()
    const changes = settingKeys
      .filter((key) => Object.hasOwn(given, key) && JSON.stringify(settings[key]) !== JSON.stringify(now[key]))
      .map((key) => ({ key, label: settingEntries[key].label, was: inWords(now, key), becomes: inWords(settings, key) }))
    return { changes, problems: problems.map(({ message }) => message) }
  }
  return {
    'doctor.run': () => ({ checks: findings(hosts().map((each) => each.host)), at: Date.now() }),
    'doctor.diagnostics': () => ({ text: `Crowsnest ${host.status().version}\nHost: headless\nChains: ${host.status().chains.length}\n` }),
    'privacy.hosts': () => ({
      since: began,
      hosts: hosts().map((each, index) => ({
        host: each.host,
        purpose: 'endpoint',
        because: each.name,
        requests: 1_284 * (index + 1),
        sent: 311_204 * (index + 1),
        received: 48_120_377 * (index + 1),
        first: began + index * 1000,
        last: Date.now() - index * 4000,
      })),
    }),
    'storage.standing': () => ({
      folder: '/home/lookout/.config/Crowsnest',
      bytes: 184_320_112,
      free: 91_204_773_888,
      orders: host.status().storedOrders,
      oldest: Math.floor(began / 1000) - 86_400 * 12,
      alerts: 31,
      due: host.settings().keepOrdersDays > 0 ? 42 : 0,
    }),
    'settings.export': () => ({ path: '/home/lookout/crowsnest-settings.json' }),
    'settings.importPreview': preview,
    'settings.import'(input) {
      const result = preview(input)
      const read = readSettings(settingsIn(input.text)).settings
      const changed = Object.fromEntries(result.changes.map(({ key }) => [key, read[key as SettingKey]]))
      host.change({ ...host.settings(), ...changed })
      return result
    },
    'app.pause'({ on }) {
      host.pause(on)
      return null
    },
  }
}

const inWords = (settings: Settings, key: SettingKey): string => {
  const value = settings[key]
  return Array.isArray(value) ? `${value.length} entries` : String(value)
}

function settingsIn(text: string): Record<string, unknown> | null {
  try {
    const { settings } = JSON.parse(text) as { settings?: unknown }
    return typeof settings === 'object' && settings !== null ? (settings as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function findings(hosts: readonly string[]): DoctorCheck[] {
  const endpoints = hosts.map(
    (host, index): DoctorCheck => ({
      id: `endpoint.${host}`,
      area: 'endpoints',
      state: index === 2 ? 'warning' : 'ok',
      sentence: index === 2 ? `${host} answers 429 (too many requests).` : `${host} answers in ${80 + index} ms and serves its chain.`,
      mend: index === 2 ? 'Enter a key of your own, or put it further down the list.' : null,
    }),
  )
  return [
    { id: 'settings', area: 'settings', state: 'ok', sentence: 'Every stored setting can be used.', mend: null },
    ...endpoints,
    { id: 'clock', area: 'clock', state: 'ok', sentence: 'The clock of this machine agrees with the newest blocks to 2 s.', mend: null },
    { id: 'disk', area: 'disk', state: 'ok', sentence: '91 GB are free where the database lies.', mend: null },
    {
      id: 'keyring',
      area: 'keyring',
      state: 'problem',
      sentence: 'One kept token cannot be decrypted: it was kept on another machine or by another user.',
      mend: 'Enter the token of rpc.example.org anew in the settings of its network.',
    },
    { id: 'notifications', area: 'notifications', state: 'skipped', sentence: 'A headless host shows no notifications.', mend: null },
    { id: 'channels', area: 'channels', state: 'ok', sentence: 'There is no channel to check.', mend: null },
  ]
}
