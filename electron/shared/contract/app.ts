/** The app itself: what it is, how it is, and the few things it does for the window. */
import { z } from 'zod'
import { Catalog } from '../catalog.ts'
import { AppStatus } from '../status.ts'
import { call } from './define.ts'

export const calls = {
  'app.catalog': call(z.null(), Catalog),
  'app.status': call(z.null(), AppStatus),
  /** Opens an explorer page in the system browser; any host outside the catalogue's explorers is refused. */
  'app.openLink': call(z.object({ url: z.string().max(2000) }), z.null()),
  /** Starts or ends the built-in demo chain. Ending it removes its rows: they were never real. */
  'app.demo': call(z.object({ on: z.boolean() }), z.null()),
  'app.testNotification': call(z.null(), z.object({ shown: z.boolean(), message: z.string() })),
  /** Lets the watching of every chain rest, or go on and fill the gap. */
  'app.pause': call(z.object({ on: z.boolean() }), z.null()),
  /**
   * Looks for a newer signed release where the settings name a channel of updates, fetches it, or restarts into the one that was fetched
   * (`install`; what is not fetched yet is fetched first, and nothing restarts).
   */
  'app.update': call(
    z.object({ how: z.enum(['check', 'fetch', 'install']) }),
    z.object({
      state: z.enum(['off', 'none', 'available', 'fetched', 'failed']),
      version: z.string().nullable(),
      message: z.string(),
    }),
  ),
  'app.dismissNotice': call(z.object({ id: z.string().max(100) }), z.null()),
}

/** Pages that a menu or the tray can lead to. */
export const goToPages = ['orders', 'charts', 'labels', 'alerts', 'settings'] as const

export const events = {
  'app.statusChanged': AppStatus,
  /** The window shows this page. */
  'app.goTo': z.object({ page: z.enum(goToPages) }),
}
