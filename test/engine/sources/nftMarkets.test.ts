/** Sales on markets of which no recording is at hand, by logs made from the declarations of their contracts. */
import { encodeAbiParameters, encodeEventTopics, parseAbiItem } from 'viem'
import { describe, expect, test } from 'vitest'
import { transferTopic } from '#engine/sources/logs.ts'
import { nftMarkets } from '#engine/sources/nft-markets/index.ts'
import type { Address, Hex, Log } from '#engine/types.ts'
import { noRecordings, transactionOf, wordOf } from './recorded.ts'
import { lineOf, recordedIn } from './recordedCases.ts'

const weth: Address = '0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2'
const zero: Address = `0x${'0'.repeat(40)}`
const [buyer, seller, nft]: readonly [Address, Address, Address] = [`0x${'b0'.repeat(20)}`, `0x${'5e'.repeat(20)}`, `0x${'4f'.repeat(20)}`]
const looksRare: Address = '0x59728544b08ab483533076417fbbb2fd0b17ce3a'
const x2y2: Address = '0x74312363e45dcaba76c59ec49a7aa8a65a67eed3'
const hash: Hex = `0x${'ab'.repeat(32)}`
const context = { chainId: 1, wrappedNative: weth }

const bid = parseAbiItem(
  'event TakerBid(bytes32 hash, uint256 nonce, address indexed taker, address indexed maker, address indexed strategy, address currency, address nft, uint256 tokenId, uint256 amount, uint256 price)',
)
const inventory = parseAbiItem(
  'event EvInventory(bytes32 indexed itemHash, address maker, address taker, uint256 orderSalt, uint256 settleSalt, uint256 intent, uint256 delegateType, uint256 deadline, address currency, bytes dataMask, (uint256 price, bytes data) item, (uint8 op, uint256 a, uint256 b, uint256 c, uint256 d, bytes32 e, address f, bytes g, uint256 h, (uint256 percentage, address to)[] fees) detail)',
)
const topicsOf = (topics: readonly (Hex | readonly Hex[] | null)[]): Hex[] =>
  topics.flatMap((topic) => (typeof topic === 'string' ? [topic] : []))

const handed: Omit<Log, 'position'> = { address: nft, topics: [transferTopic, wordOf(seller), wordOf(buyer), wordOf(7n)], data: '0x' }
const paid: Omit<Log, 'position'> = { address: weth, topics: [transferTopic, wordOf(buyer), wordOf(seller)], data: wordOf(95n) }
const taken: Omit<Log, 'position'> = {
  address: looksRare,
  topics: topicsOf(encodeEventTopics({ abi: [bid], eventName: 'TakerBid', args: { taker: buyer, maker: seller, strategy: zero } })),
  data: encodeAbiParameters(
    bid.inputs.filter((input) => !('indexed' in input)),
    [hash, 1n, weth, nft, 7n, 1n, 100n],
  ),
}
const listed: Omit<Log, 'position'> = {
  address: x2y2,
  topics: topicsOf(encodeEventTopics({ abi: [inventory], eventName: 'EvInventory', args: { itemHash: hash } })),
  data: encodeAbiParameters(inventory.inputs.slice(1), [
    seller,
    buyer,
    1n,
    2n,
    1n,
    1n,
    9n,
    zero,
    '0x1234',
    { price: 100n, data: '0x' },
    { op: 1, a: 0n, b: 0n, c: 0n, d: 0n, e: hash, f: zero, g: '0x', h: 0n, fees: [] },
  ]),
}
const read = (value: bigint, ...logs: Omit<Log, 'position'>[]) =>
  nftMarkets.read(transactionOf({ from: buyer, value, logs: logs.map((log, position) => ({ ...log, position })) }), context)

