/** Blocks, transactions and receipts as JSON-RPC shows them (ethereum/execution-apis). */
import { numberToHex } from 'viem'
import { heightOf } from '#demo/chain/chain.ts'
import type { Block, EventLog, SignedTransaction } from '#demo/chain/types.ts'
import type { Address, Hex } from '#engine/types.ts'

export type Json = { readonly [key: string]: unknown }

export function formatHeader({ hash, header }: Block): Json {
  const { number, gasLimit, gasUsed, timestamp, difficulty, baseFeePerGas, blobGasUsed, excessBlobGas, ...rest } = header
  return {
    ...rest,
    hash,
    number: numberToHex(number),
    gasLimit: numberToHex(gasLimit),
    gasUsed: numberToHex(gasUsed),
    timestamp: numberToHex(timestamp),
    difficulty: numberToHex(difficulty),
    baseFeePerGas: numberToHex(baseFeePerGas),
    blobGasUsed: numberToHex(blobGasUsed),
    excessBlobGas: numberToHex(excessBlobGas),
  }
}

/** `full`: transactions themselves instead of their hashes. */
export function formatBlock(block: Block, full: boolean, chainId: number): Json {
  return {
    ...formatHeader(block),
    size: numberToHex(block.size),
    transactions: block.transactions.map((transaction, index) =>
      full ? formatTransaction(block, index, transaction, chainId) : transaction.hash,
    ),
    uncles: [],
    withdrawals: [],
  }
}

export function formatTransaction(block: Block, index: number, transaction: SignedTransaction, chainId: number): Json {
  const { type, hash, from, to, nonce, value, input, gas, maxFee, maxTip, r, s, v, yParity } = transaction
  const baseFee = block.header.baseFeePerGas
  const paid = baseFee + (maxTip < maxFee - baseFee ? maxTip : maxFee - baseFee)
  return {
    type: numberToHex(type),
    hash,
    nonce: numberToHex(nonce),
    blockHash: block.hash,
    blockNumber: numberToHex(block.header.number),
    blockTimestamp: numberToHex(block.header.timestamp),
    transactionIndex: numberToHex(index),
    from,
    to,
    value: numberToHex(value),
    input,
    gas: numberToHex(gas),
    gasPrice: numberToHex(type === 2 ? paid : maxFee),
    ...(type === 2 && { maxFeePerGas: numberToHex(maxFee), maxPriorityFeePerGas: numberToHex(maxTip) }),
    ...(type !== 0 && { accessList: [], yParity: numberToHex(yParity) }),
    chainId: numberToHex(chainId),
    v: numberToHex(v),
    r: withoutLeadingZeros(r),
    s: withoutLeadingZeros(s),
  }
}

export function formatReceipts(block: Block): Json[] {
  return block.transactions.map((_, index) => formatReceipt(block, index)).filter((receipt) => receipt !== null)
}

/** null where the block has no transaction with this index. */
export function formatReceipt(block: Block, index: number): Json | null {
  const transaction = block.transactions[index]
  const receipt = block.receipts[index]
  if (!transaction || !receipt) return null
  return {
    type: numberToHex(transaction.type),
    status: receipt.succeeded ? '0x1' : '0x0',
    transactionHash: transaction.hash,
    transactionIndex: numberToHex(index),
    blockHash: block.hash,
    blockNumber: numberToHex(block.header.number),
    from: transaction.from,
    to: transaction.to,
    contractAddress: null,
    gasUsed: numberToHex(receipt.gasUsed),
    cumulativeGasUsed: numberToHex(receipt.cumulativeGasUsed),
    effectiveGasPrice: numberToHex(receipt.gasPrice),
    logsBloom: receipt.bloom,
    logs: logsOf(block, index, false),
  }
}

export type LogFilter = {
  /** Lower case; null for any. */
  readonly addresses: readonly Address[] | null
  /** By position; null for any, a list for any of these. */
  readonly topics: readonly (readonly Hex[] | null)[]
}

/** All logs of a block that pass the filter, in order. */
export function formatLogs(block: Block, filter: LogFilter, removed: boolean): Json[] {
  const logs = block.transactions.flatMap((_, index) => logsOf(block, index, removed, filter))
  return removed ? logs.reverse() : logs
}

function logsOf(block: Block, index: number, removed: boolean, filter?: LogFilter): Json[] {
  const before = block.receipts.slice(0, index).reduce((sum, { logs }) => sum + logs.length, 0)
  const logs: Json[] = []
  block.receipts[index]?.logs.forEach((log, position) => {
    if (filter && !passes(log, filter)) return
    logs.push({
      address: log.address,
      topics: log.topics,
      data: log.data,
      blockNumber: numberToHex(heightOf(block)),
      blockHash: block.hash,
      blockTimestamp: numberToHex(block.header.timestamp),
      transactionHash: block.transactions[index]?.hash,
      transactionIndex: numberToHex(index),
      logIndex: numberToHex(before + position),
      removed,
    })
  })
  return logs
}

function passes(log: EventLog, { addresses, topics }: LogFilter): boolean {
  if (addresses && !addresses.includes(log.address)) return false
  return topics.every((wanted, position) => {
    const topic = log.topics[position]
    return topic !== undefined && (wanted === null || wanted.includes(topic))
  })
}

/** Signature parts are quantities, not fixed words. */
const withoutLeadingZeros = (word: Hex): Hex => numberToHex(BigInt(word))
