/** How a validator set changes by votes in headers: Clique (EIP-225) and the BFT protocols of Besu count them alike. Pure. */
import type { Address } from '../../types.ts'
import type { Seal, SealVote } from './seal.ts'

type CastVote = SealVote & { readonly by: Address }

/** Who may seal after a block, and what is still being voted on. */
export type SetState = {
  /** In ascending order, as turns are counted. */
  readonly validators: readonly Address[]
  readonly votes: readonly CastVote[]
  /** Clique: who sealed lately, newest last. */
  readonly recents: readonly { readonly number: number; readonly signer: Address }[]
  /** Bor and Parlia: the newest list of coming producers. The former may seal as well until another list comes. */
  readonly coming: readonly Address[]
}

export const freshState = (validators: readonly Address[], coming: readonly Address[] = validators): SetState => ({
  validators: [...new Set(validators)].sort(),
  votes: [],
  recents: [],
  coming: [...coming].sort(),
})

/**
 * The state after a block whose seals were found good. A vote of the block's producer replaces its former one on the same account; more than
 * half of the set decides (hyperledger/besu `VoteTally`, ethereum/go-ethereum `clique.Snapshot.apply`); epoch blocks forget open votes.
 */
export const afterBlock = (state: SetState, seal: Seal, epoch: number): SetState => {
  if (seal.family === 'bor' || seal.family === 'parlia') {
    return seal.validators === null ? state : freshState([...state.coming, ...seal.validators], seal.validators)
  }
  const by = seal.producer
  const recents = by === null ? state.recents : [...state.recents, { number: seal.number, signer: by }]
  const current = { ...state, recents: lately(recents, seal.number + 1, state.validators.length) }
  if (seal.number % epoch === 0) return { ...current, votes: [] }
  return seal.vote === null || by === null ? current : countVote(current, { ...seal.vote, by }, seal.number)
}

/** A signer of Clique may seal one block of any floor(n/2)+1 in a row. */
export const sealedTooSoon = (state: SetState, number: number, signer: Address): boolean =>
  lately(state.recents, number, state.validators.length).some((recent) => recent.signer === signer)

/** Whose turn it is: Clique goes through the signers in ascending order by block number. */
export const inTurn = ({ validators }: SetState, number: number): Address | undefined => validators[number % validators.length]

const lately = (recents: SetState['recents'], number: number, validators: number): SetState['recents'] =>
  recents.filter((recent) => recent.number > number - (Math.floor(validators / 2) + 1) && recent.number < number)

const countVote = (state: SetState, vote: CastVote, number: number): SetState => {
  const others = state.votes.filter(({ by, target }) => by !== vote.by || target !== vote.target)
  // Voting in a member, or out a stranger, decides nothing.
  if (state.validators.includes(vote.target) === vote.add) return { ...state, votes: others }
  const votes = [...others, vote]
  const agreeing = votes.filter(({ target, add }) => target === vote.target && add === vote.add).length
  if (agreeing <= state.validators.length / 2) return { ...state, votes }
  const rest = votes.filter(({ target, by }) => target !== vote.target && (vote.add || by !== vote.target))
  const validators = vote.add ? [...state.validators, vote.target].sort() : state.validators.filter((one) => one !== vote.target)
  return { ...state, validators, votes: rest, recents: lately(state.recents, number + 1, validators.length) }
}
