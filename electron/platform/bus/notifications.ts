/** Notifications as the Linux desktop has them: one that takes another's place, things to press, silence. Desktop Notifications Specification 1.2. */
import type { Toast } from '#ipc/services.ts'
import { type Bus, BusError, openSessionBus } from './session.ts'

export type BusNotifications = {
  /** Shows a toast; `noBus` where there is nobody to speak to, so that another way can be tried. */
  show(toast: Toast): Promise<'shown' | 'noService' | 'noBus'>
  close(id: string): void
}

const service = {
  destination: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
  interface: 'org.freedesktop.Notifications',
}
/** What a click on the toast itself is called. */
const clicked = 'default'
/** Older ones are not replaced or listened to any more. */
const kept = 200

/** `on` is told what was pressed: `action` is null for the toast itself. */
export function createBusNotifications(iconPath: string, on: (toast: Toast, action: string | null) => void): BusNotifications {
  let opening: Promise<{ readonly bus: Bus; readonly can: ReadonlySet<string> }> | null = null
  /** Numbers that the desktop gave, by the toast's own id, oldest first. */
  const shown = new Map<string, { readonly number: number; readonly toast: Toast }>()

  const open = async () => {
    const bus = await openSessionBus()
    // Another bus counts anew: its numbers are other toasts.
    shown.clear()
    await bus.listen(service.interface, (member, [number, what]) => {
      const found = [...shown.values()].find((one) => one.number === number)
      if (found === undefined) return
      if (member === 'ActionInvoked') on(found.toast, what === clicked ? null : String(what))
    })
    const [capabilities] = await bus.call(service, 'GetCapabilities')
    return { bus, can: new Set(Array.isArray(capabilities) ? capabilities.map(String) : []) }
  }
  const connected = async () => {
    const known = await opening?.catch(() => null)
    if (known && !known.bus.closed) return known
    opening = open()
    return opening
  }

  return {
    async show(toast) {
      try {
        const { bus, can } = await connected()
        const before = shown.get(toast.id)
        // Words that come from a chain must not become links or pictures.
        const body = can.has('body-markup') ? escaped(toast.body) : toast.body
        const actions = can.has('actions') ? [clicked, 'Open', ...toast.actions.flatMap(({ id, label }) => [id, label])] : []
        const [number] = await bus.call(
          service,
          'Notify',
          ...([
            ['s', 'Crowsnest'],
            ['u', before?.number ?? 0],
            ['s', iconPath],
            ['s', toast.title],
            ['s', body],
            ['as', actions],
            ['a{sv}', { 'desktop-entry': ['s', 'crowsnest'], urgency: ['y', 1], ...(toast.silent ? { 'suppress-sound': ['b', 1] } : {}) }],
            ['i', -1],
          ] as const),
        )
        shown.delete(toast.id)
        shown.set(toast.id, { number: Number(number), toast })
        for (const oldest of shown.keys()) if (shown.size > kept) shown.delete(oldest)
        return 'shown'
      } catch (error) {
        if (!(error instanceof BusError)) throw error
        return error.errorName === 'NoBus' || error.errorName === 'Closed' ? 'noBus' : 'noService'
      }
    },
    close(id) {
      const found = shown.get(id)
      if (found === undefined) return
      shown.delete(id)
      void connected()
        .then(({ bus }) => bus.call(service, 'CloseNotification', ['u', found.number]))
        .catch(() => {})
    },
  }
}

const escaped = (text: string): string => text.replace(/[&<>]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[char] ?? char)
