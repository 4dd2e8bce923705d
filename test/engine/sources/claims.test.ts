/** What a router passes on to a protocol, or back from it, belongs to what the protocol tells: one order, in the name of whoever sent it. */
import { describe, expect, test } from 'vitest'
import { readOrders } from '#engine/orders/readOrders.ts'
import { type Claim, readClaims } from '#engine/sources/claims.ts'
import { transferTopic } from '#engine/sources/logs.ts'
import type { Address, Hex, Log } from '#engine/types.ts'
import { noRecordings, transactionOf, wordOf } from './recorded.ts'
import { lineOf, recordedCases } from './recordedCases.ts'

const account = (byte: string): Address => `0x${byte.repeat(20)}`
const [alice, router, second, protocol, gold] = [account('a1'), account('b0'), account('b1'), account('66'), account('0a')]
const topic: Hex = `0x${'e7'.repeat(32)}`
const moved = (from: Address, to: Address, amount = 70n): Omit<Log, 'position'> => ({
  address: gold,
  topics: [transferTopic, wordOf(from), wordOf(to)],
  data: wordOf(amount),
})
const told: Omit<Log, 'position'> = { address: protocol, topics: [topic], data: '0x' }
const given: Claim = {
  kind: 'supply',
  from: router,
  to: protocol,
  asset: gold,
  amount: 70n,
  covers: [{ asset: gold, to: protocol, amount: 70n }],
}
const taken: Claim = {
  kind: 'withdraw',
  from: protocol,
  to: router,
  asset: gold,
  amount: 70n,
  covers: [{ asset: gold, from: protocol, amount: 70n }],
}

const read = (claim: Claim, ...logs: Omit<Log, 'position'>[]) => {
  const transaction = transactionOf({ from: alice, to: router, logs: logs.map((log, position) => ({ ...log, position })) })
  return readClaims('test', { transaction, context: { chainId: 1, wrappedNative: null } }, () => true, { [topic]: () => claim })
}

describe('what is passed on', () => {
  test('to a protocol was given by the sender', () => {
    expect(read(given, moved(alice, router), moved(router, second), moved(second, protocol), told)).toMatchObject([
      { from: router, to: protocol, replaces: [0, 1, 2] },
    ])
    expect(read(given, moved(alice, router), moved(router, protocol), told)).toMatchObject([
      { from: alice, to: protocol, replaces: [0, 1] },
    ])
  })

  test('from a protocol was got by the sender', () => {
    expect(read(taken, moved(protocol, router), told, moved(router, alice))).toMatchObject([
      { from: protocol, to: alice, replaces: [0, 2] },
    ])
  })

  test.each([
    ['another amount', given, [moved(alice, router, 71n), moved(router, protocol), told], [1]],
    ['a way that begins with a pool', given, [moved(second, router), moved(router, protocol), told], [1]],
    ['what came later', given, [moved(router, protocol), told, moved(alice, router)], [0]],
    ['what went elsewhere', taken, [moved(protocol, router), told, moved(router, second)], [0]],
  ] as const)('is not %s', (_, claim, logs, replaces) => {
    expect(read(claim, ...logs)).toMatchObject([{ from: claim.from, to: claim.to, replaces }])
  })
})

describe('many alike transfers', () => {
  test('each event stands for the one closest to it', () => {
    const logs = Array.from({ length: 500 }, () => [moved(second, protocol), told]).flat()
    const legs = read(given, ...logs)
    expect(legs.map(({ position, replaces }) => [position, replaces])).toEqual(
      Array.from({ length: 500 }, (_, index) => [index * 2 + 1, [index * 2]]),
    )
  })
})

describe.skipIf(noRecordings)('recorded bridges', () => {
  test.each([
    ['omnibridge', 'test_omnibridge_gnosis_token_deposit', ['omnibridge bridge-out 0xd2e5d774→0xf6a78083 8416007021 0xddafbb50']],
    ['hop', 'test_hop_optimism_eth_receive', ['hop bridge-in 0x83f6244b→0x2b888954 200077923923235647 coin']],
    ['hop', 'test_hop_usdc_bridge_l2_to_l1_ethereum', ['hop bridge-in 0x3666f603→0xebe61c49 60786713495 0xa0b86991']],
    [
      'socket',
      'test_polygon_to_gnosis_bridge',
      [
        'zero-ex swap 0x3ba6eb0e→0x3ba6eb0e 713947477 0x2791bca1 for 713772217106516671448 0x8f3cf7ad',
        'hop bridge-out 0x3a23f943→0xecf268be 713772217106516671448 0x8f3cf7ad',
      ],
    ],
  ])('%s %s are the orders that were meant', (file, name, lines) => {
    const recorded = recordedCases(file).get(name)
    if (!recorded) throw new Error(`${file} has no ${name}`)
    const orders = readOrders(recorded.transaction, recorded.context).toSorted((a, b) => a.position - b.position)
    expect(orders.map(lineOf)).toEqual(lines)
  })
})
