/** The search over the settings: what can be found, in both languages at once, and which of it a few words mean. */
import { type Network, type SettingKey, settingEntries, settingKeys } from '#shared/settings.ts'
import { type Key, type PlainKey, template } from '../../i18n/t.ts'
import { settingWords } from '../../i18n/words.ts'
import { zhHost } from '../../i18n/zh/host.ts'
import { zh } from '../../i18n/zh/index.ts'
import type { SettingsSection } from '../../stores/view.ts'
import { choices, wordOf } from './choices.ts'
import { hostOf } from './endpoints.ts'
import { sectionNames, sectionOf } from './sections.ts'

export type Target = {
  readonly section: SettingsSection
  /** Where in the section; null for the section itself. */
  readonly anchor: string | null
  /** As it is called in the language that is spoken. */
  readonly title: string
  /** Its names in every language, small letters. */
  readonly names: string
  /** Whatever else it says of itself, in every language, small letters. */
  readonly words: string
}

/** What can be found and is no setting by itself. */
const places: readonly (readonly [SettingsSection, string, PlainKey, ...PlainKey[]])[] = [
  ['networks', 'addKnown', 'Add a public network'],
  ['networks', 'addByUrl', 'Add any EVM chain by its endpoint'],
  ['prices', 'feeds', 'Where prices come from'],
  ['labels', 'labels', 'Who accounts are', 'Open the labels'],
  ['labels', 'labelSources', 'Sources'],
  ['labels', 'roles', 'Roles'],
  ['packs', 'packs', 'Packs of businesses', 'Open the packs'],
  ['packs', 'packsWatching', 'Watching'],
  ['notifications', 'testNotification', 'Try it', 'Send a test notification'],
  ['notifications', 'rings', 'What rings', 'Rules'],
  ['app', 'pause', 'Watching', 'Pause watching', 'Resume watching'],
  ['app', 'updateCheck', 'Look for a newer release'],
  ['app', 'deepLink', 'Links into the app'],
  ['storage', 'standing', 'What is kept', 'Database', 'Folder', 'Free on that disk', 'Oldest order'],
  ['privacy', 'leaves', 'What leaves this machine'],
  ['privacy', 'hosts', 'Every host that was contacted', 'Requests', 'Sent##bytes', 'Received##bytes'],
  ['doctor', 'doctor', 'Look at everything', 'Clock', 'Disk', 'Keyring'],
  ['doctor', 'diagnostics', 'Diagnostics for whoever helps', 'Copy the diagnostics'],
  ['backup', 'export', 'Export all settings'],
  ['backup', 'import', 'Import settings'],
  ['about', 'version', 'Version'],
  ['about', 'keyboard', 'Keyboard'],
]

/** What stands within the card of a network. */
const ofNetworks: readonly PlainKey[] = [
  'Endpoints, best first',
  'Token of this endpoint, or a header as NAME: VALUE',
  'Name, coin and finality',
  'How its blocks are proven',
  'Validators',
]

/** Everything that can be found, in the order of the page: sections, settings, what else stands there, and the user's networks. */
export function searchTargets(networks: readonly Network[]): Target[] {
  const sections = Object.entries(sectionNames).map(([section, name]) => target(section as SettingsSection, null, template(name), name))
  const settings = settingKeys.flatMap((key) => {
    const section = sectionOf[key]
    return section === null ? [] : [ofSetting(key, section)]
  })
  const others = places.map(([section, anchor, title, ...words]) => target(section, anchor, template(title), title, words))
  const own = networks.map(({ chainId, name, endpoints }): Target => {
    const small = name.toLowerCase()
    const words = [...ofNetworks.map(everywhere), String(chainId), ...endpoints.map(hostOf)].join(' ').toLowerCase()
    return { section: 'networks', anchor: `network-${chainId}`, title: name, names: small, words }
  })
  return [...sections, ...settings, ...others, ...own]
}

/**
 * What a query means: every word of it has to occur. Names that begin with it come first, then names that hold it, then the rest;
 * nothing for an empty query.
 */
export function findTargets(query: string, targets: readonly Target[], most = 12): Target[] {
  const asked = query.trim().toLowerCase()
  if (asked === '') return []
  const words = asked.split(/\s+/)
  const rank = ({ names, words: rest }: Target): number | null => {
    if (!words.every((word) => names.includes(word) || rest.includes(word))) return null
    if (names.split('\n').some((name) => name.startsWith(asked))) return 0
    return words.every((word) => names.includes(word)) ? 1 : 2
  }
  return targets
    .map((each) => ({ each, rank: rank(each) }))
    .filter((found): found is { each: Target; rank: number } => found.rank !== null)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ each }) => each)
}

function ofSetting(key: SettingKey, section: SettingsSection): Target {
  const { label, help } = settingEntries[key]
  const options = Object.hasOwn(choices, key) ? choices[key as keyof typeof choices].map(({ word }) => wordOf(word, everywhere)) : []
  const chinese = (part: string): string => zhHost[`setting.${key}.${part}`] ?? ''
  return {
    section,
    anchor: key,
    title: settingWords(key).label,
    names: `${label}\n${chinese('label')}`.toLowerCase(),
    words: [help, chinese('help'), ...options].join(' ').toLowerCase(),
  }
}

const target = (section: SettingsSection, anchor: string | null, title: string, name: Key, words: readonly Key[] = []): Target => ({
  section,
  anchor,
  title,
  names: everywhere(name).toLowerCase(),
  words: words.map(everywhere).join(' ').toLowerCase(),
})

/** A key in every language, one a line. */
const everywhere = (key: Key): string => `${key.split('##')[0]}\n${zh[key]}`
