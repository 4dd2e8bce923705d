/**
 * Istanbul BFT of GoQuorum: 32 bytes of vanity, then an RLP list of validators, the proposer's seal and commit seals. The block hash keeps
 * the proposer's seal and leaves the commit seals out; committers sign that hash followed by the byte 0x02 (the commit message's code).
 * Source: ConsenSys/quorum `consensus/istanbul` (`istanbulFilteredHeader`, `PrepareCommittedSeal`).
 */

import type { Address, Hex } from '../../types.ts'
import type { RpcObject } from '../families/defineFamily.ts'
import { addressField, dataField, has, hashField, numberField } from '../fields.ts'
import { concatBytes, hexOf } from '../hex.ts'
import { keccak256 } from '../keccak.ts'
import { rlpEncode } from '../rlp.ts'
import type { RlpNode } from '../rlpDecode.ts'
import { encodeKaiaHeader } from './kaiaHeader.ts'
import type { Seal, SealVote } from './seal.ts'
import { addressesIn, badExtra, bytesIn, decodeExtra, extraOf, hashWith, listOf, nobody, recoverAll, recoverSigner } from './sealBytes.ts'

/** The seal of a GoQuorum Istanbul header. Throws FieldError for extra data that are none. */
export const istanbulSeal = (header: RpcObject): Seal => {
  const sealed = readSeals(header)
  return {
    family: 'istanbul',
    ...sealed,
    vote: readVote(header, sealed.producer),
    difficulty: numberField(header, 'difficulty'),
  }
}

/** The seal of a Kaia header, which is sealed alike; its votes on the council are not read. Throws FieldError for extra data that are none. */
export const kaiaSeal = (header: RpcObject): Seal => ({
  family: 'kaia',
  ...readSeals(header, encodeKaiaHeader),
  vote: null,
  difficulty: numberField(header, has(header, 'blockScore') ? 'blockScore' : 'blockscore'),
})

const readSeals = (header: RpcObject, encode?: (header: RpcObject) => Uint8Array): Omit<Seal, 'family' | 'vote' | 'difficulty'> => {
  const { vanity, validators, proposerSeal, seals } = readExtra(header)
  const hash = hashWith(header, concatBytes([vanity, rlpEncode([validators, proposerSeal, []])]), encode)
  const committed = keccak256(concatBytes([hash, commitCode]))
  const proposed = keccak256(hashWith(header, concatBytes([vanity, rlpEncode([validators, new Uint8Array(0), []])]), encode))
  return {
    number: numberField(header, 'number'),
    hash: hexOf(hash),
    parentHash: hashField(header, 'parentHash'),
    sealHash: hexOf(committed),
    ...recoverAll(
      committed,
      listOf(seals, 'the list of seals').map((seal) => bytesIn(seal, 'a seal')),
    ),
    producer: recoverSigner(proposed, proposerSeal),
    round: null,
    validators: addressesIn(validators, 'the list of validators'),
  }
}

/** Block hash of a GoQuorum Istanbul header. Throws FieldError for extra data that are none. */
export const istanbulHash = (header: RpcObject): Hex => {
  const { vanity, validators, proposerSeal } = readExtra(header)
  return hexOf(hashWith(header, concatBytes([vanity, rlpEncode([validators, proposerSeal, []])])))
}

const commitCode = Uint8Array.of(2)

type Extra = { readonly vanity: Uint8Array; readonly validators: RlpNode; readonly proposerSeal: Uint8Array; readonly seals: RlpNode }

const readExtra = (header: RpcObject): Extra => {
  const extra = extraOf(header)
  if (extra.length < 33) throw badExtra('they are too short')
  const [validators, proposerSeal, seals] = listOf(decodeExtra(extra.subarray(32), 'the list behind the vanity'), 'the list', 3)
  if (validators === undefined || seals === undefined) throw badExtra('a part is missing')
  return { vanity: extra.subarray(0, 32), validators, proposerSeal: bytesIn(proposerSeal, 'the proposer’s seal'), seals }
}

/** The coinbase is who is voted on, the nonce how; a coinbase that is empty or the proposer's own, without a vote in the nonce, is none. */
const readVote = (header: RpcObject, producer: Address | null): SealVote | null => {
  const target = addressField(header, 'miner')
  if (dataField(header, 'nonce', 8) === '0xffffffffffffffff') return { target, add: true }
  return target === nobody || target === producer ? null : { target, add: false }
}
