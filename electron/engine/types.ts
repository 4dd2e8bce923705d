/** What the engine speaks of: transactions as proven, and the legs that sources read from them. Numbers are exact; amounts are bigint. */

import type { BusinessLeg } from './packs/compile.ts'
import type { SealFinding } from './verify/families/defineFamily.ts'

export type Hex = `0x${string}`
/** 20 bytes, lower case. */
export type Address = Hex

export type Log = {
  readonly address: Address
  readonly topics: readonly Hex[]
  readonly data: Hex
  /** Index within the transaction, from 0 (the index within the block moves when a transaction is mined again). */
  readonly position: number
}

export type Transaction = {
  readonly hash: Hex
  readonly index: number
  readonly from: Address
  /** null for a contract creation; then `created` is the new contract. */
  readonly to: Address | null
  readonly created: Address | null
  readonly value: bigint
  readonly input: Hex
  /** False when it was reverted: it moved nothing and has no logs. */
  readonly succeeded: boolean
  readonly logs: readonly Log[]
}

export type BlockHeader = {
  readonly number: number
  readonly hash: Hex
  readonly parentHash: Hex
  /** Unix seconds. */
  readonly timestamp: number
}

/** The native coin is `null`, a token is its contract. */
export type AssetRef = Address | null

/**
 * What a leg of kind `swap` says to `orders/join.ts`, which makes one order an intent. A `pool` leg tells that a pool (or a market maker)
 * exchanged, not for whom; a `route` leg is an aggregator's own sum of what its caller gave and got; an `order` leg is a signed order
 * that a solver settled for its owner, who is `from`; a `guess` counts only where nothing else tells of an exchange. `at`: the contract
 * that holds the funds in between.
 */
export type SwapRole = { readonly role: 'pool' | 'route' | 'order' | 'guess'; readonly at: Address }

/** One movement of one asset as a source read it. */
export type Leg = {
  readonly source: string
  /** 'transfer' | 'mint' | 'burn' | 'wrap' | 'unwrap' | 'swap' … : an id of `orders/kinds.ts`. */
  readonly kind: string
  readonly txHash: Hex
  readonly txIndex: number
  /** -1 for the transaction's own value, else the position of the log. Unique per transaction and source. */
  readonly position: number
  readonly from: Address
  readonly to: Address
  readonly asset: AssetRef
  readonly amount: bigint
  readonly received?: { readonly asset: AssetRef; readonly amount: bigint }
  /** Positions of legs of other sources that this leg stands for (a wrap stands for the value that was sent to the wrapper). */
  readonly replaces?: readonly number[]
  readonly swap?: SwapRole
  /** How an order was put together, in words, and the legs that it was put together from. Absent where the leg is the order. */
  readonly how?: string
  readonly parts?: readonly Leg[]
  /** No other order has the same parts. */
  readonly sole?: true
  /** It rests on a trace, which no root covers: one endpoint's word, whatever the block's level. */
  readonly told?: true
  /** No account's balances tell the whole exchange: the largest part of it stands for it. */
  readonly estimated?: true
  /** What a pack says of it: kept whatever it is worth, with the pack's unit and price. */
  readonly business?: BusinessLeg
}

/** Roots that the header commits to, as they were recomputed from what it holds. */
export type Roots = { readonly transactions: Hex; readonly receipts: Hex /** Null before EIP-4895. */; readonly withdrawals: Hex | null }

/** A block after proving and reading, small enough to cross a thread. */
export type BlockReading = {
  readonly header: BlockHeader
  /** 1 or 2: what the bytes of one endpoint can prove. Agreement, seals and finality are added later. */
  readonly evidence: 1 | 2
  /** Why the level is not 2, in words. */
  readonly notes: readonly string[]
  /** Absent at level 1. */
  readonly roots?: Roots
  readonly transactions: number
  readonly logs: number
  readonly legs: readonly Leg[]
  /** Why internal transfers are not told, or not all, where they were asked for; `isFault`: the trace contradicts the block. */
  readonly untraced?: { readonly sentence: string; readonly isFault: boolean }
  /** The chain logs the movements of its coin (EIP-7708). */
  readonly logsCoins?: true
  /** Every transaction of the block, where that was asked for. */
  readonly mined?: readonly { readonly hash: Hex; readonly sender: Address; readonly nonce: number }[]
  /** Who signed the transactions that the legs belong to, by their hash. */
  readonly signers?: ReadonlyMap<string, Address>
  /** What the seals in its header say, where they were asked for. */
  readonly seals?: SealFinding
}
