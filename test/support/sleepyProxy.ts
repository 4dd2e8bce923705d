/** The network of a machine that sleeps: what was connected is dead without a word, for good, and nothing new gets through until it wakes. */

import type { AddressInfo } from 'node:net'
import { createConnection, createServer, type Socket } from 'node:net'

export type SleepyProxy = {
  readonly http: string
  readonly ws: string
  /** Connections that are open now carry nothing any more, and are not closed; new ones are refused. */
  sleep(): void
  wake(): void
  /** Bytes that came from the app since the last call. */
  heard(): number
  stop(): Promise<void>
}

/** Stands on loopback between the app and an honest endpoint (`http://host:port`). */
export async function startSleepyProxy(upstream: string): Promise<SleepyProxy> {
  const { hostname, port } = new URL(upstream)
  const open = new Set<Socket>()
  const dead = new Set<Socket>()
  let asleep = false
  let heard = 0

  const server = createServer((from) => {
    if (asleep) return void from.destroy()
    const to = createConnection({ host: hostname, port: Number(port) })
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      open.add(one)
      one.on('error', () => {})
      one.on('data', (part) => {
        if (one === from) heard += part.length
        if (!dead.has(one)) other.write(part)
      })
      one.on('close', () => {
        open.delete(one)
        if (!dead.has(one)) other.end()
      })
    }
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    http: `http://${address}`,
    ws: `ws://${address}`,
    sleep() {
      asleep = true
      for (const socket of open) dead.add(socket)
    },
    wake() {
      asleep = false
    },
    heard() {
      const bytes = heard
      heard = 0
      return bytes
    },
    async stop() {
      for (const socket of open) socket.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}
