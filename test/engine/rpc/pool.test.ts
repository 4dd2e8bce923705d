/** The pool against real servers on loopback: who is asked, who is left alone, and what is said about it. */
import { afterEach, describe, expect, test } from 'vitest'
import { createFollower } from '#engine/blocks/follow.ts'
import { ProofError } from '#engine/errors.ts'
import { createPool, type Pool } from '#engine/rpc/pool.ts'
import { probe } from '#engine/rpc/probe.ts'
import { systemClock as clock } from '#platform/clock.ts'
import { post } from '#platform/http.ts'
import { openSocket } from '#platform/socket.ts'
import { type Answer, Refusal, type RpcServer, type RpcServerOptions, serveRpc } from '../../support/rpcServer.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const header = (number: number) => ({
  number: `0x${number.toString(16)}`,
  hash: `0x${String(number).padStart(64, '0')}`,
  parentHash: `0x${String(number - 1).padStart(64, '0')}`,
})
const node =
  (head: () => number, chainId = 7): Answer =>
  (method) => {
    if (method === 'eth_chainId') return `0x${chainId.toString(16)}`
    if (method === 'eth_blockNumber') return header(head()).number
    if (method === 'eth_getBlockByNumber') return header(head())
    throw new Refusal(-32601, `the method ${method} does not exist`)
  }

async function server(options: Partial<RpcServerOptions> = {}): Promise<RpcServer> {
  const started = await serveRpc({ answer: node(() => 5), ...options })
  ends.push(() => started.stop())
  return started
}

function pool(...urls: string[]): { pool: Pool; signal: AbortSignal } {
  const stop = new AbortController()
  const made = createPool(7, urls, { post, openSocket, clock }, stop.signal, () => {})
  ends.push(() => {
    stop.abort()
    made.close()
  })
  return { pool: made, signal: stop.signal }
}

const reply =
  (status: number, body: string, headers: Record<string, string> = {}) =>
  () =>
    ({ kind: 'reply', status, body, headers }) as const

describe('createPool', () => {
  test('asks the next endpoint when one fails, and says what was wrong with it', async () => {
    const sentences = {
      html: [reply(200, '<html>hello</html>'), /web page instead of JSON-RPC/],
      down: [reply(503, 'sorry'), /HTTP 503/],
      limited: [reply(429, '', { 'retry-after': '7' }), /HTTP 429.*wait 7 s/],
      refused: [reply(401, ''), /HTTP 401.*key/],
      cut: [() => ({ kind: 'cut' }) as const, /cut off|closed the connection|whole JSON/],
    } as const
    for (const [name, [fault, sentence]] of Object.entries(sentences)) {
      const [bad, good] = [await server({ fault }), await server()]
      const { pool: both } = pool(bad.http, good.http)
      const answer = await both.attempt((endpoint) => endpoint.ask('eth_blockNumber', []))
      expect([name, answer]).toEqual([name, '0x5'])
      expect(both.status()[0]?.problem).toMatch(sentence)
      expect(both.status()[1]).toMatchObject({ ok: true, active: true })
    }
  })

  test('does not wait for an endpoint that never answers', async () => {
    const [silent, good] = [await server({ fault: () => ({ kind: 'hang' }) }), await server()]
    const { pool: both } = pool(silent.http, good.http)
    expect(await both.attempt((endpoint) => endpoint.ask('eth_blockNumber', []))).toBe('0x5')
    expect(both.status()[1]?.active).toBe(true)
  })

  test('leaves an endpoint alone for as long as it asked for', async () => {
    const [limited, good] = [await server({ fault: reply(429, '', { 'retry-after': '30' }) }), await server()]
    const { pool: both } = pool(limited.http, good.http)
    for (let i = 0; i < 5; i++) await both.attempt((endpoint) => endpoint.ask('eth_blockNumber', []))
    expect(limited.calls.length).toBe(1)
    expect(both.endpoints[0]?.restingUntil()).toBeGreaterThan(clock.now() + 20_000)
  })

  test('puts an endpoint in quarantine that was disproved twice in a row, but not one that only lags', async () => {
    for (const [code, quarantined] of [
      ['RECEIPTS_ROOT', true],
      ['NULL_BLOCK', false],
    ] as const) {
      const [liar, good] = [await server(), await server()]
      const { pool: both } = pool(liar.http, good.http)
      const task = async (endpoint: { url: string }) => {
        if (endpoint.url === liar.http) throw new ProofError(code, 5, 'disproved.')
        return 'proven'
      }
      const preferred = both.endpoints[0] ?? null
      for (let i = 0; i < 2; i++) {
        await clock.sleep(Math.max(0, (preferred?.restingUntil() ?? 0) - clock.now()) + 1)
        expect(await both.attempt(task, preferred)).toBe('proven')
      }
      expect((preferred?.restingUntil() ?? 0) > clock.now() + 60_000).toBe(quarantined)
    }
  })

  test('throws what is not the endpoint’s fault at once', async () => {
    const [one, two] = [await server(), await server()]
    const { pool: both } = pool(one.http, two.http)
    await expect(both.attempt(() => Promise.reject(new TypeError('our own bug')))).rejects.toThrow('our own bug')
    expect(two.calls).toEqual([])
  })
})

describe('createFollower', () => {
  test('turns from an endpoint whose tip stands still to one that goes on', async () => {
    let head = 5
    const [stuck, alive] = [await server(), await server({ answer: node(() => head) })]
    const { pool: both, signal } = pool(stuck.http, alive.http)
    const follower = createFollower(both, 30, clock, signal)
    const first = await follower.next()
    expect(first).toMatchObject({ head: { number: 5 } })
    head = 40
    let told = await follower.next()
    while (told === 'quiet') told = await follower.next()
    expect(told?.head.number).toBe(40)
    expect(both.status()[0]?.problem).toMatch(/35 blocks behind/)
  })

  test('hears a websocket at once, and each head once however often it is told', async () => {
    const node1 = await server()
    const stop = new AbortController()
    const follower = createFollower(
      createPool(7, [node1.ws], { post, openSocket, clock }, stop.signal, (head, endpoint) => follower.push({ head, endpoint })),
      60_000,
      clock,
      stop.signal,
    )
    ends.push(() => stop.abort())
    expect(await follower.next()).toMatchObject({ head: { number: 5 } })
    await clock.sleep(50)
    for (let i = 0; i < 4; i++) node1.announce(header(6))
    node1.announce(header(7))
    const heard: number[] = []
    while (heard.at(-1) !== 7) {
      const told = await follower.next()
      if (told !== null && told !== 'quiet') heard.push(told.head.number)
    }
    expect(new Set(heard).size).toBe(heard.length)
  })
})

describe('probe', () => {
  test('says in one sentence what it found, or what to do', async () => {
    const deps = { post, openSocket, clock }
    const good = await server()
    expect(await probe(good.http, 7, deps)).toMatchObject({ ok: true, chainId: 7, head: 5, blockReceipts: false })
    expect(await probe(good.http, 1, deps)).toMatchObject({ ok: false, message: expect.stringMatching(/serves chain 7, not chain 1/) })
    expect(await probe('ftp://x', null, deps)).toMatchObject({ ok: false, message: expect.stringMatching(/must start with/) })
    const gone = await serveRpc({ answer: node(() => 5) })
    await gone.stop()
    const page = await server({ fault: reply(200, '<!doctype html>') })
    expect(await probe(page.http, null, deps)).toMatchObject({ ok: false, message: expect.stringMatching(/web page/) })
    expect(await probe(gone.http, null, deps)).toMatchObject({
      ok: false,
      message: expect.stringMatching(/refused the connection/),
    })
  })
})
