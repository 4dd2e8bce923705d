/** Counts the large orders of a recorded block a second time, from the raw JSON alone and with no code of the product. */
import type { RecordedBlock } from './replay.ts'

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
}
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
  readonly usd: string | null
}

type Move = { position: number; kind: string; from: string; to: string; asset: string | null; amount: bigint }

const transfer = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
const deposit = '0xe1fffcc4923d04b559f4d29a8bfc6cda04eb5b0d3c460751c2402c5c5cc9109c'
const withdrawal = '0x7fcf532c15f0a6db0bd6d0e038bea71d30d808c7d98cb3bf7268a95bf5081b65'
const nobody = `0x${'0'.repeat(40)}`

/** Orders in block order, as `watch` must tell of them. */
export function recount({ block, receipts }: RecordedBlock, options: RecountOptions): Counted[] {
  return block.transactions.flatMap((transaction, index) => {
    const receipt = receipts[index]
    if (!receipt || receipt.transactionHash !== transaction.hash) throw new Error(`Receipt ${index} is of another transaction`)
    if (!succeeded(transaction, receipt)) return []
    const moves = receipt.logs.flatMap((log, position) => readLog(log as RawLog, position, options.wrapper))
    const value = BigInt(String(transaction.value))
    const wrapped = moves.some(
      ({ kind, amount }) => kind === 'wrap' && transaction.to?.toLowerCase() === options.wrapper && amount === value,
    )
    if (value > 0n && !wrapped) {
      const to = String(transaction.to ?? receipt.contractAddress)
      moves.unshift({ position: -1, kind: 'transfer', from: transaction.from, to, asset: null, amount: value })
    }
    return moves
      .flatMap((move) => appraise(move, options))
      .map(({ amount, usd, from, to, ...move }) => ({
        ...move,
        id: `${options.chainId}:${transaction.hash}:${move.position}`,
        blockNumber: Number(block.number),
        blockHash: block.hash,
        blockTime: Number(block.timestamp),
        txHash: transaction.hash,
        from: from.toLowerCase(),
        to: to.toLowerCase(),
        amount: units(amount, options.assets.get(move.asset ?? 'native')?.decimals ?? 0),
        usd,
      }))
  })
}

/** Prices and thresholds: at least `minUsd`, or unpriced and at least the token's own number of units. */
function appraise(move: Move, { assets, minUsd }: RecountOptions): (Move & { usd: string | null })[] {
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

type RawLog = { readonly address: string; readonly topics: readonly string[]; readonly data: string }

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
  if (kind === deposit) return [{ position, kind: 'wrap', from: account(first), to: account(first), asset: null, amount }]
  if (kind === withdrawal) return [{ position, kind: 'unwrap', from: account(first), to: account(first), asset: token, amount }]
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
