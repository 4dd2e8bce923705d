/** Orders of Seaport as its contract writes them: swept, matched, paid in tokens, and sold on in the same transaction. */
import { encodeAbiParameters, encodeEventTopics, parseAbiItem, toEventSelector } from 'viem'
import { describe, expect, test } from 'vitest'
import { transferTopic } from '#engine/sources/logs.ts'
import { seaport } from '#engine/sources/seaport/index.ts'
import type { Address, Hex, Log } from '#engine/types.ts'
import { lower, transactionOf, wordOf } from './recorded.ts'

const exchange: Address = '0x0000000000000068f116a894984e2db1123eb395'
const account = (byte: string): Address => `0x${byte.repeat(20)}`
const [buyer, alice, bob, creator, nft, weth] = [account('b0'), account('a1'), account('b2'), account('c3'), account('4f'), account('ee')]
const zero = account('00')
const hash: Hex = `0x${'ab'.repeat(32)}`

const fulfilled = parseAbiItem(
  'event OrderFulfilled(bytes32 orderHash, address indexed offerer, address indexed zone, address recipient, (uint8 itemType, address token, uint256 identifier, uint256 amount)[] offer, (uint8 itemType, address token, uint256 identifier, uint256 amount, address recipient)[] consideration)',
)
type Offered = { itemType: number; token: Address; identifier: bigint; amount: bigint }
type Asked = Offered & { recipient: Address }

const order = (offerer: Address, recipient: Address, offer: Offered[], consideration: Asked[]): Omit<Log, 'position'> => ({
  address: exchange,
  topics: encodeEventTopics({ abi: [fulfilled], eventName: 'OrderFulfilled', args: { offerer, zone: zero } }).map((topic) =>
    lower(topic as Hex),
  ),
  data: encodeAbiParameters(
    fulfilled.inputs.filter((input) => !('indexed' in input)),
    [hash, recipient, offer, consideration],
  ),
})
const item = (identifier: bigint, amount = 1n): Offered => ({ itemType: 3, token: nft, identifier, amount })
const coins = (amount: bigint, recipient: Address): Asked => ({ itemType: 0, token: zero, identifier: 0n, amount, recipient })
const tokens = (amount: bigint): Offered => ({ itemType: 1, token: weth, identifier: 0n, amount })
const moved = (from: Address, to: Address, amount: bigint): Omit<Log, 'position'> => ({
  address: weth,
  topics: [transferTopic, wordOf(from), wordOf(to)],
  data: wordOf(amount),
})
const read = (value: bigint, from: Address, ...logs: Omit<Log, 'position'>[]) =>
  seaport.read(transactionOf({ from, to: exchange, value, logs: logs.map((log, position) => ({ ...log, position })) }), {
    chainId: 1,
    wrappedNative: weth,
  })

describe('Seaport', () => {
  test('the price is what all get who are paid: the seller, the market and the creator', () => {
    const legs = read(100n, buyer, order(alice, buyer, [item(7n)], [coins(90n, alice), coins(6n, exchange), coins(4n, creator)]))
    expect(legs).toMatchObject([
      { from: buyer, to: alice, asset: null, amount: 100n, received: { asset: nft, amount: 1n }, replaces: [-1] },
    ])
  })

  test('a sweep of one kind of item from several sellers is a sale each', () => {
    const listings = [alice, bob].map((offerer) => order(offerer, buyer, [item(7n, 2n)], [coins(50n, offerer)]))
    expect(read(100n, buyer, ...listings)).toMatchObject([
      { from: buyer, to: alice, amount: 50n, received: { amount: 2n }, replaces: [-1] },
      { from: buyer, to: bob, amount: 50n },
    ])
  })

  test.each([
    ['without a recipient', zero, []],
    ['and said to be', creator, [{ address: exchange, topics: [toEventSelector('OrdersMatched(bytes32[])')], data: '0x' as Hex }]],
  ])('orders that somebody matched for both sides, %s, are one sale at what the buyer paid', (_, recipient, after) => {
    const mirror = order(
      bob,
      recipient,
      [tokens(95n)],
      [
        { ...item(7n), recipient: bob },
        { ...tokens(5n), recipient: exchange },
      ],
    )
    const listing = order(alice, recipient, [item(7n)], [{ ...tokens(90n), recipient: alice }])
    const paid = [moved(bob, exchange, 5n), moved(bob, alice, 90n)]
    expect(read(0n, creator, mirror, listing, ...paid, ...after)).toMatchObject([
      { from: bob, to: alice, asset: weth, amount: 95n, replaces: [2, 3] },
    ])
  })

  test('what is bought from a listing and sold into an offer at once is two sales', () => {
    const bought = order(alice, buyer, [item(7n)], [coins(90n, alice)])
    const sold = order(bob, buyer, [tokens(99n)], [{ ...item(7n), recipient: bob }])
    expect(read(90n, buyer, bought, moved(bob, buyer, 99n), sold)).toMatchObject([
      { from: buyer, to: alice, asset: null, amount: 90n },
      { from: bob, to: buyer, asset: weth, amount: 99n, replaces: [1] },
    ])
  })

  test('tokens that one buyer pays for several items stand behind those sales, each payment once', () => {
    const listings = [alice, bob].map((offerer, index) =>
      order(offerer, buyer, [item(BigInt(index))], [{ ...tokens(40n), recipient: offerer }]),
    )
    const legs = read(0n, buyer, moved(buyer, alice, 40n), moved(buyer, bob, 40n), ...listings)
    expect(legs).toHaveLength(2)
    expect(legs.flatMap(({ replaces }) => replaces ?? [])).toEqual([0, 1])
  })

  test('items for items have no price, and neither has an order of another contract', () => {
    const barter = order(alice, buyer, [item(7n)], [{ ...item(8n), recipient: alice }])
    const fake = { ...order(alice, buyer, [item(7n)], [coins(90n, alice)]), address: creator }
    expect(read(0n, buyer, barter, fake)).toEqual([])
  })
})
