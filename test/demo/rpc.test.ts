/** The demo chain's endpoints as an unmodified client sees them, and what they refuse. */
import { request } from 'node:http'
import { createPublicClient, erc20Abi, http, parseAbi, webSocket } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import WebSocket from 'ws'
import { heightOf } from '#demo/chain/chain.ts'
import type { Block } from '#demo/chain/types.ts'
import { aggregatorAbi } from '#demo/contracts/aggregator.ts'
import { pairAbi } from '#demo/contracts/pair.ts'
import type { DemoChain } from '#demo/index.ts'
import { demoContracts as at, demoChain } from '#engine/chains/demo.ts'
import { ask, post, quietChain, until } from './ask.ts'

let chain: DemoChain
beforeAll(async () => {
  chain = await quietChain({ history: 60 })
})
afterAll(() => chain.stop())

const carriers = [
  ['HTTP', () => http(chain.http)],
  ['websocket', () => webSocket(chain.ws, { reconnect: false, keepAlive: false })],
] as const

describe.each(carriers)('a viem client over %s', (_, transport) => {
  test('reads blocks, transactions, receipts, logs, balances and code', async () => {
    const client = createPublicClient({ transport: transport() })
    expect(await client.getChainId()).toBe(demoChain.chainId)
    const head = await client.getBlock({ includeTransactions: true })
    expect(head.hash).toBe(chain.head().hash)
    expect(await client.getBlock({ blockHash: head.hash })).toMatchObject({ number: head.number })
    const [transaction] = head.transactions
    if (!transaction) throw new Error('The newest block is empty.')
    expect(await client.getTransaction({ hash: transaction.hash })).toMatchObject({ from: transaction.from, nonce: transaction.nonce })
    const receipt = await client.getTransactionReceipt({ hash: transaction.hash })
    expect(receipt.blockHash).toBe(head.hash)
    const logs = await client.getLogs({ fromBlock: 0n, toBlock: head.number, address: at.usdc })
    expect(logs.length).toBeGreaterThan(60)
    expect(new Set(logs.map(({ address }) => address))).toEqual(new Set([at.usdc]))
    expect(await client.getTransactionCount({ address: transaction.from, blockNumber: head.number })).toBeGreaterThan(transaction.nonce)
    expect(await client.getBalance({ address: at.weth })).toBeGreaterThan(10n ** 23n)
    expect(await client.getCode({ address: at.usdc })).toMatch(/^0xfe/)
    expect(await client.getCode({ address: transaction.from })).toBeUndefined()
  })

  test('reads contracts, one by one and by Multicall3', async () => {
    const client = createPublicClient({ transport: transport() })
    const token = { address: at.usdc, abi: erc20Abi } as const
    const contracts = [
      { ...token, functionName: 'symbol' },
      { ...token, functionName: 'decimals' },
      { ...token, functionName: 'totalSupply' },
      { address: at.spoof, abi: erc20Abi, functionName: 'symbol' },
      { address: at.pairUsdc, abi: pairAbi, functionName: 'getReserves' },
      { address: at.pairUsdc, abi: parseAbi(['function nothing() view']), functionName: 'nothing' },
    ] as const
    const results = await client.multicall({ contracts, multicallAddress: at.multicall3 })
    expect(results[0]?.result).toBe('USDC')
    expect(results[1]?.result).toBe(6)
    expect(results[3]?.result).not.toBe('USDC')
    expect(results[5]?.status).toBe('failure')
    expect(await client.readContract({ ...token, functionName: 'totalSupply' })).toBe(results[2]?.result)
    const reserves = await client.readContract({ address: at.pairUsdc, abi: pairAbi, functionName: 'getReserves' })
    expect(results[4]?.result).toEqual(reserves)
  })
})

describe('eth_call', () => {
  test('answers with the prices of the block that was asked for', async () => {
    const client = createPublicClient({ transport: http(chain.http) })
    const read = { address: at.ethUsd, abi: aggregatorAbi, functionName: 'latestRoundData' } as const
    const rounds = []
    for (let number = 0n; number <= 60n; number++) {
      const [, answer, , updatedAt] = await client.readContract({ ...read, blockNumber: number })
      const { timestamp } = await client.getBlock({ blockNumber: number })
      expect(updatedAt).toBeLessThanOrEqual(timestamp)
      rounds.push(answer)
    }
    expect(rounds[0]).toBe(341_255_000_000n)
    expect(new Set(rounds).size).toBeGreaterThan(4)
    for (const answer of rounds) expect(Math.abs(Number(answer) / 3412.55e8 - 1)).toBeLessThan(0.05)
  })

  test('answers a reverting call with code 3 and the reason', async () => {
    const data =
      '0xa9059cbb000000000000000000000000000000000000000000000000000000000000dead0000000000000000000000000000000000000000000000000000000000000001'
    const params = [{ to: at.usdc, data }, 'latest']
    expect(await post(chain.http, { jsonrpc: '2.0', id: 7, method: 'eth_call', params })).toMatchObject({
      id: 7,
      error: { code: 3, message: 'execution reverted: USDC: transfer amount exceeds balance', data: expect.stringMatching(/^0x08c379a0/) },
    })
  })
})

