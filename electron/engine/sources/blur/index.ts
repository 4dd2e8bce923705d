/** Sales of NFTs over Blur, both versions of its exchange. Its pool holds coins one to one, so both ways to pay are the coin. */
import type { Address, AssetRef, Hex, Leg, Log, Transaction } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf, wordOf } from '../fields.ts'
import { addressOf, readTransfer, withOwnValue, zeroAddress } from '../logs.ts'

/** The exchange of version 1, that of version 2, and the pool of coins from which bids are paid. */
const first: Address = '0x000000000000ad05ccc4f10045630fb830b95127'
const second: Address = '0xb2ecfe4e4d61f8790bbb9de2d1259b9e2410cea5'
const pool: Address = '0x0000000000a39bb272e79075ade125fd351887ac'

/** keccak256("OrdersMatched(address,address,(address,uint8,address,address,uint256,uint256,address,uint256,uint256,uint256,(uint16,address)[],uint256,bytes),bytes32,(address,uint8,address,address,uint256,uint256,address,uint256,uint256,uint256,(uint16,address)[],uint256,bytes),bytes32)") */
const matchedTopic: Hex = '0x61cbb2a3dee0b6064c2e681aadd61677fb4ef319f0b547508d495626f5a62f64'
const packedTopics: readonly Hex[] = [
  /** keccak256("Execution721Packed(bytes32,uint256,uint256)") */
  '0x1d5e12b51dee5e4d34434576c3fb99714a85f57b0fd546ada4b0bddd736d12b2',
  /** keccak256("Execution721TakerFeePacked(bytes32,uint256,uint256,uint256)") */
  '0x0fcf17fac114131b10f37b183c6a60f905911e52802caeeb3e6ea210398b81ab',
  /** keccak256("Execution721MakerFeePacked(bytes32,uint256,uint256,uint256)") */
  '0x7dc5c0699ac8dd5250cbe368a2fc3b4a2daadb120ad07f6cccea29f83482686e',
]

type Sale = {
  readonly buyer: Address
  readonly seller: Address
  readonly asset: AssetRef
  readonly price: bigint
  readonly nft: Address
  readonly items: bigint
}

export const blur = defineSource({
  id: 'blur',
  label: 'Blur',
  topics: [matchedTopic, ...packedTopics],
  read(transaction, { chainId }) {
    if (chainId !== 1) return []
    const sales = transaction.logs.flatMap((log) => {
      const sale = log.address === first ? matchedSale(log) : log.address === second ? packedSale(log, transaction) : null
      return sale && sale.price > 0n ? [{ log, ...sale }] : []
    })
    const coins = sales.reduce((sum, { asset, price }) => (asset === null ? sum + price : sum), 0n)
    const isValue = coins > 0n && (transaction.value === coins || transaction.to === first || transaction.to === second)
    return sales.map((sale, index) => toLeg(sale, sale.log, transaction, isValue && transaction.value > 0n && index === 0))
  },
})

/** Two words hold it all: token (11 bytes), index (1), trader (20); and side (1 byte), price (11), collection (20). */
function packedSale(log: Log, { from: sender }: Transaction): Sale | null {
  if (!packedTopics.includes(log.topics[0] ?? '0x')) return null
  const [, who, what] = [0, 1, 2].map((index) => wordOf(log.data, index))
  if (!who || !what) return null
  const trader: Address = `0x${who.slice(26).toLowerCase()}`
  const nft: Address = `0x${what.slice(26).toLowerCase()}`
  const isBid = BigInt(what.slice(0, 4)) === 1n
  const price = BigInt(`0x${what.slice(4, 26)}`)
  const [buyer, seller] = isBid ? [trader, sender] : [sender, trader]
  return { buyer, seller, asset: null, price, nft, items: 1n }
}

/** Both orders in full; trader, collection, amount, payment token and price stand in the fixed part of each. */
function matchedSale(log: Log): Sale | null {
  const fields = log.topics[0] === matchedTopic ? fieldsOf(log, 2, ['address', 'address', 'number', 'bytes32', 'number']) : null
  const [sell, buy] = fields ? [orderAt(log, fields[2]), orderAt(log, fields[4])] : [null, null]
  if (!sell || !buy) return null
  const asset = sell.payment === zeroAddress || sell.payment === pool ? null : sell.payment
  return { buyer: buy.trader, seller: sell.trader, asset, price: sell.price, nft: sell.collection, items: sell.amount }
}

function orderAt({ data }: Log, offset: bigint) {
  if (offset % 32n !== 0n || offset > BigInt(data.length)) return null
  const at = Number(offset / 32n)
  const address = (index: number): Address | null => addressOf(wordOf(data, at + index) ?? undefined)
  const [trader, collection, payment] = [address(0), address(3), address(6)]
  const [amount, price] = [wordOf(data, at + 5), wordOf(data, at + 7)]
  return trader && collection && payment && amount && price
    ? { trader, collection, payment, amount: BigInt(amount), price: BigInt(price) }
    : null
}

/** The moves within the pool that pay for it: the pool is the coin's own ledger here, not another asset. */
function toLeg({ buyer, seller, asset, price, nft, items }: Sale, log: Log, transaction: Transaction, isValue: boolean): Leg {
  const paid = transaction.logs.filter(({ address, ...other }) => {
    const moved = address === (asset ?? pool) ? readTransfer({ address, ...other }) : null
    return moved?.from === buyer && moved.amount <= price
  })
  const replaces = withOwnValue([...(isValue ? [-1] : []), ...paid.map(({ position }) => position)], transaction)
  return {
    source: 'blur',
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
