/** Whether the votes in a header of BNB Smart Chain hold. Apart from what reads them, because the pairing library takes a while to load. */
import type { Address } from '../../types.ts'
import { bytesOf } from '../hex.ts'
import { verifyAggregate } from './bls.ts'
import type { Attestation, ParliaValidator } from './parliaExtra.ts'

export type AttestationVerdict = {
  readonly ok: boolean
  readonly quorum: number
  readonly voters: readonly Address[]
  readonly words: string
}

/**
 * Checks an attestation against the validators in force before its target: at least ceil(2n/3) of them voted
 * (bnb-chain/bsc `verifyVoteAttestation`) and their aggregate BLS signature holds. Never throws.
 */
export const judgeAttestation = (attestation: Attestation, validators: readonly ParliaValidator[]): AttestationVerdict => {
  const ordered = [...validators].sort((a, b) => (a.address < b.address ? -1 : 1))
  const voting = ordered.filter((_, i) => (attestation.voters >> BigInt(i)) & 1n)
  const quorum = Math.ceil((2 * ordered.length) / 3)
  const voters = voting.map(({ address }) => address)
  const link = `blocks ${attestation.source.number} and ${attestation.target.number}`
  const no = (why: string): AttestationVerdict => ({ ok: false, quorum, voters, words: `The votes that link ${link} do not hold: ${why}.` })
  if (attestation.voters >> BigInt(ordered.length)) return no('more voters are named than there are validators')
  if (voting.length < quorum || voting.length === 0)
    return no(`${voting.length} of ${ordered.length} validators voted and ${quorum} are needed`)
  const holds = verifyAggregate(
    voting.map(({ blsPublicKey }) => blsPublicKey),
    bytesOf(attestation.voteHash),
    attestation.signature,
  )
  if (!holds) return no('their aggregate signature is not that of the voters named')
  return {
    ok: true,
    quorum,
    voters,
    words: `${voting.length} of ${ordered.length} validators voted to link ${link} (${quorum} are needed).`,
  }
}
