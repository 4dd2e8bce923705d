/** What a real node's traces tell of coins that contracts move, in both of its forms, and what counts for nothing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { internalLegs } from '#engine/traces/index.ts'
import type { Hex, Transaction } from '#engine/types.ts'
import { type Anvil, anvilMissing, startAnvil } from '../../support/anvil.ts'
import { delegator, forwarder, founder, payTo, regretful, testator } from '../../support/coinMovers.ts'

type Served = { hash: Hex; number: Hex; transactions: { hash: Hex; from: Hex; to: Hex; value: Hex }[] }

const at = (digit: string): Hex => `0x${digit.repeat(40)}`
const [forward, regret, found, testament, delegate, stranger] = [at('1'), at('2'), at('3'), at('4'), at('5'), at('e')]

describe.skipIf(anvilMissing)(`internal transfers by traces${anvilMissing ? ` (${anvilMissing})` : ''}`, () => {
  let anvil: Anvil
  let block: { header: { hash: Hex }; transactions: Transaction[] }
  let sent: Hex[]
  let tree: unknown[]
  let flat: unknown[]

  beforeAll(async () => {
    anvil = await startAnvil({ automine: false })
    for (const [address, code] of [
      [forward, forwarder],
      [regret, regretful(stranger)],
      [found, founder],
      [testament, testator(stranger)],
      [delegate, delegator(stranger)],
    ])
      await anvil.ask('anvil_setCode', [address, code])
    const pay = (to: Hex, value: bigint, data: Hex = '0x') => anvil.send({ to, value, data })
    sent = [
      await pay(forward, 5n, payTo(stranger)),
      await pay(forward, 6n, payTo(regret)),
      await pay(found, 7n),
      await pay(testament, 8n),
      await pay(delegate, 9n),
      await pay(regret, 10n),
      await pay(stranger, 11n),
    ]
    await anvil.mine()
    const served = (await anvil.ask('eth_getBlockByNumber', ['latest', true])) as Served
    const transactions: Transaction[] = []
    for (const [index, { hash, from, to, value }] of served.transactions.entries()) {
      const receipt = (await anvil.ask('eth_getTransactionReceipt', [hash])) as { status: Hex }
      const shared = { hash, index, from, to, created: null, value: BigInt(value), input: '0x', logs: [] } as const
      transactions.push({ ...shared, succeeded: receipt.status === '0x1' })
    }
    block = { header: { hash: served.hash }, transactions }
    tree = (await anvil.ask('debug_traceBlockByHash', [served.hash, { tracer: 'callTracer' }])) as unknown[]
    flat = (await anvil.ask('trace_block', [served.number])) as unknown[]
  })
  afterAll(() => anvil?.stop())

  const movesOf = (answer: unknown) => {
    const { legs, problem } = internalLegs(answer, block)
    expect(problem).toBeNull()
    return sent.map((hash) => (legs.get(hash) ?? []).map(({ from, to, amount, position }) => ({ from, to, amount, position })))
  }

  test.each(['tree', 'flat'] as const)('are each told once, without what was taken back, by the %s form', (form) => {
    const told = movesOf(form === 'tree' ? tree : flat)
    expect(told).toEqual([
      [{ from: forward, to: stranger, amount: 5n, position: -2 }],
      [],
      [{ from: found, to: expect.stringMatching(/^0x[0-9a-f]{40}$/), amount: 7n, position: -2 }],
      [{ from: testament, to: stranger, amount: 8n, position: -2 }],
      [],
      [],
      [],
    ])
  })

  test('are marked as told, with words', () => {
    const leg = internalLegs(tree, block).legs.get(sent[0] ?? '')?.[0]
    expect(leg).toMatchObject({ source: 'internal', kind: 'transfer', asset: null, told: true, how: expect.stringContaining('no proof') })
  })

  test('count for nothing where the trace tells of other transactions, too few, another call or another block', () => {
    const other = { ...(tree[0] as object), txHash: at('f') + '0'.repeat(24) }
    const strange = structuredClone(tree) as { result: { from: string } }[]
    for (const { result } of strange.slice(0, 1)) result.from = stranger
    const wrong = [
      [other, ...tree.slice(1)],
      tree.slice(1),
      tree.slice(0, 3),
      strange,
      [...tree, tree[0]],
      flat.slice(1),
      'no list',
      { a: 1 },
      [1],
    ]
    for (const answer of wrong) {
      const { legs, problem } = internalLegs(answer, block)
      expect([legs.size, problem?.sentence, problem?.isFault]).toEqual([
        0,
        expect.stringMatching(/^Internal transfers are not told, because the trace contradicts the block: it|a /),
        true,
      ])
    }
    expect(internalLegs(flat, { ...block, header: { hash: at('0') } }).problem?.sentence).toContain('another block')
  })

  test('of one transaction that could not be traced are missed with words, the others are told', () => {
    const { legs, problem } = internalLegs([{ txHash: sent[0], error: 'execution timeout' }, ...tree.slice(1)], block)
    expect(problem).toEqual({
      sentence: 'Internal transfers of 1 transactions are not told: the endpoint could not trace them.',
      isFault: false,
    })
    expect(legs.size).toBe(2)
  })

  test('are not needed where the chain logs its coin’s movements', () => {
    const log = { address: '0xfffffffffffffffffffffffffffffffffffffffe' as Hex, topics: [], data: '0x' as Hex, position: 0 }
    const [first, ...others] = block.transactions
    const logged = { ...block, transactions: first ? [{ ...first, logs: [log] }, ...others] : [] }
    expect(internalLegs(tree, logged)).toEqual({ legs: new Map(), problem: null })
  })
})
