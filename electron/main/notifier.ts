/** Native notifications. What the desktop says about a notification decides, not what we hope. */
import { fileURLToPath } from 'node:url'
import { Notification } from 'electron'
import type { Notifier, Toast } from '#ipc/services.ts'
import { createBusNotifications } from '#platform/bus/notifications.ts'

type Answer = Awaited<ReturnType<Notifier['show']>>
type Pressed = (toast: Toast, action: string | null) => void

/** A notification server answers at once; on systems that never confirm, silence for this long counts as shown. */
const ANSWER_MS = 1500
/** Shown notifications are kept here, because a click on one that was garbage-collected goes nowhere. */
const KEPT = 50

/**
 * On Linux over the session bus, where a toast takes another's place and has buttons; everywhere else, and where there is no bus to speak to,
 * by Electron, which cannot replace: there the older one is closed first. `pressed` gets the button's id, or null for the toast itself.
 */
export function createNotifier(pressed: Pressed): Notifier {
  const electron = createElectronNotifier(pressed)
  if (process.platform !== 'linux') return electron
  const bus = createBusNotifications(fileURLToPath(new URL('./icon.png', import.meta.url)), pressed)
  return {
    async show(toast) {
      const outcome = await bus.show(toast)
      if (outcome === 'noBus') return electron.show(toast)
      return outcome === 'shown' ? { shown: true, message: 'The notification was shown.' } : { shown: false, message: refusal('') }
    },
    close(id) {
      bus.close(id)
      electron.close?.(id)
    },
  }
}

function createElectronNotifier(pressed: Pressed): Notifier {
  const kept = new Map<string, Notification>()
  return {
    show(toast) {
      if (!Notification.isSupported())
        return Promise.resolve({
          shown: false,
          message: 'This desktop has no notification service; install or start one to see notifications.',
        })
      kept.get(toast.id)?.close()
      kept.delete(toast.id)
      const notification = new Notification({
        title: toast.title,
        body: toast.body,
        silent: toast.silent,
        timeoutType: 'default',
        // Windows shows buttons by a template of its own only, and Linux is spoken to over its bus.
        ...(process.platform === 'darwin' ? { actions: toast.actions.map(({ label }) => ({ type: 'button' as const, text: label })) } : {}),
      })
      kept.set(toast.id, notification)
      for (const oldest of kept.keys()) if (kept.size > KEPT) kept.delete(oldest)
      notification.on('click', () => pressed(toast, null))
      notification.on('action', (_, index) => pressed(toast, toast.actions[index]?.id ?? null))
      return answerOf(notification)
    },
    close(id) {
      kept.get(id)?.close()
      kept.delete(id)
    },
  }
}

function answerOf(notification: Notification): Promise<Answer> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ shown: true, message: 'The notification was handed to the system.' }), ANSWER_MS)
    notification.once('show', () => {
      clearTimeout(timer)
      resolve({ shown: true, message: 'The notification was shown.' })
    })
    notification.once('failed', (_, reason) => {
      clearTimeout(timer)
      resolve({ shown: false, message: refusal(reason) })
    })
    notification.show()
  })
}

/** Linux says nothing when no notification service listens on the session bus. */
function refusal(reason: string): string {
  return reason === ''
    ? 'No notification service answered, so notifications cannot be shown; install or start one. Orders still appear in the table.'
    : `The system refused the notification (${reason}). Check its notification settings for Crowsnest.`
}
