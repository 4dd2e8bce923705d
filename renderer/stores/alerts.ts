/** What the host tells of the inbox: how many are unread, and that it changed. */
import { create } from 'zustand'
import type { EventPayload } from '#shared/contract/index.ts'
import { client } from '../bridge/host.ts'

type AlertsStore = {
  readonly unread: number
  /** Rises whenever the inbox changed: whatever shows it asks again. */
  readonly changes: number
}

export const useAlerts = create<AlertsStore>(() => ({ unread: 0, changes: 0 }))

/** In a storm the lists are asked for at most this often; the count follows at once. */
const calmMs = 400
let due: ReturnType<typeof setTimeout> | null = null
let lastTold = 0

/** The event of the host: something rang, was read, or was taken back. */
export function alertsChanged({ unread }: EventPayload<'alerts.changed'>): void {
  noteUnread(unread)
  if (due !== null) return
  due = setTimeout(
    () => {
      due = null
      lastTold = Date.now()
      useAlerts.setState(({ changes }) => ({ changes: changes + 1 }))
    },
    Math.max(0, lastTold + calmMs - Date.now()),
  )
}

/** The count alone, as the app's status tells it. */
export function noteUnread(unread: number): void {
  if (unread !== useAlerts.getState().unread) useAlerts.setState({ unread })
}

/** Marks these as read, or all up to and with `upTo`. A failure leaves them unread: the next look tries again. */
export async function markRead(which: { ids: number[] } | { upTo: number }): Promise<boolean> {
  try {
    noteUnread((await client['alerts.read'](which)).unread)
    return true
  } catch {
    return false
  }
}

/** The count stands in the title of the window too, where a task bar or a row of tabs shows it. */
export function followTitle(): void {
  const apply = (unread: number) => {
    document.title = unread > 0 ? `(${unread > 999 ? '999+' : unread}) Crowsnest` : 'Crowsnest'
  }
  apply(useAlerts.getState().unread)
  useAlerts.subscribe(({ unread }, before) => unread !== before.unread && apply(unread))
}
