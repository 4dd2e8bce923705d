/** A private session bus and a listener on it that takes the place of the desktop's notification service and keeps what it is told. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createConnection, type Socket } from 'node:net'
import { ended } from './anvil.ts'
import { decodeMessage, encodeMessage, type Message, type Received } from './dbusWire.ts'

export type Notification = {
  readonly id: number
  /** When it came, Unix milliseconds. */
  readonly at: number
  /** Number of the toast whose place it takes; 0 for none. */
  readonly replaces: number
  readonly app: string
  readonly title: string
  readonly body: string
  /** Pairs of key and label in one list, as the protocol has them; a click on the toast is `default`. */
  readonly actions: readonly string[]
}

export type NotificationBus = {
  /** Value for DBUS_SESSION_BUS_ADDRESS. */
  readonly address: string
  /** Every `Notify` call in order of arrival. */
  readonly notifications: readonly Notification[]
  /** Clicks a toast, as the user would. */
  click(id: number): void
  /** Presses one of its buttons. */
  press(id: number, action: string): void
  stop(): Promise<void>
}

/** Why tests with notifications cannot run here, with what would make them runnable; null where they can. */
export const dbusMissing: string | null =
  spawnSync('dbus-daemon', ['--version']).status === 0 ? null : 'dbus-daemon is missing: run `apt-get install dbus`'

const path = '/org/freedesktop/Notifications'
const name = 'org.freedesktop.Notifications'

/** Starts the bus and the listener; both end with `stop()`. */
export async function startNotificationBus(): Promise<NotificationBus> {
  const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], { stdio: ['ignore', 'pipe', 'pipe'] })
  const address = await firstLine(daemon)
  const socket = await connect(address)
  const notifications: Notification[] = []
  let serial = 0
  const send = (message: Omit<Message, 'serial'>): number => {
    serial++
    socket.write(encodeMessage({ ...message, serial }))
    return serial
  }
  const emit = (member: string, id: number, signature: string, second: string | number): void =>
    void send({ type: 4, path, interface: name, member, signature, body: [id, second] })

  const waiting = new Map<number, (answer: Received) => void>()
  const callBus = (member: string, signature?: string, body?: Message['body']): Promise<Received> =>
    new Promise((answered) => {
      const bus = { path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus', destination: 'org.freedesktop.DBus' }
      waiting.set(send({ type: 1, ...bus, member, ...(signature && body ? { signature, body } : {}) }), answered)
    })

  const answers: Record<string, (call: Received) => Pick<Message, 'signature' | 'body'>> = {
    GetServerInformation: () => ({ signature: 'ssss', body: ['listener', 'crowsnest tests', '1', '1.2'] }),
    GetCapabilities: () => ({ signature: 'as', body: [['body', 'actions']] }),
    Notify: ({ body }) => {
      const [app, replaces, , title, text, actions] = body
      const id = Number(replaces) || notifications.length + 1
      notifications.push({
        id,
        at: Date.now(),
        replaces: Number(replaces),
        app: String(app),
        title: String(title),
        body: String(text),
        actions: (actions as string[]) ?? [],
      })
      return { signature: 'u', body: [id] }
    },
    CloseNotification: () => ({}),
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
  await callBus('Hello')
  const owned = await callBus('RequestName', 'su', [name, 4])
  if (owned.body[0] !== 1) throw new Error('Another service owns the notifications on the private bus')
  return {
    address,
    notifications,
    press: (id, action) => emit('ActionInvoked', id, 'us', action),
    click(id) {
      emit('ActionInvoked', id, 'us', 'default')
      emit('NotificationClosed', id, 'uu', 2)
    },
    async stop() {
      socket.destroy()
      await ended(daemon, 'SIGTERM')
    },
  }
}

export function firstLine(daemon: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let said = ''
    daemon.stdout?.on('data', (part) => {
      said += String(part)
      if (said.includes('\n')) found(said.trim())
    })
    daemon.once('error', failed)
    daemon.once('exit', (code) => failed(new Error(`dbus-daemon ended with code ${code}`)))
  })
}

/** Connects and logs in as the user that runs this process (SASL EXTERNAL). */
export function connect(address: string): Promise<Socket> {
  const abstract = /unix:abstract=([^,]+)/.exec(address)?.[1]
  const file = /unix:path=([^,]+)/.exec(address)?.[1] ?? (abstract === undefined ? undefined : `\0${abstract}`)
  if (file === undefined) throw new Error(`The bus listens on ${address}, which is no unix socket`)
  return new Promise((connected, failed) => {
    const socket = createConnection(file)
    socket.once('error', failed)
    socket.once('connect', () => {
      const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')
      socket.write(`\0AUTH EXTERNAL ${user}\r\n`)
    })
    socket.once('data', (answer) => {
      if (!String(answer).startsWith('OK')) return failed(new Error(`The bus refused the login: ${answer}`))
      socket.write('BEGIN\r\n')
      connected(socket)
    })
  })
}

export function listen(socket: Socket, onMessage: (message: Received) => void): void {
  let pending = Buffer.alloc(0)
  socket.on('data', (part) => {
    pending = Buffer.concat([pending, part])
    for (let found = decodeMessage(pending); found; found = decodeMessage(pending)) {
      pending = pending.subarray(found.length)
      onMessage(found.message)
    }
  })
  socket.on('error', () => {})
}
