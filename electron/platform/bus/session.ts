/** The session bus of a Linux desktop: asks its services, hears their signals. Nothing of it is needed where there is none. */
import { createConnection, type Socket } from 'node:net'
import { type Arg, decodeMessage, encodeCall, type Heard } from './wire.ts'

export type Bus = {
  /** The answer's values; rejects with BusError, whose `errorName` is the bus's own. */
  call(target: BusTarget, member: string, ...args: readonly Arg[]): Promise<readonly unknown[]>
  /** Signals of an interface, from now on. */
  listen(interfaceName: string, heard: (member: string, body: readonly unknown[]) => void): Promise<void>
  readonly closed: boolean
  close(): void
}

export type BusTarget = { readonly destination: string; readonly path: string; readonly interface: string }

export class BusError extends Error {
  readonly errorName: string

  constructor(errorName: string, message: string) {
    super(message)
    this.name = 'BusError'
    this.errorName = errorName
  }
}

const theBus: BusTarget = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' }
/** A service that is started for a call takes a moment; the bus itself answers within a millisecond. */
const answerMs = 5_000

/** Where the bus listens, by the environment; null where there is none that this can speak to. */
export function sessionBusPath(env: NodeJS.ProcessEnv = process.env): string | null {
  const address = env.DBUS_SESSION_BUS_ADDRESS ?? (env.XDG_RUNTIME_DIR ? `unix:path=${env.XDG_RUNTIME_DIR}/bus` : '')
  const abstract = /unix:abstract=([^,;]+)/.exec(address)?.[1]
  const path = /unix:path=([^,;]+)/.exec(address)?.[1] ?? (abstract === undefined ? null : `\0${abstract}`)
  return path === null ? null : decodeURIComponent(path)
}

/** Whether somebody on the bus has this name; null where there is no bus to ask. Never rejects. */
export async function hasOwner(name: string): Promise<boolean | null> {
  try {
    const bus = await openSessionBus()
    try {
      const [owned] = await bus.call(theBus, 'NameHasOwner', ['s', name])
      return owned === 1
    } finally {
      bus.close()
    }
  } catch {
    return null
  }
}

/** Connects and logs in as the user of this process (SASL EXTERNAL). Rejects with BusError where that fails. */
export async function openSessionBus(path: string | null = sessionBusPath()): Promise<Bus> {
  if (path === null) throw new BusError('NoBus', 'There is no session bus.')
  const socket = await logIn(path)
  const waiting = new Map<number, { resolve(body: readonly unknown[]): void; reject(error: Error): void }>()
  const listeners = new Map<string, (member: string, body: readonly unknown[]) => void>()
  let serial = 0
  let closed = false
  let pending: Buffer = Buffer.alloc(0)

  const end = () => {
    closed = true
    socket.destroy()
    for (const call of waiting.values()) call.reject(new BusError('Closed', 'The session bus went away.'))
    waiting.clear()
  }
  const hear = (message: Heard) => {
    if (message.kind === 'signal') return listeners.get(message.interface)?.(message.member, message.body)
    const call = waiting.get(message.answers ?? 0)
    waiting.delete(message.answers ?? 0)
    if (message.kind === 'answer') call?.resolve(message.body)
    else if (message.kind === 'error') call?.reject(new BusError(message.errorName, String(message.body[0] ?? message.errorName)))
  }
  socket.on('data', (part: Buffer) => {
    pending = Buffer.concat([pending, part])
    try {
      for (let found = decodeMessage(pending); found !== null; found = decodeMessage(pending)) {
        pending = pending.subarray(found.length)
        hear(found.message)
      }
    } catch {
      end()
    }
  })
  socket.on('close', end)
  // Nothing of the app waits for the desktop.
  socket.unref()

  const call: Bus['call'] = (target, member, ...args) => {
    if (closed) return Promise.reject(new BusError('Closed', 'The session bus went away.'))
    const number = ++serial
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        waiting.delete(number)
        reject(new BusError('NoReply', `${target.destination} does not answer.`))
      }, answerMs)
      late.unref()
      const settle = <T>(done: (value: T) => void) => {
        return (value: T) => {
          clearTimeout(late)
          done(value)
        }
      }
      waiting.set(number, { resolve: settle(resolve), reject: settle(reject) })
      socket.write(encodeCall({ ...target, member, args }, number))
    })
  }
  await call(theBus, 'Hello')
  return {
    call,
    async listen(interfaceName, heard) {
      listeners.set(interfaceName, heard)
      await call(theBus, 'AddMatch', ['s', `type='signal',interface='${interfaceName}'`])
    },
    get closed() {
      return closed
    },
    close: end,
  }
}

function logIn(path: string): Promise<Socket> {
  return new Promise((connected, failed) => {
    const socket = createConnection(path)
    const fail = (reason: string) => {
      socket.destroy()
      failed(new BusError('NoBus', `The session bus cannot be reached (${reason}).`))
    }
    const late = setTimeout(() => fail('no answer'), answerMs)
    socket.once('error', (error) => fail(error.message))
    socket.once('connect', () => {
      const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')
      socket.write(`\0AUTH EXTERNAL ${user}\r\n`)
    })
    socket.once('data', (answer) => {
      clearTimeout(late)
      if (!String(answer).startsWith('OK')) return fail('it refused the login')
      socket.removeAllListeners('error')
      socket.on('error', () => {})
      socket.write('BEGIN\r\n')
      connected(socket)
    })
  })
}