const bidV2 = parseAbiItem(
  'event TakerBid((bytes32 orderHash, uint256 orderNonce, bool isNonceInvalidated) nonce, address bidUser, address bidRecipient, uint256 strategyId, address currency, address collection, uint256[] itemIds, uint256[] amounts, address[2] feeRecipients, uint256[3] feeAmounts)',
)
const askV2 = parseAbiItem(
  'event TakerAsk((bytes32 orderHash, uint256 orderNonce, bool isNonceInvalidated) nonce, address askUser, address bidUser, uint256 strategyId, address currency, address collection, uint256[] itemIds, uint256[] amounts, address[2] feeRecipients, uint256[3] feeAmounts)',
)
const nonce = { orderHash: hash, orderNonce: 1n, isNonceInvalidated: true } as const
const looksRareV2: Address = '0x0000000000e655fae4d56241588680f86e3b2377'
const v2 = (abi: typeof bidV2 | typeof askV2, first: Address, second: Address): Omit<Log, 'position'> => ({
  address: looksRareV2,
  topics: topicsOf(encodeEventTopics({ abi: [abi] })),
  data: encodeAbiParameters(abi.inputs, [nonce, first, second, 0n, weth, nft, [7n], [1n], [seller, zero], [95n, 3n, 2n]]),
})
const punk = parseAbiItem(
  'event PunkBought(uint256 indexed punkIndex, uint256 value, address indexed fromAddress, address indexed toAddress)',
)
const bought: Omit<Log, 'position'> = {
  address: '0xb47e3cd837ddf8e4c57f05d70ab865de6e193bbb',
  topics: topicsOf(
    encodeEventTopics({ abi: [punk], eventName: 'PunkBought', args: { punkIndex: 7n, fromAddress: seller, toAddress: buyer } }),
  ),
  data: wordOf(100n),
}

describe('a sale', () => {
  test.each([
    ['a listing', v2(bidV2, buyer, buyer)],
    ['a bid', v2(askV2, seller, buyer)],
  ])('on the second LooksRare, of %s, costs what the seller, the creator and the market get', (_, log) => {
    expect(read(0n, handed, paid, log)).toMatchObject([
      {
        source: 'looksrare',
        kind: 'nft-sale',
        from: buyer,
        to: seller,
        asset: weth,
        amount: 100n,
        received: { asset: nft, amount: 1n },
        replaces: [1],
      },
    ])
    expect(read(0n, handed, paid, { ...log, address: nft })).toEqual([])
  })

  test('of a CryptoPunk is paid in coins', () => {
    expect(read(100n, bought)).toMatchObject([
      { source: 'cryptopunks', from: buyer, to: seller, asset: null, amount: 100n, received: { amount: 1n }, replaces: [-1] },
    ])
    expect(read(100n, { ...bought, address: nft })).toEqual([])
  })

  test('on LooksRare names both sides, the price and the currency, and stands for the payment', () => {
    expect(read(0n, handed, paid, taken)).toMatchObject([
      {
        source: 'looksrare',
        kind: 'nft-sale',
        from: buyer,
        to: seller,
        asset: weth,
        amount: 100n,
        received: { asset: nft },
        replaces: [1],
      },
    ])
  })

  test('on X2Y2 went to whom the NFT was handed over, for the coins that came with the call', () => {
    expect(read(100n, handed, listed)).toMatchObject([
      { source: 'x2y2', from: buyer, to: seller, asset: null, amount: 100n, received: { asset: nft }, replaces: [-1] },
    ])
    expect(read(100n, listed)).toEqual([])
  })

  test('is believed only of the market’s own contract', () => {
    expect(read(0n, handed, paid, { ...taken, address: nft })).toEqual([])
  })

  test('cut short is no sale', () => {
    for (const cut of [2, 66, 322, 386]) {
      expect(
        read(100n, handed, { ...listed, data: listed.data.slice(0, cut) as Hex }, { ...taken, data: taken.data.slice(0, cut) as Hex }),
      ).toEqual([])
    }
  })
})

test.skipIf(noRecordings)('a recorded sale on OpenSea’s first exchange', () => {
  const { transaction, context } = recordedIn(15_000_000, '0xa5716d5f2a')
  expect(nftMarkets.read(transaction, context).map(lineOf)).toEqual([
    'opensea-wyvern nft-sale 0x00e7678a→0x21bd72a7 200000000000000000 coin for 1 0x8f2a7af7',
  ])
})
