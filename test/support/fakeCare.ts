/** The calls about rules, alerts, channels and the app's own health, for a host without an engine. */
import type { Handlers } from '#shared/contract/index.ts'
import { readRules } from '#shared/rules.ts'
import type { Settings } from '#shared/settings.ts'

type Care = Pick<
  Handlers,
  Extract<
    keyof Handlers,
    | `rules.${string}`
    | `alerts.${string}`
    | `channels.${string}`
    | `doctor.${string}`
    | `privacy.${string}`
    | `storage.${string}`
    | 'settings.export'
    | 'settings.import'
    | 'settings.importPreview'
    | 'app.pause'
    | 'app.update'
  >
>

export function careHandlers(settings: () => Settings): Care {
  const rules = () => {
    const { rules, unread } = readRules(settings().rules)
    return { rules: rules.map((rule) => ({ rule, problems: [], rangToday: 0, lastRang: null, levels: [] })), unread }
  }
  const channels = () => ({ channels: [], unread: [], warning: null })
  return {
    'rules.list': rules,
    'rules.save': rules,
    'rules.remove': rules,
    'rules.dryRun': () => ({ from: null, to: null, orders: 0, rings: 0, rows: [], before: null, notes: [] }),
    'alerts.page': () => ({ alerts: [], next: null, unread: 0, retracted: 0, total: 0 }),
    'alerts.read': () => ({ unread: 0 }),
    'alerts.snooze': () => [],
    'alerts.snoozes': () => [],
    'channels.list': channels,
    'channels.save': channels,
    'channels.remove': channels,
    'channels.test': () => ({ ok: false, message: 'Nothing is sent from here.' }),
    'channels.retry': channels,
    'doctor.run': () => ({ checks: [], at: Date.now() }),
    'doctor.diagnostics': () => ({ text: '' }),
    'privacy.hosts': () => ({ hosts: [], since: 0 }),
    'storage.standing': () => ({ folder: '/tmp', bytes: 0, free: null, orders: 0, oldest: null, alerts: 0, due: 0 }),
    'settings.export': () => null,
    'settings.import': () => ({ changes: [], problems: [] }),
    'settings.importPreview': () => ({ changes: [], problems: [] }),
    'app.pause': () => null,
    'app.update': () => ({ state: 'off', version: null, message: 'Updates are off.' }),
  }
}
