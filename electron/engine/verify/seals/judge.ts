/** Whether enough of the right accounts sealed a block, by the rule that the nodes of that chain apply themselves. */
import type { Address } from '../../types.ts'
import type { Seal, SealFamily } from './seal.ts'

export type SealVerdict = {
  readonly ok: boolean
  /** Seals of different validators that the rule asks for. */
  readonly quorum: number
  /** Different validators that sealed. */
  readonly signed: number
  /** Validators without a seal, in the order of the set. Only one account seals a block of Clique, Bor and Parlia, so there it is empty. */
  readonly missing: readonly Address[]
  /** Accounts that sealed and are no validators. */
  readonly foreign: readonly Address[]
  /** Validators whose seal stands there more than once; it counts once. */
  readonly repeated: readonly Address[]
  /** One sentence for people. */
  readonly words: string
}

/** The rule in words, for where a verdict is shown. */
export const quorumRule: Readonly<Record<SealFamily, string>> = {
  qbft: 'ceil(2n/3) of the validators (Besu)',
  ibft2: 'ceil(2n/3) of the validators (Besu)',
  istanbul: 'ceil(2n/3) of the validators (GoQuorum from its ceil2Nby3Block on)',
  kaia: 'all of fewer than 4, else ceil(2n/3), of the council that the header lists (Kaia)',
  clique: 'one authorised signer (EIP-225)',
  bor: 'one producer of the span',
  parlia: 'one validator of the epoch, which is the coinbase',
}

/**
 * Seals that a set of `validators` has to give: ceil(2n/3) for the BFT protocols (hyperledger/besu `BftHelpers.calculateRequiredValidatorQuorum`;
 * ConsenSys/quorum commits alike from its `ceil2Nby3Block` on), all of fewer than 4 on Kaia (kaiachain/kaia `istanbul/validator.go`), one
 * where one account produces.
 */
export const quorumOf = (family: SealFamily, validators: number): number => {
  if (isProduced(family)) return 1
  if (family === 'kaia' && validators < 4) return Math.max(1, validators)
  return Math.max(1, Math.floor((2 * validators + 2) / 3))
}

/** Whether one account alone seals a block. */
export const isProduced = (family: SealFamily): boolean => family === 'clique' || family === 'bor' || family === 'parlia'

/**
 * Judges a seal against a validator set. Without a set (null) the one that the header lists is taken, where it stands for this very block.
 * As in the nodes (Besu `BftCommitSealsValidationRule`, GoQuorum `verifyCommittedSeals`) a seal of a stranger, a repeated or an unreadable
 * seal refuses the block even where the others suffice: no honest node writes one. Never throws.
 */
export const judgeSeals = (seal: Seal, validators: readonly Address[] | null): SealVerdict => {
  const set = [...new Set(validators ?? (isProduced(seal.family) ? [] : (seal.validators ?? [])))]
  const distinct = [...new Set(seal.signers)]
  const right = distinct.filter((signer) => set.includes(signer))
  const counts = {
    quorum: quorumOf(seal.family, set.length),
    signed: right.length,
    missing: isProduced(seal.family) ? [] : set.filter((validator) => !distinct.includes(validator)),
    foreign: distinct.filter((signer) => !set.includes(signer)),
    repeated: right.filter((signer) => seal.signers.indexOf(signer) !== seal.signers.lastIndexOf(signer)),
  }
  const fault = faultOf(seal, set, counts)
  return { ok: fault === null, ...counts, words: fault ?? praise(seal, set, counts) }
}

type Counts = Omit<SealVerdict, 'ok' | 'words'>

const faultOf = (seal: Seal, set: readonly Address[], { quorum, signed, foreign, repeated }: Counts): string | null => {
  const block = `Block ${seal.number}`
  if (set.length === 0)
    return `${block} cannot be judged by its seals: who may seal is not known. Enter the validators in the network’s settings.`
  if (seal.broken > 0) return `${block} carries ${several(seal.broken, 'seal')} from which no account can be recovered.`
  const [stranger] = foreign
  if (stranger !== undefined) return `${block} carries a seal of ${stranger}, which is not one of the ${set.length} validators.`
  const [again] = repeated
  if (again !== undefined) return `${block} carries the seal of ${again} more than once.`
  if (signed < quorum) return `${block} carries the seals of ${signed} of ${set.length} validators; ${quorum} are needed.`
  if (seal.producer === null) return `${block} does not say readably who proposed it.`
  if (!set.includes(seal.producer)) return `${block} was proposed by ${seal.producer}, which is not one of the ${set.length} validators.`
  if (isProduced(seal.family) && !seal.signers.includes(seal.producer)) {
    return `${block} names ${seal.producer} as its producer, but was sealed by ${seal.signers[0]}.`
  }
  return null
}

const praise = (seal: Seal, set: readonly Address[], { quorum, signed }: Counts): string =>
  isProduced(seal.family)
    ? `Block ${seal.number} was sealed by ${seal.signers[0]}, one of ${several(set.length, 'validator')}.`
    : `Block ${seal.number} was sealed by ${signed} of ${several(set.length, 'validator')} (${quorum} needed).`

const several = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
