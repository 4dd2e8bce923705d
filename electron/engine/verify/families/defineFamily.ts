/** A family is a set of chains whose headers, transactions and receipts are encoded alike. */
import type { SealContext } from '../seals/index.ts'
import type { SealVerdict } from '../seals/judge.ts'
import type { Seal } from '../seals/seal.ts'

/** A JSON-RPC object as it was served; nothing about it is trusted. */
export type RpcObject = { readonly [key: string]: unknown }

export type HeaderProof =
  /** keccak256 of the re-encoded header equals the hash that was served. */
  | { readonly ok: true }
  /** A field that this family does not know: not an accusation, only a lower level. */
  | { readonly ok: 'unknown'; readonly note: string }
  | { readonly ok: false; readonly sentence: string }

/** What the seals of one header prove. A block whose seals do not suffice is refused instead (ProofError). */
export type SealFinding = {
  /** 4 where a vouched-for set sealed the block by its quorum rule; else 2, and `note` says why. */
  readonly evidence: 2 | 4
  /** null where the header carries none (proof of stake after Clique). */
  readonly seal: Seal | null
  readonly verdict: SealVerdict | null
  readonly note: string | null
}

export type Family = {
  readonly id: string
  readonly label: string
  /** Highest level that the bytes of one endpoint can reach: 2 where every encoding is known. */
  readonly reach: 1 | 2
  /** Recomputes the header hash. */
  proveHeader(block: RpcObject): HeaderProof
  /** Consensus encoding of a transaction (what the transactions trie holds and whose hash is the transaction hash), or null for an unknown type. */
  encodeTransaction(transaction: RpcObject): Uint8Array | null
  /** Consensus encoding of a receipt, or null for an unknown type. */
  encodeReceipt(receipt: RpcObject, transaction: RpcObject | null): Uint8Array | null
  /** The account that signed; null where the type carries no signature (deposits and other system transactions). */
  recoverSender(transaction: RpcObject): `0x${string}` | null
  /** Whether `withdrawalsRoot` is the root of the block's `withdrawals` (EIP-4895); true where it is not said. */
  readonly withdrawalsInHeader?: boolean
  /** Nonce with which a transaction created its contract, as RLP text, or null where no hashed byte holds it. Without this: the transaction's `nonce`. */
  creationNonce?(transaction: RpcObject, receipt: RpcObject): `0x${string}` | null
  /** Hash of the one transaction that stands in the block but in none of its roots, whether or not the block has it. */
  uncovered?(block: RpcObject): `0x${string}`
  /**
   * Judges the seals that consensus left in the header, once `proveHeader` has proven its hash; absent where headers carry none.
   * Throws ProofError: SEALS where they do not suffice, EXTRA_DATA where they cannot be read.
   */
  seals?(header: RpcObject, context: SealContext): SealFinding
}

export const defineFamily = (family: Family): Family => family
