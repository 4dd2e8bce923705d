/** Counts of what leaves: websockets, answers that are cut off, hosts that refuse, and a database that cannot be written just now. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createOutbound } from '#care/outbound.ts'
import type { OutboundCount } from '#ipc/care.ts'
import { post } from '#platform/http.ts'
import { openSocket } from '#platform/socket.ts'
import { openStore } from '#storage/orders.ts'
import { folder } from '../storage/sample.ts'
import { type Fault, type RpcServer, serveRpc } from '../support/rpcServer.ts'

const question = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: ['ä€'] })
const answer = JSON.stringify({ jsonrpc: '2.0', id: 1, result: '0xä€' })
const size = (text: string) => Buffer.byteLength(text)
const options = { timeoutMs: 5_000, maxBytes: 100_000 }

let fault: Fault = null
let server: RpcServer
beforeEach(async () => {
  fault = null
  server = await serveRpc({ answer: () => '0xä€', fault: () => fault })
})
afterEach(() => server.stop())

function counter(because: (url: string) => string | null = () => 'Local') {
  const kept: OutboundCount[] = []
  let broken = false
  const write = (counts: readonly OutboundCount[]) => {
    if (broken) throw new Error('the disk is full')
    kept.push(...counts)
  }
  const outbound = createOutbound({ write, now: () => 1_000 })
  const breakDisk = (on: boolean) => {
    broken = on
  }
  return { outbound, kept, breakDisk, ...outbound.counted({ post, openSocket }, 'endpoint', because) }
}

test('a question and its answer are counted in bytes, not in letters', async () => {
  const { outbound, kept, ...ports } = counter()
  await ports.post(server.http, question, options)
  outbound.flush()
  const host = `127.0.0.1:${server.port}`
  expect(kept).toEqual([
    { host, purpose: 'endpoint', because: 'Local', requests: 1, sent: size(question), received: size(answer), at: 1_000 },
  ])
  outbound.flush()
  expect(kept).toHaveLength(1)
})

test('a websocket counts its opening, each message that is sent, and what comes', async () => {
  const { outbound, kept, ...ports } = counter()
  await new Promise<void>((done) => {
    const socket = ports.openSocket(
      server.ws,
      { onOpen: () => socket.send(question), onMessage: () => socket.close(), onClose: () => done() },
      { maxBytes: 100_000 },
    )
    socket.send('before it is open')
  })
  outbound.flush()
  expect(kept).toEqual([expect.objectContaining({ requests: 2, sent: size(question), received: size(answer) })])
})

test('an answer that is cut off counts as far as it came, and a host that refuses is named', async () => {
  const { outbound, kept, ...ports } = counter()
  fault = { kind: 'cut' }
  await expect(ports.post(server.http, question, options)).rejects.toThrow('cut off')
  outbound.flush()
  expect(kept.pop()).toMatchObject({ requests: 1, sent: size(question), received: Math.floor(answer.length / 2) })
  await server.stop()
  await expect(ports.post(server.http, question, options)).rejects.toThrow()
  outbound.flush()
  expect(kept).toEqual([expect.objectContaining({ requests: 1, received: 0 })])
  server = await serveRpc({ answer: () => null })
})

test('what cannot be written now is written later, and the app’s own addresses are not counted', async () => {
  const { outbound, kept, breakDisk, ...ports } = counter((url) => (url.endsWith('/own') ? null : 'Local'))
  breakDisk(true)
  await ports.post(`${server.http}/own`, question, options)
  await ports.post(server.http, question, options)
  expect(() => outbound.flush()).toThrow('full')
  await ports.post(server.http, question, options)
  breakDisk(false)
  outbound.flush()
  expect(kept).toEqual([expect.objectContaining({ requests: 2, sent: 2 * size(question) })])
})

test('counts add up over restarts, and name what the host was last spoken to for', () => {
  const place = folder()
  const count = { host: 'node.example', purpose: 'endpoint' as const, because: 'One', requests: 1, sent: 10, received: 100, at: 5 }
  for (const change of [{}, { because: 'Two', at: 9 }, { purpose: 'channel' as const, at: 7 }]) {
    const store = openStore({ dataDir: place.path })
    store.care.addOutbound([{ ...count, ...change }])
    store.close()
  }
  const store = openStore({ dataDir: place.path })
  expect(store.care.outboundHosts()).toEqual([
    { host: 'node.example', purpose: 'endpoint', because: 'Two', requests: 2, sent: 20, received: 200, first: 5, last: 9 },
    { host: 'node.example', purpose: 'channel', because: 'One', requests: 1, sent: 10, received: 100, first: 7, last: 7 },
  ])
  store.close()
  place.remove()
})
