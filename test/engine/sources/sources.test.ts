import { describe, expect, test } from 'vitest'
import { erc20 } from '#engine/sources/erc20/index.ts'
import { eventOf } from '#engine/sources/events.ts'
import { sources } from '#engine/sources/index.ts'
import { nativeLogAddress, transferTopic } from '#engine/sources/logs.ts'
import { native } from '#engine/sources/native/index.ts'
import { wrappedNative } from '#engine/sources/wrapped-native/index.ts'
import type { Address, Hex, Log } from '#engine/types.ts'
import { transactionOf, wordOf } from './recorded.ts'

const [alice, bob, weth, token, zero]: readonly [Address, Address, Address, Address, Address] = [
  `0x${'a1'.repeat(20)}`,
  `0x${'b0'.repeat(20)}`,
  `0x${'e7'.repeat(20)}`,
  `0x${'70'.repeat(20)}`,
  `0x${'00'.repeat(20)}`,
]
const depositTopic = '0xe1fffcc4923d04b559f4d29a8bfc6cda04eb5b0d3c460751c2402c5c5cc9109c'
const withdrawalTopic = '0x7fcf532c15f0a6db0bd6d0e038bea71d30d808c7d98cb3bf7268a95bf5081b65'
const context = { chainId: 1, wrappedNative: weth }

const transfer = (address: Address, from: Address, to: Address, amount: bigint): Omit<Log, 'position'> => ({
  address,
  topics: [transferTopic, wordOf(from), wordOf(to)],
  data: wordOf(amount),
})
const wrapEvent = (topic: Hex, account: Address, amount: bigint): Omit<Log, 'position'> => ({
  address: weth,
  topics: [topic, wordOf(account)],
  data: wordOf(amount),
})
const logs = (...list: Omit<Log, 'position'>[]): Log[] => list.map((log, position) => ({ ...log, position }))

/** What is left when legs that another leg stands for are dropped, as the block reader does. */
function rows(transaction: ReturnType<typeof transactionOf>) {
  const legs = sources.flatMap((source) => source.read(transaction, context))
  const dropped = legs.flatMap(({ source, replaces }) => (replaces ?? []).map((position) => ({ source, position })))
  return legs.filter((leg) => !dropped.some(({ source, position }) => source !== leg.source && position === leg.position))
}

describe('native', () => {
  test('reads the value of a transaction', () => {
    const [leg, ...rest] = native.read(transactionOf({ from: alice, to: bob, value: 5n }), context)
    expect(leg).toMatchObject({ kind: 'transfer', position: -1, from: alice, to: bob, asset: null, amount: 5n })
    expect(rest).toEqual([])
  })

  test('names the new contract as the receiver of a creation', () => {
    expect(native.read(transactionOf({ to: null, created: token, value: 1n }), context)[0]?.to).toBe(token)
  })

  test('finds nothing where no value was sent', () => {
    expect(native.read(transactionOf({ value: 0n }), context)).toEqual([])
  })

  test('takes EIP-7708 logs for the movements and does not count the value again', () => {
    const transaction = transactionOf({
      from: alice,
      to: bob,
      value: 5n,
      logs: logs(transfer(nativeLogAddress, alice, bob, 5n), transfer(nativeLogAddress, bob, token, 3n)),
    })
    expect(rows(transaction).map(({ source, position, amount }) => [source, position, amount])).toEqual([
      ['native', 0, 5n],
      ['native', 1, 3n],
    ])
  })
})

describe('what a protocol says of coins that EIP-7708 logs too', () => {
  test('is one order: the value of the transaction is not told beside it', () => {
    const contract: Address = '0x308861a430be4cce5502d0a12724771fc6daf216'
    const event = { address: contract, topics: [eventOf('Deposit(address f, uint256 a, uint8 s, address r)').topic, wordOf(alice)] }
    const transaction = transactionOf({
      from: alice,
      to: contract,
      value: 9n,
      logs: logs(transfer(nativeLogAddress, alice, contract, 9n), {
        ...event,
        data: `0x${[9n, 0n, 0n].map((word) => wordOf(word).slice(2)).join('')}`,
      }),
    })
    expect(rows(transaction).map(({ source, kind, amount }) => [source, kind, amount])).toEqual([['ether-fi', 'stake', 9n]])
    const before = transactionOf({ ...transaction, logs: transaction.logs.slice(1) })
    expect(rows(before).map(({ source, kind, amount }) => [source, kind, amount])).toEqual([['ether-fi', 'stake', 9n]])
  })
})

