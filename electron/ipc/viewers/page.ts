/** What the window asks before it shows anything, answered to a viewer with nothing of the owner's: no chains, no endpoints, standard settings. */
import { readSettings } from '#shared/settings.ts'
import type { Answers, Desk } from './session.ts'

export const pageAnswers = ({ ask, viewer }: Pick<Desk, 'ask' | 'viewer'>): Answers => ({
  'app.status': () =>
    Promise.resolve({
      ...{ host: 'headless' as const, version: '', firstRun: false, demo: false, chains: [], notices: [] },
      ...{ storedOrders: 0, unread: 0, paused: false, viewer: viewer.name },
    }),
  // Kinds that the app knows, whoever runs it.
  'app.catalog': () => ask('app.catalog', null),
  'settings.get': () => Promise.resolve({ settings: readSettings({ setUp: true }).settings, problems: [] }),
})
