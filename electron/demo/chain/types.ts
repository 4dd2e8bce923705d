/** What the demo chain is made of. Amounts are bigint base units, addresses and hashes lower-case hex. */
import type { Address, Hex } from '#engine/types.ts'
import type { State } from './state.ts'

/** A transaction before it has a nonce, a fee and a signature. */
export type Intent = {
  readonly key: Hex
  readonly from: Address
  readonly to: Address
  readonly value: bigint
  readonly input: Hex
  readonly gas: bigint
  /** 0 legacy (EIP-155), 1 EIP-2930, 2 EIP-1559. */
  readonly type: 0 | 1 | 2
  /** Wei a unit of gas, on top of the base fee. */
  readonly tip: bigint
}

export type SignedTransaction = {
  readonly type: 0 | 1 | 2
  readonly hash: Hex
  /** Consensus encoding: what the transactions trie holds and whose keccak256 is the hash. */
  readonly raw: Hex
  readonly from: Address
  readonly to: Address
  readonly nonce: number
  readonly value: bigint
  readonly input: Hex
  readonly gas: bigint
  /** Of types 0 and 1 both equal the gas price. */
  readonly maxFee: bigint
  readonly maxTip: bigint
  readonly r: Hex
  readonly s: Hex
  readonly yParity: number
  /** EIP-155 v for type 0, the parity else. */
  readonly v: bigint
}

export type EventLog = { readonly address: Address; readonly topics: readonly Hex[]; readonly data: Hex }

export type Receipt = {
  readonly succeeded: boolean
  readonly gasUsed: bigint
  readonly cumulativeGasUsed: bigint
  readonly gasPrice: bigint
  readonly bloom: Hex
  readonly logs: readonly EventLog[]
}

/** Header fields in the order of the RLP list of a Prague header. */
export type Header = {
  readonly parentHash: Hex
  readonly sha3Uncles: Hex
  readonly miner: Address
  readonly stateRoot: Hex
  readonly transactionsRoot: Hex
  readonly receiptsRoot: Hex
  readonly logsBloom: Hex
  readonly difficulty: bigint
  readonly number: bigint
  readonly gasLimit: bigint
  readonly gasUsed: bigint
  readonly timestamp: bigint
  readonly extraData: Hex
  readonly mixHash: Hex
  readonly nonce: Hex
  readonly baseFeePerGas: bigint
  readonly withdrawalsRoot: Hex
  readonly blobGasUsed: bigint
  readonly excessBlobGas: bigint
  readonly parentBeaconBlockRoot: Hex
  readonly requestsHash: Hex
}

export type Block = {
  readonly hash: Hex
  readonly header: Header
  /** Bytes of the RLP-encoded block. */
  readonly size: number
  readonly transactions: readonly SignedTransaction[]
  readonly receipts: readonly Receipt[]
  /** State after the block. */
  readonly state: State
}
