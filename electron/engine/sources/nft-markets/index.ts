/** Sales of NFTs on LooksRare, X2Y2, OpenSea's first exchange and CryptoPunks' own market: who paid how much to whom. Each is believed only by its own contracts. */
import type { Address, Leg, Log, Transaction } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { type EventShape, type EventValues, eventOf } from '../events.ts'
import { wordOf } from '../fields.ts'
import { addressOf, readTransfer, transferTopic, withOwnValue } from '../logs.ts'
import { assetRef, numberWord } from '../swaps.ts'

type Sale = {
  readonly buyer: Address
  readonly seller: Address
  readonly asset: Address | null
  readonly price: bigint
  readonly nft: Address
}
type Market = {
  readonly id: string
  readonly contracts: readonly Address[]
  readonly event: EventShape
  readonly sale: (values: EventValues, log: Log, transaction: Transaction) => Sale | null
}

const looksRare: readonly Address[] = ['0x59728544b08ab483533076417fbbb2fd0b17ce3a']
const looksRareV2: readonly Address[] = ['0x0000000000e655fae4d56241588680f86e3b2377']
const punks: readonly Address[] = ['0xb47e3cd837ddf8e4c57f05d70ab865de6e193bbb']
const wyvern: readonly Address[] = ['0x7be8076f4ea4a4ad08075c2508e481d6c946d12b', '0x7f268357a8c2552623316e2562d90e642bb538e5']
const x2y2: readonly Address[] = ['0x74312363e45dcaba76c59ec49a7aa8a65a67eed3']

/** Contracts on Ethereum. The taker of a bid pays what was asked; the taker of an ask sells. */
const markets: readonly Market[] = [
  {
    id: 'looksrare',
    contracts: looksRare,
    event: eventOf(
      'TakerBid(bytes32 hash, uint256 nonce, address indexed taker, address indexed maker, address indexed strategy, address currency, address nft, uint256 tokenId, uint256 amount, uint256 price)',
    ),
    sale: (values) => named(values, 'taker', 'maker'),
  },
  {
    id: 'looksrare',
    contracts: looksRare,
    event: eventOf(
      'TakerAsk(bytes32 hash, uint256 nonce, address indexed taker, address indexed maker, address indexed strategy, address currency, address nft, uint256 tokenId, uint256 amount, uint256 price)',
    ),
    sale: (values) => named(values, 'maker', 'taker'),
  },
  // The seller is the first of those who are paid; the price is what all three of them get.
  ...[
    ['TakerBid', 'bidder, address recipient', 'bidder', null] as const,
    ['TakerAsk', 'asker, address bidder', 'bidder', 'asker'] as const,
  ].map(([name, users, buyer, seller]) => ({
    id: 'looksrare',
    contracts: looksRareV2,
    event: eventOf(
      `${name}((bytes32,uint256,bool) nonce, address ${users}, uint256 strategy, address currency, address nft, uint256[] itemIds, uint256[] amounts, address[2] paid, uint256[3] price)`,
    ),
    sale: (values: EventValues, { data }: Log) => {
      const currency = values.address('currency')
      const price = [12, 13, 14].reduce((sum, at) => sum + (numberWord(data, at) ?? 0n), 0n)
      const [from, to, nft] = [values.address(buyer), values.address(seller ?? 'paid'), values.address('nft')]
      return from && to && currency && nft ? { buyer: from, seller: to, asset: assetRef(currency), price, nft } : null
    },
  })),
  {
    id: 'cryptopunks',
    contracts: punks,
    event: eventOf('PunkBought(uint256 indexed punk, uint256 price, address indexed seller, address indexed buyer)'),
    sale: (values, { address }) => {
      const [buyer, seller, price] = [values.address('buyer'), values.address('seller'), values.number('price')]
      return buyer && seller && price ? { buyer, seller, asset: null, price, nft: address } : null
    },
  },
  {
    id: 'opensea-wyvern',
    contracts: wyvern,
    event: eventOf(
      'OrdersMatched(bytes32 buyHash, bytes32 sellHash, address indexed maker, address indexed taker, uint256 price, bytes32 indexed metadata)',
    ),
    sale: (values, log, transaction) =>
      handedOver(values.number('price'), values.address('maker'), values.address('taker'), log, transaction),
  },
  {
    id: 'x2y2',
    contracts: x2y2,
    event: eventOf(
      'EvInventory(bytes32 indexed itemHash, address maker, address taker, uint256 orderSalt, uint256 settleSalt, uint256 intent, uint256 delegateType, uint256 deadline, address currency, bytes dataMask, (uint256,bytes) item, (uint8,uint256,uint256,uint256,uint256,bytes32,address,bytes,uint256,(uint256,address)[]) detail)',
    ),
    // The price is the first word of the item, which lies where its offset says.
    sale: (values, log, transaction) => {
      const at = values.number('item')
      const price = at !== null && at % 32n === 0n && at < BigInt(log.data.length) ? wordOf(log.data, Number(at / 32n)) : null
      const sale = handedOver(price && BigInt(price), values.address('maker'), values.address('taker'), log, transaction)
      const currency = values.address('currency')
      return sale && currency && { ...sale, asset: assetRef(currency) }
    },
  },
]
const byTopic = new Map(markets.map((market) => [market.event.topic, market]))

