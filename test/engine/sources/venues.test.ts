/** Whose pool it is: by real pools and their factories, by recorded transactions, and by contracts that only pretend. */
import { encodeAbiParameters, encodeEventTopics, getContractAddress, parseAbi } from 'viem'
import { describe, expect, test } from 'vitest'
import { create2Address } from '#engine/sources/create2.ts'
import { sources } from '#engine/sources/index.ts'
import { nativeLogAddress, transferTopic } from '#engine/sources/logs.ts'
import { uniswapV2 } from '#engine/sources/uniswap-v2/index.ts'
import { uniswapV3 } from '#engine/sources/uniswap-v3/index.ts'
import { venueOf } from '#engine/sources/venues.ts'
import type { Address, Log } from '#engine/types.ts'
import {
  lower,
  noRecordings,
  type RecordedReceipt,
  readGzip,
  recordedBlock,
  recordedBlocks,
  toTransactions,
  transactionOf,
  wordOf,
} from './recorded.ts'
import { recordedCases } from './recordedCases.ts'

const weth: Address = '0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2'
const usdc: Address = '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48'
const baseUsdc: Address = '0x833589fcd6edb6e08f4c7c32d4f71b54bda02913'
const baseWeth: Address = '0x4200000000000000000000000000000000000006'

/** Pools of USDC and wrapped ether that the exchanges name themselves. */
const pools: readonly (readonly ['pair' | 'range', number, Address, Address, Address, string])[] = [
  ['pair', 1, '0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc', usdc, weth, 'uniswap-v2'],
  ['pair', 1, '0x397ff1542f962076d0bfe58ea045ffa2d347aca0', usdc, weth, 'sushiswap-v2'],
  ['range', 1, '0x88e6a0c2ddd26feeb64f039a2c41296fcb3f5640', usdc, weth, 'uniswap-v3'],
  ['range', 8453, '0xd0b53d9277642d899df5c87a3966a349a798f224', baseWeth, baseUsdc, 'uniswap-v3'],
  ['range', 8453, '0xb2cc224c1c9fee385f8ad6a55b4d94e92359dc59', baseWeth, baseUsdc, 'aerodrome-slipstream'],
  ['pair', 8453, '0xcdac0d6c6c59727a65f871236188350531885c43', baseWeth, baseUsdc, 'aerodrome'],
]

describe('the factory of a pool', () => {
  test.each(pools)('is told from its address (%s on %i: %s)', (shape, chainId, pool, one, other, id) => {
    expect(venueOf(shape, chainId, pool, one, other)).toBe(id)
    expect(venueOf(shape, chainId, pool, other, one)).toBe(id)
  })

  test.each(pools)('names no pool of other tokens, of another chain or of the coin (%s on %i: %s)', (shape, chainId, pool, one, other) => {
    expect(venueOf(shape, chainId, pool, one, `0x${'77'.repeat(20)}`)).toBeNull()
    expect(venueOf(shape, 4_242, pool, one, other)).toBeNull()
    expect(venueOf(shape, chainId, pool, one, null)).toBeNull()
  })

  test('addresses are those that another implementation of CREATE2 gives', () => {
    const [from, salt, bytecodeHash] = [weth, `0x${'5a'.repeat(32)}`, `0x${'c0'.repeat(32)}`] as const
    const other = getContractAddress({ opcode: 'CREATE2', from, salt, bytecodeHash })
    expect(create2Address(from, salt, bytecodeHash)).toBe(lower(other))
  })
})

const abi = parseAbi([
  'event Swap(address indexed sender, uint256 amount0In, uint256 amount1In, uint256 amount0Out, uint256 amount1Out, address indexed to)',
])
const [trader, stranger]: readonly [Address, Address] = [`0x${'a1'.repeat(20)}`, `0x${'99'.repeat(20)}`]

const swapOf = (pool: Address, amounts: readonly [bigint, bigint, bigint, bigint]): Omit<Log, 'position'> => ({
  address: pool,
  topics: encodeEventTopics({ abi, eventName: 'Swap', args: { sender: trader, to: trader } }).flatMap((topic) =>
    typeof topic === 'string' ? [topic] : [],
  ),
  data: encodeAbiParameters([{ type: 'uint256' }, { type: 'uint256' }, { type: 'uint256' }, { type: 'uint256' }], amounts),
})
const moved = (address: Address, from: Address, to: Address, amount: bigint): Omit<Log, 'position'> => ({
  address,
  topics: [transferTopic, wordOf(from), wordOf(to)],
  data: wordOf(amount),
})
const swapsIn = (...logs: Omit<Log, 'position'>[]) => {
  const transaction = transactionOf({ from: trader, logs: logs.map((log, position) => ({ ...log, position })) })
  return sources
    .flatMap((source) => source.read(transaction, { chainId: 1, wrappedNative: weth }))
    .filter(({ swap }) => swap?.role === 'pool')
}

