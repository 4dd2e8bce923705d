/** One order an intent: what is joined, what stays, and who is named, on transactions that are written out by hand. */
import { describe, expect, test } from 'vitest'
import { join } from '#engine/orders/join.ts'
import type { Address, AssetRef, Hex, Leg, Log, SwapRole } from '#engine/types.ts'
import { transactionOf, wordOf } from '../sources/recorded.ts'

const account = (digit: string): Address => `0x${digit.repeat(40)}`
const [alice, bob, router, pool, other, safe] = [account('1'), account('2'), account('3'), account('4'), account('5'), account('6')]
const [gold, silver, tin] = [account('a'), account('b'), account('c')]

const base = { txHash: `0x${'ab'.repeat(32)}`, txIndex: 0 } as const
const move = (position: number, from: Address, to: Address, asset: AssetRef, amount: bigint): Leg => ({
  ...base,
  source: asset === null ? 'native' : 'erc20',
  kind: 'transfer',
  position,
  from,
  to,
  asset,
  amount,
})
const swap = (
  position: number,
  [asset, amount]: [AssetRef, bigint],
  [got, bought]: [AssetRef, bigint],
  role: SwapRole['role'] = 'pool',
  at = pool,
  from = router,
): Leg => ({
  ...base,
  source: 'uniswap-v2',
  kind: 'swap',
  position,
  from,
  to: from,
  asset,
  amount,
  received: { asset: got, amount: bought },
  swap: { role, at },
})
const call = transactionOf({ from: alice, to: router, input: '0x12345678' })

const hop = [
  move(0, alice, router, gold, 100n),
  move(1, router, pool, gold, 100n),
  move(2, pool, router, silver, 50n),
  swap(3, [gold, 100n], [silver, 50n]),
  move(4, router, other, silver, 50n),
  move(5, other, router, tin, 7n),
  swap(6, [silver, 50n], [tin, 7n], 'pool', other),
]

describe('join', () => {
  test('leaves a transaction without exchanges as it is', () => {
    const legs = [move(0, alice, bob, gold, 100n), move(1, alice, other, gold, 5n)]
    expect(join(call, legs)).toEqual(legs)
  })

  test('makes one order of several hops: what the trader gave, for what it got', () => {
    const orders = join(call, [...hop, move(7, router, alice, tin, 7n)])
    expect(orders).toHaveLength(1)
    expect(orders[0]).toMatchObject({
      kind: 'swap',
      from: alice,
      to: alice,
      asset: gold,
      amount: 100n,
      received: { asset: tin, amount: 7n },
    })
    expect(orders[0]?.parts).toHaveLength(8)
    expect(orders[0]?.how).toMatch(/net/i)
  })

  test('names the account that is paid where it is not the trader', () => {
    expect(join(call, [...hop, move(7, router, bob, tin, 7n)])).toMatchObject([
      { from: alice, to: bob, received: { asset: tin, amount: 7n } },
    ])
  })

  test('keeps a payment to a bystander as its own row, and out of the order', () => {
    const orders = join(call, [...hop, move(7, router, alice, tin, 7n), move(8, alice, bob, gold, 30n)])
    expect(orders.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['swap', 100n],
      ['transfer', 30n],
    ])
  })

  test('names the Safe that acts, not the account that pays for the transaction', () => {
    const executed: Log = {
      address: safe,
      topics: ['0x442e715f626346e8c54381002da614f62bee8d27386535b2521ec8540898556e'],
      data: '0x',
      position: 5,
    }
    const legs = [move(0, safe, pool, gold, 100n), move(1, pool, safe, silver, 50n), swap(2, [gold, 100n], [silver, 50n])]
    expect(join(transactionOf({ from: alice, to: safe, logs: [executed] }), legs)).toMatchObject([{ from: safe, to: safe, amount: 100n }])
  })

  test('names every account of a bundle (ERC-4337)', () => {
    const entryPoint: Address = '0x0000000071727de22e5e9d8baf0edac6f37da032'
    const topic: Hex = '0x49628fd1471006c1482da88028e9ce4dbb080b815c9b0344d39e5a8e6ec1419f'
    const logs: Log[] = [safe, bob].map((sender, index) => ({
      address: entryPoint,
      topics: [topic, wordOf(1n), wordOf(sender), wordOf(0n)],
      data: '0x',
      position: 3 + 4 * index,
    }))
    const legs = [
      ...[move(0, safe, pool, gold, 100n), move(1, pool, safe, silver, 50n), swap(2, [gold, 100n], [silver, 50n])],
      ...[move(4, bob, pool, silver, 20n), move(5, pool, bob, gold, 39n), swap(6, [silver, 20n], [gold, 39n])],
    ]
    const orders = join(transactionOf({ from: alice, to: entryPoint, logs }), legs)
    expect(orders.map(({ from, asset, amount }) => [from, asset, amount])).toEqual([
      [safe, gold, 100n],
      [bob, silver, 20n],
    ])
    expect(new Set(orders.map(({ position }) => position)).size).toBe(2)
  })

  test('gives every owner of a settled batch its own order, and the solver none', () => {
    const legs = [
      move(0, bob, router, gold, 100n),
      move(1, safe, router, silver, 50n),
      move(2, router, bob, silver, 50n),
      move(3, router, safe, gold, 100n),
      swap(4, [gold, 100n], [silver, 50n], 'order', router, bob),
      swap(5, [silver, 50n], [gold, 100n], 'order', router, safe),
    ]
    expect(join(call, legs).map(({ from, position, amount }) => [from, position, amount])).toEqual([
      [bob, 4, 100n],
      [safe, 5, 50n],
    ])
  })

  test('lets the first exchange stand where nobody gave one asset for another, and says that it is an estimate', () => {
    const legs = [
      ...[move(0, router, pool, gold, 100n), move(1, pool, router, silver, 50n), swap(2, [gold, 100n], [silver, 50n])],
      ...[move(3, router, other, silver, 50n), move(4, other, router, gold, 101n), swap(5, [silver, 50n], [gold, 101n], 'pool', other)],
    ]
    const orders = join(call, legs)
    expect(orders).toMatchObject([{ kind: 'swap', position: 2, asset: gold, amount: 100n }])
    expect(orders[0]?.how).toMatch(/^Estimated/)
  })

  test('counts coins that were unwrapped for the trader as its own, though no log shows the payment', () => {
    const unwrap: Leg = {
      ...base,
      source: 'wrapped-native',
      kind: 'unwrap',
      position: 4,
      from: router,
      to: router,
      asset: silver,
      amount: 50n,
      received: { asset: null, amount: 50n },
    }
    const legs = [move(0, alice, pool, gold, 100n), move(1, pool, router, silver, 50n), swap(2, [gold, 100n], [silver, 50n]), unwrap]
    expect(join(call, legs)).toMatchObject([{ from: alice, asset: gold, amount: 100n, received: { asset: null, amount: 50n } }])
  })

  test('believes a guess only where it names a trade', () => {
    const guess = swap(2, [gold, 100n], [silver, 50n], 'guess', router, alice)
    expect(join(call, [move(0, alice, router, gold, 100n), guess]).map(({ kind }) => kind)).toEqual(['transfer'])
    expect(join(call, [move(0, alice, router, gold, 100n), move(1, router, alice, silver, 50n), guess]).map(({ kind }) => kind)).toEqual([
      'swap',
    ])
  })
})
