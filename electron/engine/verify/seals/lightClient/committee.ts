/** A sync committee whose place in a trusted state was proven, and the check of its signatures. */
import type { Hex } from '../../../types.ts'
import type { RpcObject } from '../../families/defineFamily.ts'
import { FieldError } from '../../fieldError.ts'
import { bytesOf, concatBytes } from '../../hex.ts'
import { addKeys, type BlsKey, readKey, verifyWith, withoutKeys } from '../bls.ts'
import { committeeRoot, hexIn, hexList } from './messages.ts'
import { forkAt, type LightClientSpec } from './spec.ts'
import { type Chunk, hashPair, padded } from './ssz.ts'

export type Committee = {
  readonly keys: readonly Hex[]
  /** All keys added up; part of the state, so as trustworthy as the keys are (altair `get_next_sync_committee`). */
  readonly aggregate: Hex
  readonly root: Chunk
}

/** Reads a committee; its root has yet to be proven. Throws FieldError for another number of keys. */
export const readCommittee = (committee: RpcObject, spec: LightClientSpec): Committee => {
  const keys = hexList(committee, 'pubkeys', 48, spec.committeeSize)
  if (keys.length !== spec.committeeSize)
    throw new FieldError(`The sync committee has ${keys.length} keys instead of ${spec.committeeSize}.`)
  const aggregate = hexIn(committee, 'aggregate_pubkey', 48)
  return { keys, aggregate, root: committeeRoot(keys, aggregate) }
}

/** Which members signed: bit i of the vector, from the lowest bit of the first byte on, is member i. */
export const signersIn = (aggregate: RpcObject, spec: LightClientSpec): boolean[] => {
  const bits = bytesOf(hexIn(aggregate, 'sync_committee_bits', Math.ceil(spec.committeeSize / 8)))
  return Array.from({ length: spec.committeeSize }, (_, i) => (((bits[i >> 3] ?? 0) >> (i & 7)) & 1) === 1)
}

/** What the committee signs: the root of the attested header, bound to fork and chain (`compute_domain` with DOMAIN_SYNC_COMMITTEE). */
export const signingRoot = (header: Chunk, signatureSlot: number, spec: LightClientSpec): Chunk | null => {
  // The signature is made in the slot before the one that carries it, under that slot's fork.
  const fork = forkAt(spec, Math.max(signatureSlot, 1) - 1)
  if (fork === null) return null
  const forkRoot = hashPair(padded(bytesOf(fork.version)), bytesOf(spec.genesisValidatorsRoot))
  return hashPair(header, concatBytes([syncCommitteeDomain, forkRoot.subarray(0, 28)]))
}

/** Whether the members that `signers` marks signed the root together. About 30 ms; unread keys add about 1 ms each. */
export const committeeSigned = (committee: Committee, signers: readonly boolean[], root: Chunk, signature: Hex): boolean => {
  const sum = sumOf(committee, signers)
  return sum !== null && verifyWith(sum, root, signature)
}

const syncCommitteeDomain = Uint8Array.of(7, 0, 0, 0)

/** The few who are missing are taken from the whole where most signed; that spares reading the many. */
const sumOf = (committee: Committee, signers: readonly boolean[]): BlsKey | null => {
  const present = committee.keys.filter((_, i) => signers[i])
  const absent = committee.keys.filter((_, i) => !signers[i])
  const [listed, whole] = absent.length < present.length ? [absent, readKey(committee.aggregate)] : [present, undefined]
  const keys = listed.map(readKey).filter((key) => key !== null)
  if (whole === null || keys.length !== listed.length) return null
  return whole === undefined ? addKeys(keys) : withoutKeys(whole, keys)
}
