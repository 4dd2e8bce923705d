/** Curve pools: stable, crypto and NG. The events number the coins, so the transfers beside them name the assets; ether leaves none. */
import type { Hex, Log } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { addressOf } from '../logs.ts'
import { numberWord, poolLeg, unwrappedIn } from '../swaps.ts'

/** All begin (address indexed buyer, sold_id, tokens_sold, bought_id, tokens_bought). */
const topics: readonly Hex[] = [
  // keccak256("TokenExchange(address,int128,uint256,int128,uint256)"): stable pools and NG
  '0x8b3e96f2b889fa771c53c981b40daf005f63f637f1869f707052d15a3dd97140',
  // keccak256("TokenExchange(address,uint256,uint256,uint256,uint256)"): crypto pools
  '0xb2e76ae99761dc136e598d4a629bb347eccb9532a5f8bbd72e18467c3c34cc98',
  // keccak256("TokenExchange(address,uint256,uint256,uint256,uint256,uint256,uint256)"): crypto NG
  '0x143f1f8e861fbdeddd5b46e844b7d3ac7b86a122f36e8c463859ee6811b1f29c',
  // keccak256("TokenExchangeUnderlying(address,int128,uint256,int128,uint256)"): through the pool below
  '0xd013ca23e77a65003c2c659c5442c00c805371b7fc1ebd4c206c41d1536bd90b',
]

export const curve = defineSource({
  id: 'curve',
  label: 'Curve',
  topics,
  read(transaction, { wrappedNative }) {
    const coins = transaction.value + unwrappedIn(transaction, wrappedNative)
    return transaction.logs.flatMap((log) => {
      const event = readEvent(log)
      return event ? poolLeg(transaction, log, 'curve', event, { coins }) : []
    })
  },
})

function readEvent({ topics: [topic, buyerWord], data }: Log) {
  if (topic === undefined || !topics.includes(topic)) return null
  const buyer = addressOf(buyerWord)
  const [amountIn, amountOut] = [numberWord(data, 1), numberWord(data, 3)]
  return buyer && amountIn && amountOut ? { amountIn, amountOut, sender: buyer, recipient: buyer } : null
}
