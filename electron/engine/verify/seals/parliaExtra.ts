/** What BNB Smart Chain writes between vanity and seal: the validators of the next epoch, and the votes that make a block final. */
import type { Address, Hex } from '../../types.ts'
import type { RpcObject } from '../families/defineFamily.ts'
import { hexOf } from '../hex.ts'
import { keccak256 } from '../keccak.ts'
import { rlpEncode } from '../rlp.ts'
import { badExtra, bytesIn, decodeExtra, extraOf, listOf, packedAddresses } from './sealBytes.ts'

export type ParliaValidator = { readonly address: Address; readonly blsPublicKey: Hex }

/** A vote attestation (BEP-126): who voted, as bits over the validators in ascending order, for which link between two blocks. */
export type Attestation = {
  readonly voters: bigint
  readonly signature: Hex
  readonly source: { readonly number: number; readonly hash: Hex }
  readonly target: { readonly number: number; readonly hash: Hex }
  /** keccak256 of the RLP of source and target: what was signed. */
  readonly voteHash: Hex
}

/** `validators` at epochs (with BLS keys since Luban); `attestation` wherever enough votes came in. */
export type ParliaExtra = {
  readonly validators: readonly ParliaValidator[] | null
  /** How many blocks in a row each validator makes (BEP-341); null where it is not written. */
  readonly turnLength: number | null
  readonly attestation: Attestation | null
}

/** Reads the bytes between vanity and seal. Throws FieldError for bytes that are neither. */
export const parliaExtra = (middle: Uint8Array): ParliaExtra => {
  const first = middle[0]
  if (first === undefined) return { validators: null, turnLength: null, attestation: null }
  if (first >= 0xc0) return { validators: null, turnLength: null, attestation: readAttestation(middle) }
  const end = 1 + first * 68
  if (first === 0 || end > middle.length) return beforeLuban(middle)
  const rest = middle.subarray(end)
  const turn = rest[0]
  const hasTurn = turn !== undefined && turn < 0xc0
  const votes = hasTurn ? rest.subarray(1) : rest
  return {
    validators: Array.from({ length: first }, (_, i) => ({
      address: hexOf(middle.subarray(1 + i * 68, 21 + i * 68)),
      blsPublicKey: hexOf(middle.subarray(21 + i * 68, 69 + i * 68)),
    })),
    turnLength: hasTurn ? turn : null,
    attestation: votes.length === 0 ? null : readAttestation(votes),
  }
}

/** The attestation in a header, or null. Throws FieldError for extra data that are none of Parlia's. */
export const attestationOf = (header: RpcObject): Attestation | null => parliaExtra(extraOf(header).subarray(32, -65)).attestation

/** Before Luban an epoch's list was bare accounts. */
const beforeLuban = (middle: Uint8Array): ParliaExtra => {
  if (middle.length % 20 !== 0) throw badExtra('the list of validators does not consist of whole accounts')
  const validators = packedAddresses(middle).map((address) => ({ address, blsPublicKey: '0x' as const }))
  return { validators, turnLength: null, attestation: null }
}

const readAttestation = (bytes: Uint8Array): Attestation => {
  const [voters, signature, data] = listOf(decodeExtra(bytes, 'the vote attestation'), 'the vote attestation', 4)
  const vote = listOf(data, 'the vote', 4)
  const [sourceNumber, sourceHash, targetNumber, targetHash] = vote
  return {
    voters: bytesIn(voters, 'the set of voters').reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n),
    signature: hexOf(bytesIn(signature, 'the votes’ signature', 96)),
    source: { number: heightIn(sourceNumber), hash: hexOf(bytesIn(sourceHash, 'the source’s hash', 32)) },
    target: { number: heightIn(targetNumber), hash: hexOf(bytesIn(targetHash, 'the target’s hash', 32)) },
    voteHash: hexOf(keccak256(rlpEncode(vote))),
  }
}

const heightIn = (node: Parameters<typeof bytesIn>[0]): number => {
  const value = bytesIn(node, 'a height').reduce((sum, byte) => sum * 256 + byte, 0)
  if (!Number.isSafeInteger(value)) throw badExtra('a height is too large')
  return value
}
