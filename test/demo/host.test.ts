/** The demo chain as the app starts it: in a thread of its own, or inline. */
import { describe, expect, test } from 'vitest'
import { createDemoHost } from '#demo/host.ts'
import { demoChain } from '#engine/chains/demo.ts'
import { ask, until } from './ask.ts'

const workerUrl = new URL('../../electron/demo/worker.ts', import.meta.url)

describe.each([
  ['in a worker thread', false],
  ['in this thread', true],
])('createDemoHost %s', (_, inline) => {
  test('starts a chain that goes on by itself, gives the same one when asked twice, and stops it', async () => {
    const host = createDemoHost({ workerUrl, inline, chain: { blockMs: 50, history: 5 } })
    const [first, second] = await Promise.all([host.start(), host.start()])
    expect(second).toEqual(first)
    expect(first.chainId).toBe(demoChain.chainId)
    await until(async () => Number(await ask(first.http, 'eth_blockNumber')) > 7)
    await host.stop()
    await expect(ask(first.http, 'eth_blockNumber')).rejects.toThrow()
    const third = await host.start()
    expect(Number(await ask(third.http, 'eth_blockNumber'))).toBeGreaterThanOrEqual(5)
    await host.stop()
    await host.stop()
  })

  test('says why it could not start, and can be started after that', async () => {
    const blocker = createDemoHost({ workerUrl, inline, chain: { history: 1 } })
    const { http } = await blocker.start()
    const host = createDemoHost({ workerUrl, inline, chain: { history: 1, port: Number(new URL(http).port) } })
    await expect(host.start()).rejects.toThrow(/EADDRINUSE/)
    await blocker.stop()
    expect((await host.start()).http).toBe(http)
    await host.stop()
  })
})