describe('tags', () => {
  test('put safe twelve and finalized twenty-four blocks behind the head', async () => {
    const number = async (tag: string): Promise<number> =>
      Number(((await ask(chain.http, 'eth_getBlockByNumber', tag, false)) as { number: string }).number)
    const head = heightOf(chain.head())
    expect(await number('latest')).toBe(head)
    expect(await number('pending')).toBe(head)
    expect(await number('safe')).toBe(head - 12)
    expect(await number('finalized')).toBe(head - 24)
    expect(await number('earliest')).toBe(0)
  })
})

describe('requests that no node can answer', () => {
  const cases: [string, unknown, number][] = [
    ['text that is not JSON', '{"jsonrpc', -32700],
    ['an empty batch', [], -32600],
    ['a request without a method', { id: 1 }, -32600],
    ['an unknown method', { id: 1, method: 'eth_mine' }, -32601],
    ['subscriptions over HTTP', { id: 1, method: 'eth_subscribe', params: ['newHeads'] }, -32601],
    ['named parameters', { id: 1, method: 'eth_getBlockByNumber', params: { block: 'latest' } }, -32602],
    ['a number that is not hex', { id: 1, method: 'eth_getBlockByNumber', params: [12, true] }, -32602],
    ['a hash that is too short', { id: 1, method: 'eth_getBlockByHash', params: ['0x12', true] }, -32602],
    ['a call on a block that is not there', { id: 1, method: 'eth_call', params: [{ to: at.usdc }, '0xffffff'] }, -32000],
  ]
  test.each(cases)('%s gets its error code', async (_, body, code) => {
    expect(await post(chain.http, body)).toMatchObject({ error: { code } })
  })

  test('blocks and transactions that are not there are null', async () => {
    expect(await ask(chain.http, 'eth_getBlockByNumber', '0xffffff', true)).toBeNull()
    expect(await ask(chain.http, 'eth_getBlockReceipts', '0xffffff')).toBeNull()
    expect(await ask(chain.http, 'eth_getTransactionByHash', `0x${'ab'.repeat(32)}`)).toBeNull()
  })

  test('a batch is answered one for one', async () => {
    const batch = [{ id: 'a', method: 'eth_chainId' }, { id: 2, method: 'no_such' }, { method: 'eth_chainId' }]
    expect(await post(chain.http, batch)).toMatchObject([
      { id: 'a', result: '0x43726f77' },
      { id: 2, error: { code: -32601 } },
    ])
  })
})

describe('the door', () => {
  const status = (headers: Record<string, string>, method = 'POST'): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const { port } = new URL(chain.http)
      const call = request({ host: '127.0.0.1', port, method, headers }, (response) => resolve(response.resume().statusCode))
      call.on('error', reject).end('{"id":1,"method":"eth_chainId"}')
    })

  test('is shut to other hosts and to web pages', async () => {
    expect(await status({ host: 'attacker.example' })).toBe(403)
    expect(await status({ origin: 'https://attacker.example' })).toBe(403)
    expect(await status({ host: 'localhost' })).toBe(200)
    expect(await status({}, 'PUT')).toBe(405)
    const socket = new WebSocket(chain.ws, { origin: 'https://attacker.example' })
    await expect(new Promise((_, reject) => socket.once('error', reject))).rejects.toThrow('403')
  })

  test('refuses a body that does not end', async () => {
    const response = await fetch(chain.http, { method: 'POST', body: ' '.repeat(1_500_000) }).catch(() => null)
    expect(response?.status ?? 413).toBe(413)
    expect(await ask(chain.http, 'net_version')).toBe(String(demoChain.chainId))
  })
})

describe('eth_subscribe', () => {
  type Message = {
    id?: number
    result?: unknown
    params?: { subscription: string; result: { hash: string; removed?: boolean; blockHash?: string } }
  }

  test('sends every new head, the whole new branch after a fork, and removed logs', async () => {
    const socket = new WebSocket(chain.ws)
    const messages: Message[] = []
    socket.on('message', (data) => messages.push(JSON.parse(String(data)) as Message))
    await new Promise((resolve) => socket.once('open', resolve))
    socket.send(JSON.stringify({ id: 1, method: 'eth_subscribe', params: ['newHeads'] }))
    socket.send(JSON.stringify({ id: 2, method: 'eth_subscribe', params: ['logs', { address: at.usdc }] }))
    await until(() => messages.length === 2)
    const [heads, logs] = messages.map(({ result }) => result)

    const mined = await chain.mine(2)
    const { dropped, added } = await chain.fork(2)
    const of = (id: unknown): Message['params'][] => messages.map(({ params }) => params).filter((params) => params?.subscription === id)
    await until(() => of(heads).length === 5)
    expect(of(heads).map((params) => params?.result.hash)).toEqual([...mined, ...added].map(({ hash }) => hash))
    const usdcLogs = (blocks: readonly Block[]): number =>
      blocks.flatMap(({ receipts }) => receipts.flatMap((receipt) => receipt.logs)).filter(({ address }) => address === at.usdc).length
    const removed = of(logs).filter((params) => params?.result.removed)
    expect(removed).toHaveLength(usdcLogs([...dropped]))
    expect(of(logs)).toHaveLength(usdcLogs([...mined, ...dropped, ...added]))

    socket.send(JSON.stringify({ id: 3, method: 'eth_unsubscribe', params: [heads] }))
    await until(() => messages.some(({ id }) => id === 3))
    await chain.mine(1)
    socket.send(JSON.stringify({ id: 4, method: 'eth_blockNumber' }))
    await until(() => messages.some(({ id }) => id === 4))
    expect(of(heads)).toHaveLength(5)
    socket.close()
  })
})
