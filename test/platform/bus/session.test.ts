/** The session bus, spoken to for real: a private dbus-daemon, and a notification service that was written apart from this. */
import { afterEach, describe, expect, test } from 'vitest'
import type { Toast } from '#ipc/services.ts'
import { createBusNotifications } from '#platform/bus/notifications.ts'
import { BusError, hasOwner, openSessionBus, sessionBusPath } from '#platform/bus/session.ts'
import { decodeMessage, encodeCall } from '#platform/bus/wire.ts'
import { dbusMissing, type NotificationBus, startNotificationBus } from '../../support/dbus.ts'
import { decodeMessage as decodeElsewhere } from '../../support/dbusWire.ts'
import { until } from '../../support/engineOn.ts'

const ends: (() => unknown)[] = []
const before = process.env.DBUS_SESSION_BUS_ADDRESS
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
  if (before === undefined) delete process.env.DBUS_SESSION_BUS_ADDRESS
  else process.env.DBUS_SESSION_BUS_ADDRESS = before
})

async function bus(): Promise<NotificationBus> {
  const made = await startNotificationBus()
  ends.push(() => made.stop())
  process.env.DBUS_SESSION_BUS_ADDRESS = made.address
  return made
}

const toast = (id: string, more: Partial<Toast> = {}): Toast => ({
  id,
  title: `Title ${id}`,
  body: 'Body',
  orderId: null,
  silent: false,
  actions: [],
  ...more,
})

describe('encodeCall', () => {
  test('writes what another reader of the protocol reads', () => {
    const call = { destination: 'a.b', path: '/a/b', interface: 'a.b.C', member: 'Do' }
    const bytes = encodeCall(
      {
        ...call,
        args: [
          ['s', 'größer 鯨'],
          ['u', 4_000_000_000],
          ['as', ['', 'two']],
          ['a{sv}', { urgency: ['y', 1], name: ['s', 'x'], quiet: ['b', 1] }],
          ['i', -1],
        ],
      },
      7,
    )
    const found = decodeElsewhere(Buffer.from(bytes))
    expect(found?.length).toBe(bytes.length)
    expect(found?.message).toMatchObject({ type: 1, serial: 7, ...call })
    expect(found?.message.body).toEqual([
      'größer 鯨',
      4_000_000_000,
      ['', 'two'],
      [
        ['urgency', 1],
        ['name', 'x'],
        ['quiet', true],
      ],
      -1,
    ])
  })
})

describe('decodeMessage', () => {
  test('waits for the rest of a message, and takes one at a time', () => {
    const one = Buffer.from(encodeCall({ destination: 'a.b', path: '/', interface: 'a.b', member: 'Do', args: [['s', 'hello']] }, 1))
    for (let length = 0; length < one.length; length++) expect(decodeMessage(one.subarray(0, length))).toBeNull()
    expect(decodeMessage(Buffer.concat([one, one]))?.length).toBe(one.length)
  })

  test('a length that no message of a desktop has is refused', () => {
    const bytes = Buffer.alloc(16)
    bytes[0] = 'l'.charCodeAt(0)
    bytes.writeUInt32LE(0x7fffffff, 4)
    expect(() => decodeMessage(bytes)).toThrow(/too long/)
  })
})

describe('sessionBusPath', () => {
  test('is what the environment says, or what a login session has by habit', () => {
    expect(sessionBusPath({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/a%20b,guid=1' })).toBe('/run/a b')
    expect(sessionBusPath({ DBUS_SESSION_BUS_ADDRESS: 'unix:abstract=/tmp/x,guid=1' })).toBe('\0/tmp/x')
    expect(sessionBusPath({ XDG_RUNTIME_DIR: '/run/user/1000' })).toBe('/run/user/1000/bus')
    expect(sessionBusPath({ DBUS_SESSION_BUS_ADDRESS: 'tcp:host=x' })).toBeNull()
    expect(sessionBusPath({})).toBeNull()
  })
})

describe.skipIf(dbusMissing !== null)(`on a bus${dbusMissing ? ` (${dbusMissing})` : ''}`, () => {
  test('says who is there and who is not, and null where there is no bus', async () => {
    await bus()
    expect(await hasOwner('org.freedesktop.Notifications')).toBe(true)
    expect(await hasOwner('org.kde.StatusNotifierWatcher')).toBe(false)
    process.env.DBUS_SESSION_BUS_ADDRESS = 'unix:path=/nonexistent'
    expect(await hasOwner('org.freedesktop.Notifications')).toBeNull()
  })

  test('an answer that is an error rejects with its name, and a bus that ends ends what waits', async () => {
    const made = await bus()
    const session = await openSessionBus()
    const nobody = { destination: 'org.example.Nobody', path: '/', interface: 'org.example.Nobody' }
    await expect(session.call(nobody, 'Do')).rejects.toMatchObject({ errorName: 'org.freedesktop.DBus.Error.ServiceUnknown' })
    await made.stop()
    await until('the end is noticed', () => session.closed)
    await expect(session.call(nobody, 'Do')).rejects.toThrow(BusError)
  })

  test('a toast of the same id takes the place of the earlier one, with its buttons, and each press is told with its toast', async () => {
    const made = await bus()
    const pressed: (string | null)[] = []
    const shown = createBusNotifications('/icon.png', (one, action) => void pressed.push(one.id, action))
    const snooze = [{ id: 'snooze-chain:1', label: 'Snooze this chain' }]
    expect(await shown.show(toast('a', { actions: snooze }))).toBe('shown')
    expect(await shown.show(toast('b'))).toBe('shown')
    expect(await shown.show(toast('a', { title: 'Retracted' }))).toBe('shown')
    expect(made.notifications.map(({ title, replaces }) => [title, replaces])).toEqual([
      ['Title a', 0],
      ['Title b', 0],
      ['Retracted', 1],
    ])
    expect(made.notifications[0]?.actions).toEqual(['default', 'Open', 'snooze-chain:1', 'Snooze this chain'])
    made.press(2, 'snooze-chain:1')
    made.click(1)
    await until('both are told', () => pressed.length === 4)
    expect(pressed).toEqual(['b', 'snooze-chain:1', 'a', null])
  })

  test('after the desktop came anew it is spoken to again', async () => {
    const first = await bus()
    const shown = createBusNotifications('/icon.png', () => {})
    await shown.show(toast('a'))
    await first.stop()
    await until('the end is noticed', async () => (await shown.show(toast('b'))) === 'noBus')
    const second = await bus()
    expect(await shown.show(toast('c'))).toBe('shown')
    expect(second.notifications.map(({ title }) => title)).toEqual(['Title c'])
  })
})
