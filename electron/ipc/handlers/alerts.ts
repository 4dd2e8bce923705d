/** The inbox for the window. */
import type { Handlers } from '#shared/contract/index.ts'
import type { AlertStore } from '../alertStore.ts'

type AlertHandlers = Pick<Handlers, 'alerts.page' | 'alerts.read' | 'alerts.snooze' | 'alerts.snoozes'>

/** `inboxChanged` tells every window. */
export function alertHandlers({ alerts, now, inboxChanged }: { alerts: AlertStore; now(): number; inboxChanged(): void }): AlertHandlers {
  return {
    'alerts.page': (question) => alerts.page(question),
    'alerts.read'(which) {
      alerts.read(which)
      inboxChanged()
      return { unread: alerts.unread() }
    },
    'alerts.snooze'({ kind, subject, minutes }) {
      alerts.snooze(kind, kind === 'wallet' ? subject.toLowerCase() : subject, minutes === null ? null : now() + minutes * 60_000)
      return alerts.snoozes(now())
    },
    'alerts.snoozes': () => alerts.snoozes(now()),
  }
}
