/** How often value is counted: the worth of all swap rows of recorded blocks over what their traders paid by a plain recount. */
import { chainOfNetwork } from '#engine/chains/custom.ts'
import { assetOf } from '#engine/orders/appraise.ts'
import { readOrders } from '#engine/orders/readOrders.ts'
import type { Leg } from '#engine/types.ts'
import { familyOf } from '#engine/verify/families/index.ts'
import { readRecorded } from '#engine/verify/recorded.ts'
import { listBlocks, loadBlock, type RecordedObject } from '../support/fixtures.ts'

const chainIds: Readonly<Record<string, number>> = { mainnet: 1, arbitrum: 42161, base: 8453, polygon: 137 }
const transferTopic = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'

/** Round prices in dollars: the factor compares a worth with itself, so they only weigh the assets. */
const prices: Readonly<Record<string, number>> = { USDC: 1, USDT: 1, DAI: 1, WETH: 2_000, ETH: 2_000, WBTC: 30_000, POL: 1 }

export type Overcount = {
  readonly rows: number
  readonly orderUsd: number
  readonly netUsd: number
  /** Rows left out of the factor, by why: how many, and their worth. */
  readonly left: ReadonlyMap<string, { rows: number; usd: number }>
  readonly lines: readonly string[]
}

/** Every swap row with a price counts, except those that say themselves that they are estimates, and those without a net payment. */
export function measureOvercount(): Overcount {
  const sum = { rows: 0, orderUsd: 0, netUsd: 0 }
  const left = new Map<string, { rows: number; usd: number }>()
  const lines: string[] = []
  for (const { path, chain, number } of listBlocks()) {
    const chainId = chainIds[chain]
    const { block, receipts } = loadBlock(path)
    if (chainId === undefined || receipts === null) continue
    const known = chainOfNetwork({ chainId, name: chain, enabled: true, endpoints: [] })
    const transactions = Array.isArray(block.transactions) ? (block.transactions as RecordedObject[]) : []
    for (const [index, transaction] of transactions.entries()) {
      const receipt = receipts[index]
      if (!receipt) continue
      const { transaction: read } = readRecorded({ transaction, receipt }, familyOf(known.family))
      const legs = read.succeeded ? readOrders(read, { chainId, wrappedNative: known.wrappedNative }) : []
      for (const row of legs.filter(({ kind }) => kind === 'swap')) {
        const { symbol, decimals } = assetOf(known, row.asset, new Map())
        const price = prices[symbol]
        if (price === undefined || decimals === null) continue
        const worth = (amount: bigint): number => (Number(amount) / 10 ** decimals) * price
        const [order, net] = [worth(row.amount), worth(netPaid(row, transaction, receipt))]
        const why = row.estimated ? 'estimated: nobody is seen to have paid on the whole' : net <= 0 ? whyUnpaid(row, receipt) : null
        if (why !== null) {
          const sofar = left.get(why) ?? { rows: 0, usd: 0 }
          left.set(why, { rows: sofar.rows + 1, usd: sofar.usd + order })
          continue
        }
        sum.rows++
        sum.orderUsd += order
        sum.netUsd += net
        if (Math.abs(order - net) > net / 1_000)
          lines.push(`${chain} ${number} ${row.txHash} ${row.from}: row ${order.toFixed(2)}, paid ${net.toFixed(2)} ${symbol}`)
      }
    }
  }
  return { ...sum, left, lines }
}

/** Rows that are no estimates though no log shows a payment of their trader. */
const whyUnpaid = ({ asset, from }: Leg, receipt: RecordedObject): string =>
  asset === null
    ? 'coins that were paid in before, or within the call'
    : logsOf(receipt).some(({ topics }) => topics[0] === transferTopic && topics.length === 3 && isAt(topics[2], from))
      ? 'what was given had come from a lender in the same transaction'
      : 'no payment'

const isAt = (topic: string | undefined, account: string): boolean => topic?.slice(26).toLowerCase() === account.slice(2)

type RecordedLog = { readonly address: string; readonly topics: readonly string[]; readonly data: string }
const logsOf = (receipt: RecordedObject): readonly RecordedLog[] => (Array.isArray(receipt.logs) ? (receipt.logs as RecordedLog[]) : [])

/** What the account gave of the row's asset, less what it got of it: transfers by topic, and the value of the call. */
function netPaid({ from, asset }: Leg, transaction: RecordedObject, receipt: RecordedObject): bigint {
  let paid = asset === null && String(transaction.from).toLowerCase() === from ? BigInt(String(transaction.value)) : 0n
  for (const { address, topics, data } of logsOf(receipt)) {
    if (topics[0] !== transferTopic || topics.length !== 3 || address.toLowerCase() !== asset) continue
    if (isAt(topics[1], from)) paid += BigInt(data)
    if (isAt(topics[2], from)) paid -= BigInt(data)
  }
  return paid
}
