/** The test kit itself: a tool that does not strike proves nothing. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type Anvil, anvilMissing, startAnvil } from './support/anvil.ts'
import { decodeMessage, encodeMessage, split } from './support/dbusWire.ts'
import { exchangeFaultKinds, lieKinds, seeded, startFaulty } from './support/faults.ts'
import { fixturesFolder } from './support/machine.mjs'
import { recordedNumbers, replayAnswers, startReplay } from './support/replay.ts'
import { ask } from './support/rpcServer.ts'

const mainnet = join(fixturesFolder() ?? '', 'blocks/mainnet')
const blocks = [17686111, 17686112]

describe.skipIf(!fixturesFolder())('replay server (needs recorded blocks)', () => {
  test('answers as a node over HTTP, in batches and over websockets', async () => {
    const replay = await startReplay({ folder: mainnet, blocks })
    try {
      expect(await ask(replay.http, 'eth_chainId')).toBe('0x1')
      expect(Number(await ask(replay.http, 'eth_blockNumber'))).toBe(17686112)
      const block = (await ask(replay.http, 'eth_getBlockByNumber', ['0x10dde5f', true])) as {
        hash: string
        transactions: { hash: string }[]
      }
      const receipts = (await ask(replay.http, 'eth_getBlockReceipts', [block.hash])) as unknown[]
      expect([block.transactions.length, receipts.length]).toEqual([144, 144])
      expect(await ask(replay.http, 'eth_getTransactionReceipt', [block.transactions[3]?.hash])).toEqual(receipts[3])
      expect(await ask(replay.http, 'eth_getBlockByNumber', ['0x1', false])).toBeNull()
      await expect(ask(replay.http, 'eth_call', [{}, 'latest'])).rejects.toThrow('no state')
      const batch = await fetch(replay.http, {
        method: 'POST',
        body: JSON.stringify([1, 2].map((id) => ({ jsonrpc: '2.0', id, method: 'net_version', params: [] }))),
      })
      expect(await batch.json()).toHaveLength(2)
      const socket = new WebSocket(replay.ws)
      await new Promise((open) => socket.once('open', open))
      const heard: string[] = []
      const both = new Promise<void>((done) => socket.on('message', (data) => heard.push(String(data)) === 2 && done()))
      socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_subscribe', params: ['newHeads'] }))
      while (heard.length < 1) await new Promise((next) => setTimeout(next, 5))
      replay.announce({ number: '0x1' })
      await both
      expect(JSON.parse(heard[1] ?? '')).toMatchObject({ method: 'eth_subscription', params: { result: { number: '0x1' } } })
      socket.terminate()
    } finally {
      await replay.stop()
    }
  })

  test('leaves out what it is told to leave out', async () => {
    const replay = await startReplay({ folder: mainnet, blocks, without: ['eth_getBlockReceipts', 'finalized', 'ws'] })
    try {
      await expect(ask(replay.http, 'eth_getBlockReceipts', ['latest'])).rejects.toThrow('does not exist')
      await expect(ask(replay.http, 'eth_getBlockByNumber', ['finalized', false])).rejects.toThrow('unknown block tag')
      const socket = new WebSocket(replay.ws)
      expect(await new Promise((ended) => socket.once('error', () => ended('refused')).once('open', () => ended('open')))).toBe('refused')
    } finally {
      await replay.stop()
    }
  })

  test('finds every recorded block', () => {
    expect(recordedNumbers(mainnet).length).toBeGreaterThan(50)
  })

  test.each(lieKinds)('a lie of the kind %s changes an answer, the same way for the same seed', async (kind) => {
    const { answer } = replayAnswers({ folder: mainnet, blocks })
    const told = async (): Promise<string> => {
      const faulty = await startFaulty({ upstream: answer, kind, seed: 7 })
      try {
        const answers = [
          await ask(faulty.http, 'eth_chainId'),
          await ask(faulty.http, 'eth_getBlockByNumber', ['latest', true]),
          await ask(faulty.http, 'eth_getBlockReceipts', ['latest']),
        ]
        expect(faulty.struck()).toBeGreaterThan(0)
        return JSON.stringify(answers)
      } finally {
        await faulty.stop()
      }
    }
    expect(await told()).toBe(await told())
  })
})

describe('faulty endpoint', () => {
  test.each(exchangeFaultKinds)('a fault of the kind %s keeps the answer from arriving', async (kind) => {
    const faulty = await startFaulty({ upstream: () => '0x1', kind })
    try {
      const limit = AbortSignal.timeout(1000)
      const outcome = await fetch(faulty.http, { method: 'POST', body: '{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}', signal: limit })
        .then(async (response) => ({ status: response.status, text: await response.text() }))
        .catch((error: unknown) => String(error))
      expect(outcome).not.toMatchObject({ status: 200, text: expect.stringContaining('"result":"0x1"') })
      expect(faulty.struck()).toBe(1)
    } finally {
      await faulty.stop()
    }
  })

  test('lets through what it is not told to strike', async () => {
    const faulty = await startFaulty({ upstream: () => '0x1', kind: 'serverError', when: ({ count }) => count === 0 })
    try {
      await expect(ask(faulty.http, 'eth_chainId')).rejects.toThrow()
      expect(await ask(faulty.http, 'eth_chainId')).toBe('0x1')
    } finally {
      await faulty.stop()
    }
  })

  test('draws the same numbers from the same seed', () => {
    const draw = (seed: number): number[] => Array.from({ length: 5 }, seeded(seed))
    expect(draw(3)).toEqual(draw(3))
    expect(draw(3)).not.toEqual(draw(4))
  })
})

describe.skipIf(anvilMissing)('anvil (needs its binary)', () => {
  let anvil: Anvil
  beforeAll(async () => {
    anvil = await startAnvil()
  })
  afterAll(() => anvil.stop())

  test('moves tokens that say so in their logs', async () => {
    const token = await anvil.token('0x00000000000000000000000000000000000c0ffe', { symbol: 'TST', decimals: 6 })
    const hash = await token.transfer(anvil.accounts[3] ?? '0x', 5n)
    const receipt = () => anvil.ask('eth_getTransactionReceipt', [hash])
    await expect.poll(receipt, { timeout: 10_000 }).toMatchObject({ status: '0x1', logs: [{ address: token.address }] })
    const decimals = await anvil.ask('eth_call', [{ to: token.address, data: '0x313ce567' }, 'latest'])
    expect(Number(decimals)).toBe(6)
  })

  test('replaces its last blocks', async () => {
    await anvil.mine(2)
    const before = (await anvil.ask('eth_getBlockByNumber', ['latest', false])) as { number: string; hash: string }
    await anvil.reorg(1)
    const after = (await anvil.ask('eth_getBlockByNumber', [before.number, false])) as { hash: string }
    expect(after.hash).not.toBe(before.hash)
  })
})

describe('D-Bus messages', () => {
  test('read back as they were written', () => {
    const body = [7, 'Größe', ['a', 'b'], [['urgency', { signature: 'y', value: 2 }]]] as const
    const bytes = encodeMessage({ type: 1, serial: 9, path: '/a', member: 'Notify', signature: 'usasa{sv}', body })
    expect(decodeMessage(bytes.subarray(0, bytes.length - 1))).toBeNull()
    expect(decodeMessage(Buffer.concat([bytes, bytes]))).toMatchObject({
      length: bytes.length,
      message: { serial: 9, path: '/a', member: 'Notify', body: [7, 'Größe', ['a', 'b'], [['urgency', 2]]] },
    })
  })

  test('a signature falls into its types', () => {
    expect(split('susssasa{sv}i(ii)aay')).toEqual(['s', 'u', 's', 's', 's', 'as', 'a{sv}', 'i', '(ii)', 'aay'])
  })
})
