/** Sales of NFTs over Seaport: who paid how much to whom. */
import type { Address, AssetRef, Hex, Leg, Log, Transaction } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { readTransfer, withOwnValue, zeroAddress } from '../logs.ts'
import { type Item, readOrder } from './items.ts'

/** Seaport 1.1, 1.4, 1.5 and 1.6 have the same address on every chain. */
const exchanges: ReadonlySet<Address> = new Set([
  '0x00000000006c3852cbef3e08e8df289169ede581',
  '0x00000000000001ad428e4906ae43d8f9852d0dd6',
  '0x00000000000000adc04c56bf30ac9d3c0aaf14dc',
  '0x0000000000000068f116a894984e2db1123eb395',
])

/** keccak256("OrderFulfilled(bytes32,address,address,address,(uint8,address,uint256,uint256)[],(uint8,address,uint256,uint256,address)[])") */
const fulfilledTopic: Hex = '0x9d9af8e38d66c62e2c12f0225249fd9d721c54b83f48d9352c97c6cacdcb6f31'

/** keccak256("OrdersMatched(bytes32[])"), which stands after the orders that were matched; version 1.1 names no recipient instead. */
const matchedTopic: Hex = '0x4b9f2d36e1b4c93de62cc077b00b1a91d84b6c31b4a14e012718dcca230689e7'

type Sale = {
  readonly log: Log
  readonly buyer: Address
  readonly seller: Address
  readonly asset: AssetRef
  readonly price: bigint
  readonly nft: Address
  readonly items: bigint
  readonly key: string
  /** Whether the order offered the items, and whether it was matched with others instead of fulfilled by one account. */
  readonly isListing: boolean
  readonly isMatched: boolean
}

export const seaport = defineSource({
  id: 'seaport',
  label: 'Seaport',
  topics: [fulfilledTopic],
  read(transaction) {
    const sales = transaction.logs.flatMap((log) => (isOurs(log) ? saleOf(log, transaction) : []))
    const distinct = onceEach(sales)
    const coins = distinct.reduce((sum, { asset, price }) => (asset === null ? sum + price : sum), 0n)
    const isValue = coins > 0n && (transaction.value === coins || exchanges.has(transaction.to ?? zeroAddress))
    const firstPaid = distinct.findIndex(({ asset }) => asset === null)
    return distinct.map((sale, index) => {
      const together = distinct.filter(({ buyer, asset }) => buyer === sale.buyer && asset === sale.asset)
      const payments = together[0] === sale ? paymentsFor(together, transaction) : []
      return toLeg(sale, transaction, [...(isValue && index === firstPaid ? [-1] : []), ...payments])
    })
  },
})

/** Two orders that were matched tell of the same items from either side: one names the seller, the other the buyer and all that it pays. */
function onceEach(sales: readonly Sale[]): readonly Sale[] {
  const listings = new Set<Sale>()
  const joined = sales.map((sale) => {
    if (!sale.isMatched || sale.isListing) return sale
    const listing = sales.find((one) => one.isMatched && one.isListing && one.key === sale.key && !listings.has(one))
    if (listing) listings.add(listing)
    return listing ? { ...sale, seller: listing.seller } : sale
  })
  return joined.filter((sale) => !listings.has(sale))
}

/** Positions of the payments of one buyer's purchases, where they are exactly these. */
function paymentsFor(sales: readonly Sale[], { logs }: Transaction): number[] {
  const [{ buyer, asset } = { buyer: zeroAddress, asset: null }] = sales
  const paid = logs.flatMap((log) => {
    const moved = log.address === asset ? readTransfer(log) : null
    return moved?.from === buyer ? [{ amount: moved.amount, position: log.position }] : []
  })
  const [total, price] = [paid, sales.map((sale) => ({ amount: sale.price }))].map((all) =>
    all.reduce((sum, { amount }) => sum + amount, 0n),
  )
  return total === price ? paid.map(({ position }) => position) : []
}

const isOurs = ({ address, topics }: Log): boolean => topics[0] === fulfilledTopic && exchanges.has(address)

/** An order offers items for money or money for items; anything else (items for items, several currencies) is no sale at a price. */
function saleOf(log: Log, { from: sender, logs }: Transaction): Sale[] {
  const order = readOrder(log)
  if (!order) return []
  const { offerer, recipient, offer, consideration } = order
  const other = recipient === zeroAddress ? sender : recipient
  const isListing = offer.some(isNft)
  const items = (isListing ? offer : consideration).filter(isNft)
  const money = (isListing ? consideration : offer).filter((item) => !isNft(item))
  const [first] = items
  const [paid] = money
  if (!first || !paid || money.some(({ token }) => token !== paid.token)) return []
  const [buyer, seller] = isListing ? [other, offerer] : [offerer, other]
  const price = money.reduce((sum, { amount }) => sum + amount, 0n)
  const asset = paid.type === 0n ? null : paid.token
  const count = items.reduce((sum, { amount }) => sum + amount, 0n)
  const isMatched = recipient === zeroAddress || logs.some(({ address, topics }) => address === log.address && topics[0] === matchedTopic)
  const sides = { isListing, isMatched, key: `${first.token}:${first.id}` }
  return price > 0n ? [{ log, buyer, seller, asset, price, nft: first.token, items: count, ...sides }] : []
}

/** Item types of Seaport: 0 the coin, 1 ERC-20, from 2 on ERC-721 and ERC-1155. */
const isNft = ({ type }: Item): boolean => type >= 2n

function toLeg({ log, buyer, seller, asset, price, nft, items }: Sale, transaction: Transaction, behind: readonly number[]): Leg {
  const replaces = withOwnValue(behind, transaction)
  return {
    source: 'seaport',
    kind: 'nft-sale',
    txHash: transaction.hash,
    txIndex: transaction.index,
    position: log.position,
    from: buyer,
    to: seller,
    asset,
    amount: price,
    received: { asset: nft, amount: items },
    ...(replaces.length > 0 ? { replaces } : {}),
  }
}
