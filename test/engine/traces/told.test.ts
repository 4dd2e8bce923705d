/** Internal legs among proven ones: what is told already is not told twice, and what rests on a trace says so. */
import { describe, expect, test } from 'vitest'
import { join } from '#engine/orders/join.ts'
import { joinTold } from '#engine/traces/told.ts'
import type { Address, Hex, Leg, Transaction } from '#engine/types.ts'

const account = (digit: string): Address => `0x${digit.repeat(40)}`
const [trader, router, pool, weth, usdc, fees, stranger] = ['a', 'b', 'c', 'd', 'e', 'f', '9'].map(account) as [
  Address,
  Address,
  Address,
  Address,
  Address,
  Address,
  Address,
]
const hash: Hex = `0x${'1'.repeat(64)}`
const transaction: Transaction = {
  hash,
  index: 0,
  from: trader,
  to: router,
  created: null,
  value: 0n,
  input: '0x',
  succeeded: true,
  logs: [],
}
const leg = (change: Partial<Leg> & Pick<Leg, 'position' | 'from' | 'to' | 'amount'>): Leg => ({
  source: 'erc20',
  kind: 'transfer',
  txHash: hash,
  txIndex: 0,
  asset: usdc,
  ...change,
})
const internal = (order: number, from: Address, to: Address, amount: bigint): Leg =>
  leg({ source: 'internal', position: -(2 + order), from, to, asset: null, amount, told: true, how: 'Told.' })
const unwrap = (position: number, by: Address, amount: bigint): Leg =>
  leg({ source: 'wrapped-native', kind: 'unwrap', position, from: by, to: by, asset: weth, amount, received: { asset: null, amount } })
const told = (legs: readonly Leg[], moves: readonly Leg[]) => joinTold(legs, moves, (all) => join(transaction, all))

describe('joinTold', () => {
  test('says nothing of coins that an unwrap tells of, nor of passing them on whole', () => {
    const legs = [unwrap(0, router, 10n)]
    expect(told(legs, [internal(0, weth, router, 10n), internal(1, router, trader, 10n)])).toEqual(legs)
  })

  test('leaves a transfer of coins beside other movements as an order of its own', () => {
    const legs = [leg({ position: 0, from: trader, to: stranger, amount: 5n })]
    expect(told(legs, [internal(0, router, stranger, 7n)])).toEqual([...legs, internal(0, router, stranger, 7n)])
  })

  const sale = [
    leg({ position: 0, from: trader, to: pool, amount: 3000n }),
    leg({ position: 1, from: pool, to: router, asset: weth, amount: 10n }),
    leg({
      source: 'uniswap-v2',
      kind: 'swap',
      position: 2,
      from: router,
      to: router,
      amount: 3000n,
      received: { asset: weth, amount: 10n },
      swap: { role: 'pool', at: pool },
    }),
    unwrap(3, router, 10n),
  ]

  test('makes what a trader got of a sale exact, and marks the order, where a part went elsewhere', () => {
    const moves = [internal(0, weth, router, 10n), internal(1, router, fees, 1n), internal(2, router, trader, 9n)]
    const orders = told(sale, moves)
    expect(orders).toMatchObject([
      { kind: 'swap', from: trader, asset: usdc, amount: 3000n, received: { asset: null, amount: 9n }, told: true },
    ])
    expect(orders[0]?.how).toContain('no proof covers it')
  })

  test('leaves the order proven where the trace tells what the logs tell', () => {
    const orders = told(sale, [internal(0, weth, router, 10n), internal(1, router, trader, 10n)])
    expect(orders).toMatchObject([{ kind: 'swap', from: trader, amount: 3000n, received: { asset: null, amount: 10n } }])
    expect(orders[0]?.told).toBeUndefined()
    expect(orders[0]?.parts?.some(({ source }) => source === 'internal')).toBe(true)
  })
})
