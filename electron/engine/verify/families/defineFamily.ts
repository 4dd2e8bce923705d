/** A family is a set of chains whose headers, transactions and receipts are encoded alike. */

/** A JSON-RPC object as it was served; nothing about it is trusted. */
export type RpcObject = { readonly [key: string]: unknown }

export type HeaderProof =
  /** keccak256 of the re-encoded header equals the hash that was served. */
  | { readonly ok: true }
  /** A field that this family does not know: not an accusation, only a lower level. */
  | { readonly ok: 'unknown'; readonly note: string }
  | { readonly ok: false; readonly sentence: string }

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
}

export const defineFamily = (family: Family): Family => family