describe('an event of a pair', () => {
  const pair: Address = '0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc'

  test('is an exchange where the transfers agree with it, in the name of its exchange', () => {
    expect(swapsIn(moved(usdc, trader, pair, 500n), moved(weth, pair, trader, 7n), swapOf(pair, [500n, 0n, 0n, 7n]))).toMatchObject([
      { source: 'uniswap-v2', asset: usdc, amount: 500n, received: { asset: weth, amount: 7n } },
    ])
  })

  test('is no exchange of Uniswap where its factory is another one', () => {
    const legs = swapsIn(moved(usdc, trader, stranger, 500n), moved(weth, stranger, trader, 7n), swapOf(stranger, [500n, 0n, 0n, 7n]))
    expect(legs.map(({ source }) => source)).toEqual(['uniswap-v2-like'])
  })

  test('says nothing where nothing moved, or one side only, or far less than it says', () => {
    const event = swapOf(stranger, [500n, 0n, 0n, 7_000n])
    expect(swapsIn(event)).toEqual([])
    expect(swapsIn(moved(usdc, trader, stranger, 500n), event)).toEqual([])
    expect(swapsIn(moved(usdc, trader, stranger, 500n), moved(weth, stranger, trader, 7n), event)).toEqual([])
    expect(swapsIn(moved(usdc, trader, stranger, 500n), moved(usdc, stranger, trader, 7_000n), event)).toEqual([])
  })

  test('takes no movement of the coin that EIP-7708 logs for a token', () => {
    const logged = moved(nativeLogAddress, trader, stranger, 500n)
    expect(swapsIn(logged, moved(weth, stranger, trader, 7_000n), swapOf(stranger, [500n, 0n, 0n, 7_000n]))).toEqual([])
  })

  test('states no more than the transfers of a token that takes a fee', () => {
    const legs = swapsIn(moved(usdc, trader, pair, 500n), moved(weth, pair, trader, 90n), swapOf(pair, [500n, 0n, 0n, 100n]))
    expect(legs).toMatchObject([{ amount: 500n, received: { asset: weth, amount: 90n } }])
  })

  test('counts the parts of a transfer that was split', () => {
    const parts = [moved(weth, pair, trader, 90n), moved(weth, pair, stranger, 10n)]
    expect(swapsIn(moved(usdc, trader, pair, 500n), ...parts, swapOf(pair, [500n, 0n, 0n, 100n]))).toMatchObject([
      { amount: 500n, received: { asset: weth, amount: 100n } },
    ])
  })
})

/** A file of another project's expectations, the beginning of a hash, and the venues of the pools in it. */
const recordedVenues: readonly (readonly [file: string, which: string, ...venues: string[]])[] = [
  ['velodrome', '0x15c46045', 'velodrome-v2'],
  ['1inch', '0x5a092c4d', 'pancakeswap-v3'],
]
const pretender = '0xfbd8e260cf7e41830b82aacbe1065277ad8a261b'

describe.skipIf(noRecordings)('pools in recorded transactions', () => {
  test.each(recordedVenues)('%s %s: %s', (file, which, ...venues) => {
    const cases = [...recordedCases(file).values()].filter(({ transaction }) => transaction.hash.startsWith(which))
    const read = cases.flatMap(({ transaction, context }) => sources.flatMap((source) => source.read(transaction, context)))
    expect(read.filter(({ swap }) => swap?.role === 'pool').map(({ source }) => source)).toEqual(venues)
  })

  test('nearly all pools of Ethereum have a known factory, and the others are not called by its name', () => {
    const legs = recordedBlocks('mainnet').flatMap((number) =>
      toTransactions(recordedBlock('mainnet', number)).flatMap((transaction) =>
        [uniswapV2, uniswapV3].flatMap((source) => source.read(transaction, { chainId: 1, wrappedNative: weth })),
      ),
    )
    const unknown = legs.filter(({ source }) => source.endsWith('-like'))
    expect(legs.length).toBeGreaterThan(1_000)
    expect(unknown.length / legs.length).toBeLessThan(0.02)
    expect(new Set(legs.map(({ source }) => source))).toContain('shibaswap')
  })

  test('a recorded contract that writes Swap and moves nothing exchanges nothing', () => {
    const { receipts } = JSON.parse(readGzip('receipts-unanchored/mainnet/18100000.json.gz')) as { receipts: RecordedReceipt[] }
    const receipt = receipts.find(({ logs }) => logs.some(({ address }) => address === pretender))
    const transaction = transactionOf({
      logs: (receipt?.logs ?? []).map(({ address, topics, data }, position) => ({ address, topics, data, position })),
    })
    expect(transaction.logs.filter(({ address }) => address === pretender).length).toBeGreaterThan(0)
    const legs = sources.flatMap((source) => source.read(transaction, { chainId: 1, wrappedNative: weth }))
    expect(legs.filter(({ swap }) => swap?.at === pretender)).toEqual([])
  })
})
