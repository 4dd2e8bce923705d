/** Why an expectation of others is not met: by what the transaction's own logs show, else by review; null where nobody knows yet. */
import type { Leg, Transaction } from '#engine/types.ts'
import { amountsAgree } from './tally.ts'

export type Wanted = { readonly asset: string | undefined; readonly amount: string }
export type Reading = { readonly transaction: Transaction; readonly orders: readonly Leg[] }

const transferTopic = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'

/** A sentence for one expected amount of one asset (`native` or a contract in lower case), or null. */
export function reasonFor({ asset, amount }: Wanted, { transaction, orders }: Reading, hash: string): string | null {
  if (reviewed[hash]) return reviewed[hash]
  if (asset === 'native') {
    const isShown = [transaction.value, ...transaction.logs.flatMap(({ data }) => wordsOf(data))].some((shown) => isAmount(shown, amount))
    if (!isShown) return 'internal coins: no value and no log carries this amount of coins'
    if (orders.some((order) => covers(order).some((leg) => leg.asset === null && isAmount(leg.amount, amount))))
      return 'part of an order: the coins are told as a part of the one order of their intent'
    return isAmount(transaction.value, amount) ? null : 'internal coins: an event tells of coins that no value and no wrap moved'
  }
  const moves = transaction.logs.filter(
    ({ address, topics, data }) =>
      address === asset && topics[0] === transferTopic && topics.length === 3 && wordsOf(data).some((word) => isAmount(word, amount)),
  )
  if (moves.length === 0) return 'computed: no transfer carries this amount; it is a sum or a difference of several'
  const told = new Set(orders.flatMap((order) => covers(order).flatMap(({ position, replaces = [] }) => [position, ...replaces])))
  return moves.every(({ position }) => told.has(position))
    ? 'part of an order: the movement is told as a part of the one order of its intent'
    : null
}

const covers = (order: Leg): readonly Leg[] => [order, ...(order.parts ?? [])]

const isAmount = (shown: bigint, amount: string): boolean => amountsAgree(shown.toString(), amount)

const wordsOf = (data: string): readonly bigint[] => (data.slice(2).match(/.{64}/g) ?? []).map((word) => BigInt(`0x${word}`))

/** Read by hand, each for what only a person can see. */
const reviewed: Readonly<Record<string, string>> = {
  '0xdae21fd2a64756326ba0bf119b8ee33cf41480fb758d0d7f17168fcc01622da1':
    'no exchange: vCOW is bought from its issuer, which mints it; the payment and the mint are told as the movements they are',
}
