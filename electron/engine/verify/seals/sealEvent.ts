/** What the seals of a chain give reason to tell, as plain data with a sentence for people. */
import type { Address, Hex } from '../../types.ts'

export type SealEventKind =
  /** The seals do not suffice, by the set that is known. */
  | 'unsealed'
  /** The block took more than one round: earlier proposers failed, or were not heard. */
  | 'round-change'
  /** Clique: the signer whose turn it was did not seal. */
  | 'missed-turn'
  /** A validator has not sealed for long, or seals again after that. */
  | 'silent'
  | 'back'
  | 'set-change'
  /** Two different blocks were sealed at one height. */
  | 'equivocation'
  /** A rule of the protocol beside the seals is broken (Clique: turn, frequency, checkpoint). */
  | 'rule'
  /** Blocks in between were not seen. */
  | 'gap'

export type SealEvent = {
  readonly kind: SealEventKind
  readonly number: number
  readonly hash: Hex
  /** Whom it is about: the missing, the changed, those who signed twice. */
  readonly validators: readonly Address[]
  /** Set changes: how the change was announced; null where nothing known explains it. */
  readonly announced?: 'votes' | 'settings' | 'header' | 'quorum' | null
  readonly sentence: string
}

/** One account or two in full, more of them as a count. */
export const names = (accounts: readonly Address[]): string =>
  accounts.length <= 2 ? accounts.join(' and ') : `${accounts[0]} and ${accounts.length - 1} more`

/** The sentence of a set change. */
export const changeSentence = (
  number: number,
  joined: readonly Address[],
  left: readonly Address[],
  announced: SealEvent['announced'],
): string => {
  const parts = [joined.length > 0 ? `${names(joined)} joined` : '', left.length > 0 ? `${names(left)} left` : ''].filter(
    (part) => part !== '',
  )
  const why = {
    votes: 'Votes in the headers before announced it.',
    settings: 'The network’s settings announced it.',
    header: 'The header itself announces it for the blocks that follow.',
    quorum: 'No vote for it was seen, but a quorum of the set before sealed it.',
  }
  const unexplained = 'Nothing that was seen announced it: check with the operators before you trust the new set.'
  return `From block ${number} on the validators are others: ${parts.join('; ')}. ${announced == null ? unexplained : why[announced]}`
}