describe('erc20', () => {
  test('tells mints and burns from transfers', () => {
    const transaction = transactionOf({
      logs: logs(transfer(token, alice, bob, 1n), transfer(token, zero, bob, 2n), transfer(token, bob, zero, 3n)),
    })
    expect(erc20.read(transaction, context).map(({ kind }) => kind)).toEqual(['transfer', 'mint', 'burn'])
  })

  test.each<[string, Omit<Log, 'position'>]>([
    [
      'an ERC-721 transfer',
      { ...transfer(token, alice, bob, 1n), topics: [transferTopic, wordOf(alice), wordOf(bob), wordOf(7n)], data: '0x' },
    ],
    ['four topics and an amount', { ...transfer(token, alice, bob, 1n), topics: [transferTopic, wordOf(alice), wordOf(bob), wordOf(7n)] }],
    ['nothing indexed', { address: token, topics: [transferTopic], data: `0x${'0'.repeat(192)}` }],
    ['an empty amount', { ...transfer(token, alice, bob, 1n), data: '0x' }],
    ['two words of data', { ...transfer(token, alice, bob, 1n), data: `0x${'1'.repeat(128)}` }],
    ['an amount of zero', transfer(token, alice, bob, 0n)],
    ['a topic that is no address', { ...transfer(token, alice, bob, 1n), topics: [transferTopic, wordOf(1n << 161n), wordOf(bob)] }],
    ['no topics', { address: token, topics: [], data: wordOf(1n) }],
  ])('ignores %s', (_, log) => {
    expect(erc20.read(transactionOf({ logs: logs(log) }), context)).toEqual([])
  })

  test('reads the greatest amount there is', () => {
    const most = (1n << 256n) - 1n
    expect(erc20.read(transactionOf({ logs: logs(transfer(token, alice, bob, most)) }), context)[0]?.amount).toBe(most)
  })
})

describe('wrapped-native', () => {
  test('makes one row of a wrap and the value that was sent for it', () => {
    const transaction = transactionOf({ from: alice, to: weth, value: 9n, logs: logs(wrapEvent(depositTopic, alice, 9n)) })
    expect(rows(transaction)).toMatchObject([
      { kind: 'wrap', position: 0, from: alice, to: alice, asset: null, amount: 9n, received: { asset: weth, amount: 9n } },
    ])
  })

  test('keeps the value of a transaction that wrapped another amount', () => {
    const transaction = transactionOf({ from: alice, to: bob, value: 10n, logs: logs(wrapEvent(depositTopic, bob, 9n)) })
    expect(rows(transaction).map(({ kind, position }) => [kind, position])).toEqual([
      ['transfer', -1],
      ['wrap', 0],
    ])
  })

  test('makes one row where the wrapper also mints and burns', () => {
    const transaction = transactionOf({
      from: alice,
      to: weth,
      value: 9n,
      logs: logs(
        transfer(weth, zero, alice, 9n),
        wrapEvent(depositTopic, alice, 9n),
        wrapEvent(withdrawalTopic, alice, 4n),
        transfer(weth, alice, zero, 4n),
      ),
    })
    expect(rows(transaction).map(({ kind, position }) => [kind, position])).toEqual([
      ['wrap', 1],
      ['unwrap', 2],
    ])
  })

  test('pairs each of several equal wraps with its own mint', () => {
    const once = [wrapEvent(depositTopic, bob, 9n), transfer(weth, zero, bob, 9n)]
    const transaction = transactionOf({ logs: logs(...once, ...once, transfer(weth, zero, bob, 9n)) })
    expect(rows(transaction).map(({ kind, position }) => [kind, position])).toEqual([
      ['mint', 4],
      ['wrap', 0],
      ['wrap', 2],
    ])
  })

  test('makes one row where EIP-7708 logs the coin too', () => {
    const transaction = transactionOf({
      from: alice,
      to: weth,
      value: 9n,
      logs: logs(
        transfer(nativeLogAddress, alice, weth, 9n),
        wrapEvent(depositTopic, alice, 9n),
        wrapEvent(withdrawalTopic, alice, 9n),
        transfer(nativeLogAddress, weth, alice, 9n),
      ),
    })
    expect(rows(transaction).map(({ kind, position }) => [kind, position])).toEqual([
      ['wrap', 1],
      ['unwrap', 2],
    ])
  })

  test('believes only the wrapper of this chain', () => {
    const elsewhere = { ...wrapEvent(depositTopic, alice, 9n), address: token }
    expect(wrappedNative.read(transactionOf({ logs: logs(elsewhere) }), context)).toEqual([])
    expect(
      wrappedNative.read(transactionOf({ logs: logs(wrapEvent(depositTopic, alice, 9n)) }), { chainId: 1, wrappedNative: null }),
    ).toEqual([])
  })
})
