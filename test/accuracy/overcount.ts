/** How often value is counted: the worth of all swap rows of recorded blocks over what their traders paid by a plain recount. */
import { chainOfNetwork } from '#engine/chains/custom.ts'
import { decode } from '#engine/orders/decode.ts'
import type { OrderRow } from '#shared/order.ts'
import { listBlocks, loadBlock, type RecordedObject } from '../support/fixtures.ts'

const chainIds: Readonly<Record<string, number>> = { mainnet: 1, arbitrum: 42161, base: 8453, polygon: 137 }
const transferTopic = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'

/** Round prices in dollars: the factor compares a worth with itself, so they only weigh the assets. */
const prices: Readonly<Record<string, number>> = { USDC: 1, USDT: 1, DAI: 1, WETH: 2_000, ETH: 2_000, WBTC: 30_000, POL: 1 }

export type Overcount = {
  readonly rows: number
  /** Rows of a trader whose balance did not change by a plain recount: what was made of the largest exchange. */
  readonly estimated: number
  readonly orderUsd: number
  readonly netUsd: number
  readonly estimatedUsd: number
  readonly lines: readonly string[]
}

export function measureOvercount(): Overcount {
  const sum = { rows: 0, estimated: 0, orderUsd: 0, netUsd: 0, estimatedUsd: 0 }
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
      for (const row of decode({ transaction, receipt }, known).filter(({ kind }) => kind === 'swap')) {
        const price = prices[row.asset.symbol]
        if (price === undefined || row.asset.decimals === null) continue
        const order = Number(row.amount) * price
        const net = (Number(netPaid(row, transaction, receipt)) / 10 ** row.asset.decimals) * price
        sum.rows++
        if (net <= 0) {
          sum.estimated++
          sum.estimatedUsd += order
          continue
        }
        sum.orderUsd += order
        sum.netUsd += net
        if (Math.abs(order - net) > net / 1_000)
          lines.push(`${chain} ${number} ${row.txHash} ${row.from}: row ${order.toFixed(2)}, paid ${net.toFixed(2)} ${row.asset.symbol}`)
      }
    }
  }
  return { ...sum, lines }
}

/** What the account gave of the row's asset, less what it got of it: transfers by topic, and the value of the call. */
function netPaid({ from, asset }: OrderRow, transaction: RecordedObject, receipt: RecordedObject): bigint {
  const coins = asset.address === null && String(transaction.from).toLowerCase() === from ? BigInt(String(transaction.value)) : 0n
  const logs = Array.isArray(receipt.logs) ? (receipt.logs as { address: string; topics: string[]; data: string }[]) : []
  let paid = coins
  for (const { address, topics, data } of logs) {
    if (topics[0] !== transferTopic || topics.length !== 3 || address.toLowerCase() !== asset.address) continue
    if (topics[1]?.slice(26).toLowerCase() === from.slice(2)) paid += BigInt(data)
    if (topics[2]?.slice(26).toLowerCase() === from.slice(2)) paid -= BigInt(data)
  }
  return paid
}
