/** Who took part in sealing the blocks that are in view. Pure. */
import type { Address } from '../../types.ts'
import type { Seal, SealFamily } from './seal.ts'

export type Participation = {
  readonly validator: Address
  /** Blocks in view that it sealed, that it proposed or produced, and that it could have sealed. */
  readonly sealed: number
  readonly proposed: number
  readonly of: number
  /** Newest block in view that it sealed; null for none. */
  readonly lastSealed: number | null
}

/** A block with the set that it was judged by, and whether it passed. */
export type JudgedBlock = { readonly seal: Seal; readonly set: readonly Address[]; readonly ok: boolean }

/** One entry for everybody who could have sealed one of the blocks, in ascending order. */
export const countParticipation = (blocks: readonly JudgedBlock[]): Participation[] => {
  const validators = [...new Set(blocks.flatMap(({ set }) => set))].sort()
  return validators.map((validator) => {
    const could = blocks.filter(({ set }) => set.includes(validator))
    const sealed = could.filter(({ seal, ok }) => ok && seal.signers.includes(validator))
    return {
      validator,
      sealed: sealed.length,
      proposed: could.filter(({ seal, ok }) => ok && seal.producer === validator).length,
      of: could.length,
      lastSealed: sealed.length === 0 ? null : Math.max(...sealed.map(({ seal: { number } }) => number)),
    }
  })
}

/**
 * Blocks without a seal after which a validator counts as silent. BFT proposers write a quorum of seals, not all, so a few absences mean
 * nothing; producers come round once a turn, and Bor's span may leave some out altogether.
 */
export const patienceOf = (family: SealFamily, validators: number): number =>
  ({
    qbft: 20,
    ibft2: 20,
    istanbul: 20,
    kaia: 20,
    clique: Math.max(20, 3 * validators),
    bor: Number.POSITIVE_INFINITY,
    parlia: 50 * validators,
  })[family]
