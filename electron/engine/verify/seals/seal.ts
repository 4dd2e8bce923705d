/** What a header says about who sealed it, once the consensus that made it is known: plain data, safe to pass between threads. */
import type { Address, Hex } from '../../types.ts'

/** Consensus protocols whose seals stand in the header. `istanbul` is the IBFT of GoQuorum, `kaia` that of Kaia, whose headers differ. */
export type SealFamily = 'qbft' | 'ibft2' | 'istanbul' | 'kaia' | 'clique' | 'bor' | 'parlia'

/** A proposal to change who may seal. */
export type SealVote = { readonly target: Address; readonly add: boolean }

export type Seal = {
  readonly family: SealFamily
  readonly number: number
  /** Block hash as this consensus defines it, recomputed. */
  readonly hash: Hex
  readonly parentHash: Hex
  /** keccak256 of what the sealers signed (the committers, where proposer and committers sign different things). */
  readonly sealHash: Hex
  /** Who signed, in the order of the seals; repeats are kept. */
  readonly signers: readonly Address[]
  /** Seals from which no account can be recovered at all. */
  readonly broken: number
  /** Who made the block: the coinbase where the protocol says so, else the account behind the seal; null where neither is known. */
  readonly producer: Address | null
  /** Which attempt at this height succeeded, from 0; null where the protocol has no rounds or does not write them down. */
  readonly round: number | null
  /**
   * Accounts that this header lists, in its order; null where it lists none. QBFT, IBFT 2.0 and Istanbul list who may seal this block;
   * Clique (at its epochs) who may seal from here on; Bor and Parlia who will produce in the next span or epoch.
   */
  readonly validators: readonly Address[] | null
  readonly vote: SealVote | null
  /** Clique and Parlia: 2 where the producer was in turn, 1 where not. */
  readonly difficulty: number
}

/** What reading a seal needs to know about the chain beside the header. */
export type SealOptions = {
  /** Parlia signs its chain id along with the header. */
  readonly chainId?: number
  /** Bor's Jaipur fork: the seal covers the base fee from this block on. 0 unless said. */
  readonly jaipurBlock?: number
}
