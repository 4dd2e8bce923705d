/** The sections of the settings: their names, their groups, and in which of them each setting stands. */
import type { SettingKey } from '#shared/settings.ts'
import type { PlainKey } from '../../i18n/t.ts'
import type { SettingsSection } from '../../stores/view.ts'

export const sectionNames = {
  networks: 'Networks',
  thresholds: 'What counts',
  prices: 'Prices',
  labels: 'Labels and roles',
  packs: 'Packs',
  rules: 'Rules',
  channels: 'Channels',
  notifications: 'Notifications',
  appearance: 'View',
  app: 'App',
  storage: 'Storage',
  backup: 'Backup',
  privacy: 'Privacy',
  doctor: 'Doctor',
  disclosures: 'Disclosures',
  journal: 'Journal',
  about: 'About',
} as const satisfies Record<SettingsSection, PlainKey>

export const sectionGroups = [
  { label: 'What is watched', sections: ['networks', 'thresholds', 'prices', 'labels', 'packs'] },
  { label: 'What is announced', sections: ['rules', 'channels', 'notifications'] },
  { label: 'This app', sections: ['appearance', 'app', 'storage', 'backup'] },
  { label: 'Trust and care', sections: ['privacy', 'doctor', 'disclosures', 'journal', 'about'] },
] as const satisfies readonly { label: PlainKey; sections: readonly SettingsSection[] }[]

/** Where each setting stands; null where it is none of the user's. A new setting does not compile until it has a place. */
export const sectionOf: Readonly<Record<SettingKey, SettingsSection | null>> = {
  networks: 'networks',
  setUp: null,
  viewers: null,
  minUsd: 'thresholds',
  minUnits: 'thresholds',
  prices: 'prices',
  internalTransfers: 'thresholds',
  allSenders: 'thresholds',
  pending: 'thresholds',
  pendingMinutes: 'thresholds',
  rules: 'rules',
  channels: 'channels',
  notify: 'notifications',
  notifyPerMinute: 'notifications',
  startAtLogin: 'app',
  startHidden: 'app',
  closeToTray: 'app',
  updates: 'app',
  keepOrdersDays: 'storage',
  keepAlertsDays: 'storage',
  theme: 'appearance',
  language: 'appearance',
  density: 'appearance',
  columns: 'appearance',
  views: 'appearance',
}
