/** The inbox for the window. */
import type { Handlers } from '#shared/contract/index.ts'

type AlertHandlers = Pick<Handlers, 'alerts.page' | 'alerts.read' | 'alerts.snooze' | 'alerts.snoozes'>

export function alertHandlers(_services: object): AlertHandlers {
  return {
    'alerts.page': () => ({ alerts: [], next: null, unread: 0, retracted: 0, total: 0 }),
    'alerts.read': () => ({ unread: 0 }),
    'alerts.snooze': () => [],
    'alerts.snoozes': () => [],
  }
}
