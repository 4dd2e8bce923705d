/** Polygon's own log of every movement of its coin: internal ones are told, the call's value and wraps are not told again. */
import { describe, expect, test } from 'vitest'
import { polygonCoin } from '#engine/sources/polygon-coin/index.ts'
import type { Address, Hex } from '#engine/types.ts'
import { noRecordings, recordedBlock, toTransactions, transactionOf, wordOf } from './recorded.ts'

const account = (digit: string): Address => `0x${digit.repeat(40)}`
const [alice, router, bob] = [account('1'), account('3'), account('2')]
const wrappedNative: Address = '0x0d500b1d8e8ef31e21c99d1db9a6444d3adf1270'
const polygon = { chainId: 137, wrappedNative }
const coin: Address = '0x0000000000000000000000000000000000001010'
const topic: Hex = '0xe6497e3ee548a3372136af2fcb0696db31fc6cf20260707645068bd3fe97f3c4'

const movement = (position: number, from: Address, to: Address, amount: bigint, address = coin) => ({
  address,
  topics: [topic, wordOf(coin), wordOf(from), wordOf(to)],
  data: `0x${amount.toString(16).padStart(64, '0')}${'0'.repeat(256)}` as const,
  position,
})

describe('polygon-coin', () => {
  const call = transactionOf({
    from: alice,
    to: router,
    value: 9n,
    logs: [movement(0, alice, router, 9n), movement(1, router, bob, 4n), movement(2, router, wrappedNative, 5n)],
  })

  test('tells what moved inside the call, and neither its own value nor a wrap', () => {
    expect(polygonCoin.read(call, polygon)).toMatchObject([
      { position: 1, kind: 'transfer', from: router, to: bob, asset: null, amount: 4n },
    ])
  })

  test('tells a second movement of the same amount between the same two', () => {
    const twice = transactionOf({
      from: alice,
      to: router,
      value: 9n,
      logs: [movement(0, alice, router, 9n), movement(1, alice, router, 9n)],
    })
    expect(polygonCoin.read(twice, polygon)).toMatchObject([{ position: 1 }])
  })

  test('reads it of Polygon alone, of its own contract alone, and of nothing that only looks alike', () => {
    expect(polygonCoin.read(call, { ...polygon, chainId: 1 })).toEqual([])
    expect(polygonCoin.read(transactionOf({ logs: [movement(0, alice, bob, 4n, bob)] }), polygon)).toEqual([])
    expect(polygonCoin.read(transactionOf({ logs: [{ ...movement(0, alice, bob, 4n), data: '0x' }] }), polygon)).toEqual([])
  })

  test.skipIf(noRecordings)('tells of a recorded block as many movements as it logs, less those of the calls and the wrapper', () => {
    const transactions = toTransactions(recordedBlock('polygon', 50_000_000)).filter(({ succeeded }) => succeeded)
    const logged = transactions.flatMap(({ logs, value, from, to }) => {
      const own = `${wordOf(from)}${to === null ? '' : wordOf(to)}${value}`
      const moves = logs.filter(({ address, topics }) => address === coin && topics[0] === topic)
      const at = moves.findIndex(({ topics, data }) => `${topics[2]}${topics[3]}${BigInt(data.slice(0, 66))}` === own)
      return moves.filter(
        ({ topics, data }, index) =>
          index !== at && BigInt(data.slice(0, 66)) > 0n && !topics.slice(2).some((word) => word === wordOf(wrappedNative)),
      )
    })
    const told = transactions.flatMap((transaction) => polygonCoin.read(transaction, polygon))
    expect(told).toHaveLength(logged.length)
    expect(told.length).toBeGreaterThan(0)
  })
})
