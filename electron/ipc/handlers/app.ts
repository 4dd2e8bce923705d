/** The app itself for the window: catalogue, status, links, demo, a test notification. */

import { EngineError } from '#engine/errors.ts'
import type { Catalog } from '#shared/catalog.ts'
import type { Handlers } from '#shared/contract/index.ts'
import type { AppStatus } from '#shared/status.ts'
import type { Notifier, Updating } from '../services.ts'

type AppHandlers = Pick<
  Handlers,
  'app.catalog' | 'app.status' | 'app.openLink' | 'app.demo' | 'app.testNotification' | 'app.dismissNotice' | 'app.pause' | 'app.update'
>

export function appHandlers(services: {
  catalog: Catalog
  status(): AppStatus
  openLink(url: string): void
  demo(on: boolean): Promise<void>
  pause(on: boolean): Promise<void>
  update: Updating
  notifier: Notifier
  dismiss(id: string): void
}): AppHandlers {
  const explorers = new Set(services.catalog.chains.flatMap(({ explorer }) => (explorer ? [new URL(explorer).origin] : [])))
  return {
    'app.catalog': () => services.catalog,
    'app.status': () => services.status(),
    'app.openLink'({ url }) {
      if (!URL.canParse(url) || !explorers.has(new URL(url).origin))
        throw new EngineError('LINK_REFUSED', 'Only pages of the block explorers in the catalogue can be opened from here.')
      services.openLink(url)
      return null
    },
    async 'app.demo'({ on }) {
      await services.demo(on)
      return null
    },
    'app.testNotification': () =>
      services.notifier.show({
        id: 'test',
        title: 'Crowsnest can reach you',
        body: 'Large orders will be announced like this.',
        orderId: null,
        silent: false,
        actions: [],
      }),
    async 'app.pause'({ on }) {
      await services.pause(on)
      return null
    },
    'app.update': ({ how }) => services.update(how),
    'app.dismissNotice'({ id }) {
      services.dismiss(id)
      return null
    },
  }
}
