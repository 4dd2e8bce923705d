/** Native notifications. What the desktop says about a notification decides, not what we hope. */
import { Notification } from 'electron'
import type { Notifier } from '#ipc/services.ts'

/** A notification server answers at once; on systems that never confirm, silence for this long counts as shown. */
const ANSWER_MS = 1500
/** Shown notifications are kept here, because a click on one that was garbage-collected goes nowhere. */
const KEPT = 50

/** `onClick` gets the order to focus, or null for a digest. */
export function createNotifier(onClick: (orderId: string | null) => void): Notifier {
  const kept: Notification[] = []
  return {
    show: ({ title, body, orderId, silent }) => {
      if (!Notification.isSupported())
        return Promise.resolve({
          shown: false,
          message: 'This desktop has no notification service; install or start one to see notifications.',
        })
      const notification = new Notification({ title, body, silent, timeoutType: 'default' })
      kept.push(notification)
      if (kept.length > KEPT) kept.shift()
      notification.on('click', () => onClick(orderId))
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
    },
  }
}

/** Linux says nothing when no notification service listens on the session bus. */
function refusal(reason: string): string {
  return reason === ''
    ? 'No notification service answered, so notifications cannot be shown; install or start one. Orders still appear in the table.'
    : `The system refused the notification (${reason}). Check its notification settings for Crowsnest.`
}
