/** Vaults by the standard: one order for what goes in or comes out, and nothing for an event that nothing moved by. */
import { toEventSelector } from 'viem'
import { describe, expect, test } from 'vitest'
import { erc4626 } from '#engine/sources/erc-4626/index.ts'
import type { Address, Hex, Log } from '#engine/types.ts'
import { transactionOf, wordOf } from './recorded.ts'

const account = (digit: string): Address => `0x${digit.repeat(40)}`
const [alice, bob, vault, gold, zero] = [account('1'), account('2'), account('6'), account('a'), account('0')]
const context = { chainId: 1, wrappedNative: null }
const words = (...values: bigint[]): Hex => `0x${values.map((value) => value.toString(16).padStart(64, '0')).join('')}`
const event = (signature: string, position: number, address: Address, indexed: readonly Address[], ...values: bigint[]): Log => ({
  address,
  topics: [toEventSelector(signature), ...indexed.map(wordOf)],
  data: words(...values),
  position,
})
const moved = (position: number, token: Address, from: Address, to: Address, amount: bigint): Log =>
  event('Transfer(address,address,uint256)', position, token, [from, to], amount)
const deposit = (position: number): Log => event('Deposit(address,address,uint256,uint256)', position, vault, [alice, bob], 100n, 90n)
const withdrawal = (position: number): Log =>
  event('Withdraw(address,address,address,uint256,uint256)', position, vault, [alice, bob, alice], 100n, 90n)

const [market, inner, share] = [account('7'), account('8'), account('9')]

describe('erc-4626', () => {
  test('reads a deposit that the vault passes on at once', () => {
    const logs = [moved(0, gold, alice, market, 100n), moved(1, vault, zero, bob, 90n), deposit(2)]
    expect(erc4626.read(transactionOf({ logs }), context)).toMatchObject([{ kind: 'supply', asset: gold, amount: 100n, replaces: [0, 1] }])
  })

  test('stands for what the vault does with it: in a market, and in a vault of its own', () => {
    const lent = event('Supply(bytes32,address,address,uint256,uint256)', 3, market, [vault, vault], 60n, 59n)
    const logs = [
      moved(0, gold, alice, vault, 100n),
      moved(1, vault, zero, bob, 90n),
      deposit(2),
      lent,
      moved(4, gold, vault, market, 60n),
      moved(5, gold, vault, inner, 40n),
      moved(6, inner, zero, vault, 39n),
      event('Deposit(address,address,uint256,uint256)', 7, inner, [vault, vault], 40n, 39n),
    ]
    const legs = erc4626.read(transactionOf({ logs }), context)
    expect(legs).toMatchObject([{ position: 2, to: vault, amount: 100n }])
    expect(legs[0]?.replaces).toEqual(expect.arrayContaining([0, 1, 3, 5, 6, 7]))
  })

  test('tells of vaults that lend to each other in a ring one by one, and of thousands at once', () => {
    const ring = (position: number, one: Address, other: Address): Log[] => [
      moved(position, gold, one, other, 5n),
      moved(position + 1, other, zero, one, 4n),
      event('Deposit(address,address,uint256,uint256)', position + 2, other, [one, one], 5n, 4n),
    ]
    expect(erc4626.read(transactionOf({ logs: [...ring(0, vault, inner), ...ring(3, inner, vault)] }), context)).toHaveLength(2)
    const many = Array.from({ length: 300 }, (_, index) => ring(index * 3, vault, vault)).flat()
    expect(erc4626.read(transactionOf({ logs: many }), context)).toHaveLength(300)
  })

  test('leaves two deposits beside each other as two', () => {
    const other = [moved(3, share, alice, inner, 7n), moved(4, inner, zero, alice, 6n)]
    const second = event('Deposit(address,address,uint256,uint256)', 5, inner, [alice, alice], 7n, 6n)
    const logs = [moved(0, gold, alice, vault, 100n), moved(1, vault, zero, bob, 90n), deposit(2), ...other, second]
    expect(erc4626.read(transactionOf({ logs }), context).map(({ to }) => to)).toEqual([vault, inner])
  })

  test('reads a deposit: what was paid, for which shares, and the movements that it stands for', () => {
    const logs = [moved(0, gold, alice, vault, 100n), moved(1, vault, zero, bob, 90n), deposit(2)]
    expect(erc4626.read(transactionOf({ logs }), context)).toMatchObject([
      {
        kind: 'supply',
        position: 2,
        from: alice,
        to: vault,
        asset: gold,
        amount: 100n,
        received: { asset: vault, amount: 90n },
        replaces: [0, 1],
      },
    ])
  })

  test('reads a withdrawal of a vault that writes no transfer of its shares', () => {
    expect(erc4626.read(transactionOf({ logs: [moved(0, gold, vault, bob, 100n), withdrawal(1)] }), context)).toMatchObject([
      { kind: 'withdraw', from: alice, to: bob, asset: vault, amount: 90n, received: { asset: gold, amount: 100n }, replaces: [0] },
    ])
  })

  test.each([
    ['an event alone', [deposit(0)]],
    ['a payment of another amount', [moved(0, gold, alice, vault, 99n), deposit(1)]],
    ['a payment to another account', [moved(0, gold, alice, bob, 100n), deposit(1)]],
    ['a vault that pays in its own shares', [moved(0, vault, alice, vault, 100n), deposit(1)]],
    ['an event with other fields', [moved(0, gold, alice, vault, 100n), { ...deposit(1), data: words(100n) }]],
  ])('reads nothing from %s', (_, logs) => {
    expect(erc4626.read(transactionOf({ logs }), context)).toEqual([])
  })
})
