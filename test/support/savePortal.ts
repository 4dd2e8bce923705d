/** A desktop whose save dialog is answered at once: a private session bus with the file chooser of XDG desktop portals on it, which Chromium asks first. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ended } from './anvil.ts'
import { connect, firstLine, listen } from './dbus.ts'
import { type DbusInput, encodeMessage, type Message, type Received } from './dbusWire.ts'

export type SavePortal = {
  /** Value for DBUS_SESSION_BUS_ADDRESS. */
  readonly address: string
  /** What was asked: the title of the dialog and the name that it suggested. */
  readonly asked: readonly { readonly title: string; readonly name: string }[]
  stop(): Promise<void>
}

const name = 'org.freedesktop.portal.Desktop'
const version = { signature: 'u', value: 4 } as const

/** Every dialog saves into `folder`, under the name that it suggests. Both bus and portal end with `stop()`. */
export async function startSavePortal(folder: string): Promise<SavePortal> {
  const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], { stdio: ['ignore', 'pipe', 'pipe'] })
  const address = await firstLine(daemon)
  const socket = await connect(address)
  const asked: { title: string; name: string }[] = []
  let serial = 0
  const send = (message: Omit<Message, 'serial'>): number => {
    serial++
    socket.write(encodeMessage({ ...message, serial }))
    return serial
  }
  const waiting = new Map<number, (answer: Received) => void>()
  const callBus = (member: string, signature?: string, body?: readonly DbusInput[]): Promise<Received> =>
    new Promise((answered) => {
      const bus = { path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus', destination: 'org.freedesktop.DBus' }
      waiting.set(send({ type: 1, ...bus, member, ...(signature && body ? { signature, body } : {}) }), answered)
    })

  const save = ({ sender = '', body, serial: replySerial }: Received) => {
    const [, title, options] = body
    const option = (key: string) => String((options as readonly (readonly [string, unknown])[]).find(([one]) => one === key)?.[1] ?? '')
    const path = `/org/freedesktop/portal/desktop/request/${sender.slice(1).replaceAll('.', '_')}/${option('handle_token')}`
    asked.push({ title: String(title), name: option('current_name') })
    send({ type: 2, destination: sender, replySerial, signature: 'o', body: [path] })
    const uris = [pathToFileURL(join(folder, option('current_name'))).href]
    const response: DbusInput = [['uris', { signature: 'as', value: uris }]]
    const to = { path, interface: 'org.freedesktop.portal.Request', member: 'Response', destination: sender }
    send({ type: 4, ...to, signature: 'ua{sv}', body: [0, response] })
  }
  listen(socket, (message) => {
    if (message.type !== 1 || !message.sender) {
      if (message.replySerial !== undefined) waiting.get(message.replySerial)?.(message)
      return
    }
    const to = { destination: message.sender, replySerial: message.serial }
    if (message.member === 'SaveFile') save(message)
    else if (message.member === 'Get') send({ type: 2, ...to, signature: 'v', body: [version] })
    else if (message.member === 'GetAll') send({ type: 2, ...to, signature: 'a{sv}', body: [[['version', version]]] })
    else send({ type: 3, ...to, errorName: 'org.freedesktop.DBus.Error.UnknownMethod' })
  })
  await callBus('Hello')
  await callBus('RequestName', 'su', [name, 4])
  return {
    address,
    asked,
    async stop() {
      socket.destroy()
      await ended(daemon, 'SIGTERM')
    },
  }
}
