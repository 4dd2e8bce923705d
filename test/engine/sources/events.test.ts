/** Declarations of events: what viem makes of them, and what exchanges say that no transfer bears out. */
import { encodeAbiParameters, encodeEventTopics, parseAbiItem, toEventSelector } from 'viem'
import { describe, expect, test } from 'vitest'
import { aggregators } from '#engine/sources/aggregators/index.ts'
import { makers } from '#engine/sources/aggregators/makers.ts'
import { routers } from '#engine/sources/aggregators/routers.ts'
import { eventOf } from '#engine/sources/events.ts'
import { depositTopic, transferTopic } from '#engine/sources/logs.ts'
import type { Address, Log } from '#engine/types.ts'
import { transactionOf, wordOf } from './recorded.ts'

const [trader, maker, gold, iron, weth]: readonly Address[] = ['a1', 'b0', '60', '1e', 'e7'].map((byte) => `0x${byte.repeat(20)}` as const)
const context = { chainId: 1, wrappedNative: weth ?? null }

describe('a declaration', () => {
  test.each(['Swap(address indexed from, uint256 spent)', 'Sent((uint64, bytes32)[] list, uint256[2] pair, string name, int24 tick)'])(
    'has the topic that viem finds: %s',
    (declaration) => {
      expect(eventOf(declaration).topic).toBe(toEventSelector(`event ${declaration}`))
    },
  )

  test('every one of the aggregators has the topic that viem finds for its signature', () => {
    for (const { event } of [...routers, ...makers]) expect(event.topic).toBe(toEventSelector(`event ${event.signature}`))
  })

  test('finds values behind tuples, lists of fixed length and dynamic values, with their sign', () => {
    const declaration = 'Mixed(address indexed who, (uint64,bool) pair, uint256[3] list, string name, int128 change, uint256 last)'
    const data = encodeAbiParameters(
      [
        { type: 'tuple', components: [{ type: 'uint64' }, { type: 'bool' }] },
        { type: 'uint256[3]' },
        { type: 'string' },
        { type: 'int128' },
        { type: 'uint256' },
      ],
      [[7n, true], [1n, 2n, 3n], 'a name', -5n, 9n],
    )
    const shape = eventOf(declaration)
    const values = shape.read({ address: maker ?? '0x', topics: [shape.topic, wordOf(trader ?? 0n)], data, position: 0 })
    expect([values?.address('who'), values?.number('change'), values?.number('last'), values?.number('absent')]).toEqual([
      trader,
      -5n,
      9n,
      null,
    ])
  })

  test('reads no log of another shape', () => {
    const shape = eventOf('Swap(address indexed from, uint256 spent)')
    const log = { address: maker ?? '0x', topics: [shape.topic, wordOf(1n)], data: wordOf(2n), position: 0 } as const
    expect(shape.read(log)?.number('spent')).toBe(2n)
    expect(shape.read({ ...log, topics: [shape.topic] })).toBeNull()
    expect(shape.read({ ...log, data: '0x' })).toBeNull()
  })
})

const swapped = parseAbiItem(
  'event DODOSwap(address fromToken, address toToken, uint256 fromAmount, uint256 toAmount, address trader, address receiver)',
)
const stated = (from: Address, to: Address, spent: bigint, got: bigint): Omit<Log, 'position'> => ({
  address: maker ?? '0x',
  topics: encodeEventTopics({ abi: [swapped], eventName: 'DODOSwap' }).flatMap((topic) => (typeof topic === 'string' ? [topic] : [])),
  data: encodeAbiParameters(swapped.inputs, [from, to, spent, got, trader ?? '0x', trader ?? '0x']),
})
const moved = (token: Address = '0x', from: Address = '0x', to: Address = '0x', amount = 0n): Omit<Log, 'position'> => ({
  address: token,
  topics: [transferTopic, wordOf(from), wordOf(to)],
  data: wordOf(amount),
})
const read = (value: bigint, ...logs: Omit<Log, 'position'>[]) =>
  aggregators.read(transactionOf({ from: trader ?? '0x', value, logs: logs.map((log, position) => ({ ...log, position })) }), context)

describe('an exchange that names its own amounts', () => {
  const coin: Address = '0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee'

  test('is told where both tokens moved, by its own name', () => {
    const legs = read(0n, moved(gold, trader, maker, 500n), moved(iron, maker, trader, 70n), stated(gold ?? '0x', iron ?? '0x', 500n, 70n))
    expect(legs).toMatchObject([{ source: 'dodo', from: trader, asset: gold, amount: 500n, received: { asset: iron, amount: 70n } }])
  })

  test('is nothing where nothing moved, or only one side', () => {
    const event = stated(gold ?? '0x', iron ?? '0x', 500n, 70n)
    expect(read(0n, event)).toEqual([])
    expect(read(0n, moved(gold, trader, maker, 500n), event)).toEqual([])
    expect(read(0n, moved(gold, trader, maker, 5n), moved(iron, maker, trader, 70n), event)).toEqual([])
  })

  test('cannot have been given more coins than there were', () => {
    const paid = moved(iron, maker, trader, 70n)
    expect(read(9n, paid, stated(coin, iron ?? '0x', 9n, 70n))).toMatchObject([{ asset: null, amount: 9n }])
    expect(read(1n, paid, stated(coin, iron ?? '0x', 9n, 70n))).toEqual([])
  })

  test('was given the wrapper where coins were wrapped for it', () => {
    const wrapped = { address: weth ?? '0x', topics: [depositTopic, wordOf(maker ?? 0n)], data: wordOf(9n) } as const
    expect(read(9n, wrapped, moved(iron, maker, trader, 70n), stated(weth ?? '0x', iron ?? '0x', 9n, 70n))).toHaveLength(1)
  })
})
