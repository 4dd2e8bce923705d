/** Counts the large movements of a block a second time, from the raw JSON alone and with no code of the product. */
import type { RecordedBlock, RecordedTransaction } from './replay.ts'

export type Asset = {
  readonly decimals: number /** Whole or decimal USD a unit; null for unpriced. */
  readonly usd: string | null
  readonly minUnits?: bigint
}
export type RecountOptions = {
  readonly chainId: number
  /** By contract in lower case, or `native`. Other assets make no orders. */
  readonly assets: ReadonlyMap<string, Asset>
  readonly wrapper: string | null
  readonly minUsd: bigint
  /** What a transaction exchanged as a whole, where whoever runs the chain knows: then that is counted instead of its movements. */
  readonly exchange?: (transaction: RecordedTransaction, receipt: RecordedReceipt) => Move | null
}
export type RecordedReceipt = RecordedBlock['receipts'][number]
export type Counted = {
  readonly id: string
  readonly blockNumber: number
  readonly blockHash: string
  readonly blockTime: number
  readonly txHash: string
  readonly position: number
  readonly kind: string
  readonly from: string
  readonly to: string
  readonly asset: string | null
  readonly amount: string
  readonly received: { readonly asset: string | null; readonly amount: string } | null
  readonly usd: string | null
}

/** One movement of base units, or with `received` one exchange. */
export type Move = {
  readonly position: number
  readonly kind: string
  readonly from: string
  readonly to: string
  readonly asset: string | null
  readonly amount: bigint
  readonly received?: { readonly asset: string | null; readonly amount: bigint }
}

const transfer = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
const deposit = '0xe1fffcc4923d04b559f4d29a8bfc6cda04eb5b0d3c460751c2402c5c5cc9109c'
const withdrawal = '0x7fcf532c15f0a6db0bd6d0e038bea71d30d808c7d98cb3bf7268a95bf5081b65'
const nobody = `0x${'0'.repeat(40)}`

/** Large movements in block order, as `watch` must tell of them where nothing joins them to more. */
export const recount = (recorded: RecordedBlock, options: RecountOptions): Counted[] =>
  transactionsOf(recorded).flatMap(({ transaction, receipt }) => {
    if (!succeeded(transaction, receipt)) return []
    const whole = options.exchange?.(transaction, receipt) ?? null
    const moves = whole ? [whole] : movesOf(transaction, receipt, options.wrapper)
    return moves.flatMap((move) => appraise(move, options)).map((move) => toCounted(move, transaction.hash, recorded, options))
  })

/** Each transaction of a block with its receipt. */
export const transactionsOf = ({ block, receipts }: RecordedBlock): { transaction: RecordedTransaction; receipt: RecordedReceipt }[] =>
  block.transactions.map((transaction, index) => {
    const receipt = receipts[index]
    if (!receipt || receipt.transactionHash !== transaction.hash) throw new Error(`Receipt ${index} is of another transaction`)
    return { transaction, receipt }
  })

/** Every movement of a transaction, of whatever size: its value, transfers, mints, burns and wraps. */
export function movesOf(transaction: RecordedTransaction, receipt: RecordedReceipt, wrapper: string | null): Move[] {
  if (!succeeded(transaction, receipt)) return []
  const moves = receipt.logs.flatMap((log, position) => readLog(log as RawLog, position, wrapper))
  const value = BigInt(String(transaction.value))
  const wrapped = moves.some(({ kind, amount }) => kind === 'wrap' && transaction.to?.toLowerCase() === wrapper && amount === value)
  if (value === 0n || wrapped) return moves
  const [from, to] = [transaction.from.toLowerCase(), String(transaction.to ?? receipt.contractAddress).toLowerCase()]
  return [{ position: -1, kind: 'transfer', from, to, asset: null, amount: value }, ...moves]
}

function toCounted(
  { amount, usd, received, ...move }: Move & { readonly usd: string | null },
  txHash: string,
  { block }: RecordedBlock,
  { chainId, assets }: RecountOptions,
): Counted {
  const unitsOf = (asset: string | null, base: bigint): string => units(base, assets.get(asset ?? 'native')?.decimals ?? 0)
  return {
    ...move,
    id: `${chainId}:${txHash}:${move.position}`,
    blockNumber: Number(block.number),
    blockHash: block.hash,
    blockTime: Number(block.timestamp),
    txHash,
    amount: unitsOf(move.asset, amount),
    received: received ? { asset: received.asset, amount: unitsOf(received.asset, received.amount) } : null,
    usd,
  }
}

/** Prices and thresholds: at least `minUsd`, or unpriced and at least the token's own number of units. */
export function appraise(move: Move, { assets, minUsd }: RecountOptions): (Move & { usd: string | null })[] {
  const asset = assets.get(move.asset ?? 'native')
  if (!asset) return []
  const one = 10n ** BigInt(asset.decimals)
  if (asset.usd === null) return asset.minUnits !== undefined && move.amount >= asset.minUnits * one ? [{ ...move, usd: null }] : []
  const [whole = '0', fraction = ''] = asset.usd.split('.')
  const scale = 10n ** BigInt(fraction.length)
  const worth = move.amount * BigInt(whole + fraction)
  if (worth < minUsd * one * scale) return []
  const micros = (worth * 1_000_000n + (one * scale) / 2n) / (one * scale)
  return [{ ...move, usd: units(micros, 6) }]
}

export type RawLog = { readonly address: string; readonly topics: readonly string[]; readonly data: string }

function readLog({ address, topics, data }: RawLog, position: number, wrapper: string | null): Move[] {
  const token = address.toLowerCase()
  const [kind, first = '', second = ''] = topics
  if (data.length !== 66) return []
  const amount = BigInt(data)
  if (kind === transfer && topics.length === 3 && amount > 0n) {
    const [from, to] = [account(first), account(second)]
    return [{ position, kind: from === nobody ? 'mint' : to === nobody ? 'burn' : 'transfer', from, to, asset: token, amount }]
  }
  if (token !== wrapper || topics.length !== 2) return []
  const owner = { position, from: account(first), to: account(first), amount }
  if (kind === deposit) return [{ ...owner, kind: 'wrap', asset: null, received: { asset: token, amount } }]
  if (kind === withdrawal) return [{ ...owner, kind: 'unwrap', asset: token, received: { asset: null, amount } }]
  return []
}

const account = (topic: string): string => `0x${topic.slice(26)}`.toLowerCase()

/** Before Byzantium receipts had no status: a failure burnt all of its gas, a plain payment uses 21,000. */
function succeeded(transaction: { readonly [key: string]: unknown }, receipt: { readonly [key: string]: unknown }): boolean {
  if (receipt.status !== undefined && receipt.status !== null) return receipt.status === '0x1'
  return Number(receipt.gasUsed) < Number(transaction.gas) || Number(transaction.gas) === 21_000
}

/** (1500000n, 6) → "1.5" */
export function units(amount: bigint, decimals: number): string {
  const text = amount.toString().padStart(decimals + 1, '0')
  const fraction = decimals === 0 ? '' : text.slice(-decimals).replace(/0+$/, '')
  return text.slice(0, text.length - decimals) + (fraction ? `.${fraction}` : '')
}