export const nftMarkets = defineSource({
  id: 'nft-markets',
  label: 'Other NFT markets',
  names: [...new Set(markets.map(({ id }) => id))],
  topics: [...byTopic.keys()],
  read(transaction, { chainId }) {
    if (chainId !== 1) return []
    const sales = transaction.logs.flatMap((log) => {
      const market = byTopic.get(log.topics[0] ?? '0x')
      const values = market?.contracts.includes(log.address) ? market.event.read(log) : null
      const sale = market && values && market.sale(values, log, transaction)
      return sale && sale.price > 0n ? [{ ...sale, log, id: market.id }] : []
    })
    const coins = sales.reduce((sum, { asset, price }) => (asset === null ? sum + price : sum), 0n)
    const first = sales.find(({ asset }) => asset === null)
    return sales.map((sale) => toLeg(sale, sale.id, sale.log, transaction, sale === first && coins > 0n && transaction.value >= coins))
  },
})

function named(values: EventValues, buyerName: string, sellerName: string): Sale | null {
  const [buyer, seller, currency] = [values.address(buyerName), values.address(sellerName), values.address('currency')]
  const [nft, price] = [values.address('nft'), values.number('price')]
  return buyer && seller && currency && nft && price ? { buyer, seller, asset: assetRef(currency), price, nft } : null
}

/** Where the event does not say which of the two bought: whoever of them the NFT went to, by the transfer nearest before it. */
function handedOver(price: bigint | null, one: Address | null, other: Address | null, log: Log, { logs }: Transaction): Sale | null {
  const handed = logs.findLast(({ topics: [topic, from, to, id], position }) => {
    const [giver, taker] = [addressOf(from), addressOf(to)]
    return (
      topic === transferTopic && id !== undefined && position < log.position && [one, other].includes(giver) && [one, other].includes(taker)
    )
  })
  const [seller, buyer] = handed ? [addressOf(handed.topics[1]), addressOf(handed.topics[2])] : [null, null]
  if (!handed || !seller || !buyer || seller === buyer || !price) return null
  const paid = logs.find((each) => {
    const moved = readTransfer(each)
    return moved !== null && moved.from === buyer && moved.amount <= price
  })
  return { buyer, seller, asset: paid?.address ?? null, price, nft: handed.address }
}

function toLeg({ buyer, seller, asset, price, nft }: Sale, source: string, log: Log, transaction: Transaction, isValue: boolean): Leg {
  const { hash, index, logs } = transaction
  const paid = logs.filter((each) => {
    const moved = each.address === asset ? readTransfer(each) : null
    return moved?.from === buyer && moved.amount <= price
  })
  const replaces = withOwnValue([...(isValue ? [-1] : []), ...paid.map(({ position }) => position)], transaction)
  return {
    source,
    kind: 'nft-sale',
    txHash: hash,
    txIndex: index,
    position: log.position,
    from: buyer,
    to: seller,
    asset,
    amount: price,
    received: { asset: nft, amount: 1n },
    ...(replaces.length > 0 ? { replaces } : {}),
  }
}
