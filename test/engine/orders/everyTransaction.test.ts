/** What holds for every recorded transaction: orders have places of their own, nothing vanishes, nothing is invented. Recounted from raw logs. */
import { describe, expect, test } from 'vitest'
import { chainOfNetwork } from '#engine/chains/custom.ts'
import { readOrders } from '#engine/orders/readOrders.ts'
import type { AssetRef, Leg, Log, Transaction } from '#engine/types.ts'
import { familyOf } from '#engine/verify/families/index.ts'
import { readRecorded } from '#engine/verify/recorded.ts'
import { type BlockFile, listBlocks, loadBlock } from '../../support/fixtures.ts'

const chainIds: Readonly<Record<string, number>> = { mainnet: 1, arbitrum: 42161, base: 8453, polygon: 137 }
const files = listBlocks().filter(({ chain }) => chainIds[chain] !== undefined)
const transferTopic = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'

type Reading = { readonly transaction: Transaction; readonly orders: readonly Leg[]; readonly label: string }

function readingsOf({ path, chain }: BlockFile): Reading[] {
  const { block, receipts } = loadBlock(path)
  const transactions = Array.isArray(block.transactions) ? block.transactions : []
  const known = chainOfNetwork({ chainId: chainIds[chain] ?? 1, name: chain, enabled: true, endpoints: [] })
  const context = { chainId: known.chainId, wrappedNative: known.wrappedNative }
  return transactions.flatMap((recorded: unknown, index) => {
    const receipt = receipts?.[index]
    if (!receipt) return []
    const { transaction } = readRecorded({ transaction: recorded, receipt }, familyOf(known.family))
    return transaction.succeeded ? [{ transaction, orders: readOrders(transaction, context), label: `${chain} ${transaction.hash}` }] : []
  })
}

const isTransfer = ({ topics, data }: Log): boolean =>
  topics[0] === transferTopic && topics.length === 3 && data.length === 66 && BigInt(data) > 0n
const wordsOf = (data: string): readonly bigint[] => (data.slice(2).match(/.{64}/g) ?? []).map((word) => BigInt(`0x${word}`))
const endOf = (log: Log, index: 1 | 2): string => `0x${log.topics[index]?.slice(26)}`

/** Positions that an order tells of: its own, what it stands for, and those of its parts. */
const told = (order: Leg): readonly number[] => [order.position, ...(order.replaces ?? []), ...(order.parts ?? []).flatMap(told)]

/** Whether the account moved at least this much of the asset, or an event or the transaction itself states the amount. */
function isShown({ logs, value }: Transaction, account: string, asset: AssetRef, amount: bigint, end: 1 | 2): boolean {
  if (logs.some(({ data }) => wordsOf(data).includes(amount))) return true
  const moved = logs.filter((log) => isTransfer(log) && log.address === asset && endOf(log, end) === account)
  if (asset !== null) return moved.reduce((sum, { data }) => sum + BigInt(data), 0n) >= amount
  // Coins have no transfers: those of the call, and those that were wrapped and unwrapped in it.
  const wraps = logs
    .filter(({ topics, data }) => topics.length === 2 && data.length === 66)
    .reduce((sum, { data }) => sum + BigInt(data), 0n)
  return value + wraps >= amount
}

describe.skipIf(files.length === 0)('every recorded transaction', () => {
  test.each(files)('$chain $number', (file) => {
    const broken: string[] = []
    for (const { transaction, orders, label } of readingsOf(file)) {
      const places = new Set(orders.map(({ position }) => position))
      if (places.size !== orders.length) broken.push(`${label}: two orders at one place`)
      const all = new Set(orders.flatMap(told))
      const lost = transaction.logs.filter((log) => isTransfer(log) && !all.has(log.position))
      if (lost.length > 0) broken.push(`${label}: nothing tells of log ${lost.map(({ position }) => position).join(', ')}`)
      for (const { kind, estimated, from, to, asset, amount, received } of orders) {
        if (kind !== 'swap' || estimated) continue
        if (!isShown(transaction, from, asset, amount, 1)) broken.push(`${label}: nobody gave ${amount} of ${asset}`)
        if (received && !isShown(transaction, to, received.asset, received.amount, 2))
          broken.push(`${label}: nobody got ${received.amount} of ${received.asset}`)
      }
      const [only, ...others] = transaction.logs
      if (only && others.length === 0 && isTransfer(only) && transaction.value === 0n && orders.length !== 1)
        broken.push(`${label}: a plain transfer is ${orders.length} orders`)
    }
    expect(broken).toEqual([])
  })
})
