/** Real websocket servers: messages, bounds, and every way to end. */
import { createServer } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { openSocket } from '#platform/socket.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

describe('openSocket', () => {
  test('carries text both ways and closes once, with a reason', async () => {
    const url = await serve((peer) => peer.on('message', (data) => peer.send(`you said ${data}`)))
    const seen = watch(url)
    await seen.opened
    seen.socket.send('hello')
    expect(await seen.message).toBe('you said hello')
    seen.socket.close()
    seen.socket.close()
    expect(await seen.closed).toBe('it was closed on our side.')
    expect(seen.closings()).toBe(1)
  })

  test('ends the connection at a message that is too large', async () => {
    const url = await serve((peer) => peer.send('x'.repeat(2000)))
    expect(await watch(url, 1000).closed).toMatch(/too large/)
  })

  test('tells why it could not be opened: nobody there, no websocket, no address', async () => {
    expect(await watch('ws://127.0.0.1:9').closed).toMatch(/refused the connection/)
    const plain = createServer((_, response) => response.writeHead(403).end())
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve))
    closers.push(() => plain.close())
    const address = plain.address()
    const port = typeof address === 'object' ? address?.port : 0
    expect(await watch(`ws://127.0.0.1:${port}`).closed).toMatch(/HTTP 403 instead of opening a websocket/)
    expect(await watch('nonsense').closed).toMatch(/not a websocket address/)
  })

  test('says that the peer closed when the peer closed', async () => {
    const url = await serve((peer) => peer.close())
    expect(await watch(url).closed).toBe('it closed the connection.')
  })

  test('ignores what is sent before the opening and after the end', async () => {
    const url = await serve(() => {})
    const seen = watch(url)
    seen.socket.send('too early')
    await seen.opened
    seen.socket.close()
    await seen.closed
    seen.socket.send('too late')
    expect(seen.closings()).toBe(1)
  })
})

function watch(url: string, maxBytes = 1_000_000) {
  let closings = 0
  const opened = later<void>()
  const message = later<string>()
  const closed = later<string>()
  const socket = openSocket(
    url,
    {
      onOpen: opened.resolve,
      onMessage: message.resolve,
      onClose: (reason) => {
        closings++
        closed.resolve(reason)
      },
    },
    { maxBytes },
  )
  return { socket, opened: opened.promise, message: message.promise, closed: closed.promise, closings: () => closings }
}

async function serve(onPeer: (peer: WebSocket) => void): Promise<string> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await new Promise<void>((resolve) => server.on('listening', resolve))
  server.on('connection', onPeer)
  closers.push(() => {
    for (const peer of server.clients) peer.terminate()
    server.close()
  })
  const address = server.address()
  return `ws://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

function later<T>() {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve: (value: T) => resolve(value) }
}
