/** A desktop that has a tray: keeps the list of signs (StatusNotifierWatcher), and reads and presses the menu of the one that came. */

import { connect, listen } from './dbus.ts'
import type { DbusInput, DbusValue, Message, Received } from './dbusWire.ts'
import { encodeMessage } from './dbusWire.ts'

export type TrayItem = { readonly id: number; readonly label: string; readonly enabled: boolean }

export type Tray = {
  /** Whether an app put its sign there. */
  present(): boolean
  tooltip(): Promise<string>
  items(): Promise<TrayItem[]>
  /** Presses the item with this label. */
  press(label: string): Promise<void>
  stop(): void
}

const watcher = 'org.kde.StatusNotifierWatcher'
const item = 'org.kde.StatusNotifierItem'
const menu = 'com.canonical.dbusmenu'
const properties = 'org.freedesktop.DBus.Properties'

/** `address`: of the session bus that the app gets. */
export async function startTray(address: string): Promise<Tray> {
  const socket = await connect(address)
  const waiting = new Map<number, (answer: Received) => void>()
  let serial = 0
  let sign: { readonly destination: string; readonly path: string } | null = null
  const send = (message: Omit<Message, 'serial'>): number => {
    serial++
    socket.write(encodeMessage({ ...message, serial }))
    return serial
  }
  const call = (
    to: { destination: string; path: string; interface: string },
    member: string,
    signature = '',
    body: readonly DbusInput[] = [],
  ): Promise<Received> =>
    new Promise((answered, failed) => {
      waiting.set(send({ type: 1, ...to, member, ...(signature === '' ? {} : { signature, body }) }), (answer) =>
        answer.type === 3 ? failed(new Error(`${member}: ${answer.errorName} ${String(answer.body[0])}`)) : answered(answer),
      )
    })

  const held: Readonly<Record<string, { signature: string; value: DbusInput }>> = {
    IsStatusNotifierHostRegistered: { signature: 'b', value: true },
    ProtocolVersion: { signature: 'i', value: 0 },
    RegisteredStatusNotifierItems: { signature: 'as', value: [] },
  }
  const answers: Record<string, (call: Received) => Pick<Message, 'signature' | 'body'>> = {
    Get: ({ body }) => ({ signature: 'v', body: [held[String(body[1])] ?? { signature: 's', value: '' }] }),
    RegisterStatusNotifierItem: ({ sender = '', body }) => {
      const named = String(body[0])
      sign = named.startsWith('/') ? { destination: sender, path: named } : { destination: named, path: '/StatusNotifierItem' }
      return {}
    },
  }
  listen(socket, (message) => {
    if (message.type === 1 && message.sender) {
      const answer = answers[message.member ?? '']?.(message)
      const to = { destination: message.sender, replySerial: message.serial }
      if (answer) send({ type: 2, ...to, ...answer })
      else send({ type: 3, ...to, errorName: 'org.freedesktop.DBus.Error.UnknownMethod' })
    } else if (message.replySerial !== undefined) {
      waiting.get(message.replySerial)?.(message)
      waiting.delete(message.replySerial)
    }
  })
  const bus = { path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus', destination: 'org.freedesktop.DBus' }
  await call(bus, 'Hello')
  await call(bus, 'RequestName', 'su', [watcher, 4])

  const theSign = () => {
    if (sign === null) throw new Error('No app put a sign into the tray')
    return sign
  }
  const property = async (name: string): Promise<DbusValue> => {
    const { body } = await call({ ...theSign(), interface: properties }, 'Get', 'ss', [item, name])
    return body[0] ?? ''
  }
  const menuTarget = async () => ({ destination: theSign().destination, path: String(await property('Menu')), interface: menu })
  const items = async (): Promise<TrayItem[]> => {
    const { body } = await call(await menuTarget(), 'GetLayout', 'iias', [0, -1, []])
    const [, , children] = body[1] as readonly [number, unknown, readonly DbusValue[]]
    return children.flatMap((child) => {
      const [id, pairs] = child as readonly [number, readonly (readonly [string, DbusValue])[]]
      const known = Object.fromEntries(pairs)
      return known.type === 'separator' ? [] : [{ id, label: String(known.label ?? ''), enabled: known.enabled !== false }]
    })
  }
  return {
    present: () => sign !== null,
    tooltip: async () => String(((await property('ToolTip')) as readonly DbusValue[])[2] ?? ''),
    items,
    async press(label) {
      const found = (await items()).find((one) => one.label === label)
      if (!found) throw new Error(`The tray has no “${label}”`)
      await call(await menuTarget(), 'Event', 'isvu', [found.id, 'clicked', { signature: 's', value: '' }, 0])
    },
    stop: () => void socket.destroy(),
  }
}
