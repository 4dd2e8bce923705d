/**
 * QBFT and IBFT 2.0 (Besu; GoQuorum writes QBFT alike): extra data are one RLP list of vanity, validators, vote, round and commit seals.
 * The block hash leaves the seals out, and the round too, so that all nodes name the same hash whoever's seals they hold; the seals sign
 * the round as well. Source: hyperledger/besu `QbftExtraDataCodec`, `IbftExtraDataCodec`, `BftBlockHashing`.
 */

import type { Hex } from '../../types.ts'
import type { RpcObject } from '../families/defineFamily.ts'
import { addressField, hashField, numberField } from '../fields.ts'
import { hexOf } from '../hex.ts'
import { rlpEncode } from '../rlp.ts'
import type { RlpNode } from '../rlpDecode.ts'
import type { Seal, SealVote } from './seal.ts'
import { addressesIn, badExtra, bytesIn, decodeExtra, extraOf, hashWith, listOf, numberIn, recoverAll } from './sealBytes.ts'

type Dialect = 'qbft' | 'ibft2'

type Extra = {
  readonly vanity: RlpNode
  readonly validators: RlpNode
  readonly vote: RlpNode
  readonly round: RlpNode
  readonly seals: RlpNode
}

/** The seal of a QBFT or IBFT 2.0 header. Throws FieldError for extra data that are none. */
export const bftSeal = (header: RpcObject, family: Dialect): Seal => {
  const extra = readExtra(header)
  const seals = listOf(extra.seals, 'the list of seals').map((seal) => bytesIn(seal, 'a seal'))
  const validators = addressesIn(extra.validators, 'the list of validators')
  const sealHash = hashWith(header, rlpEncode(signedExtra(extra, family)))
  return {
    family,
    number: numberField(header, 'number'),
    hash: hexOf(hashWith(header, rlpEncode(hashedExtra(extra, family)))),
    parentHash: hashField(header, 'parentHash'),
    sealHash: hexOf(sealHash),
    ...recoverAll(sealHash, seals),
    producer: addressField(header, 'miner'),
    round: readRound(extra.round, family),
    // A QBFT chain whose validators are kept by a contract lists none.
    validators: validators.length === 0 ? null : validators,
    vote: readVote(extra.vote, family),
    difficulty: numberField(header, 'difficulty'),
  }
}

/** Block hash of a QBFT or IBFT 2.0 header. Throws FieldError for extra data that are none. */
export const bftHash = (header: RpcObject, family: Dialect): Hex =>
  hexOf(hashWith(header, rlpEncode(hashedExtra(readExtra(header), family))))

const readExtra = (header: RpcObject): Extra => {
  const [vanity, validators, vote, round, seals] = listOf(decodeExtra(extraOf(header), 'the whole'), 'the whole', 5)
  if (vanity === undefined || validators === undefined || vote === undefined || round === undefined || seals === undefined) {
    throw badExtra('a part is missing')
  }
  bytesIn(vanity, 'the vanity')
  return { vanity, validators, vote, round, seals }
}

/** QBFT writes round 0 and no seals; IBFT 2.0 leaves both out. */
const hashedExtra = ({ vanity, validators, vote }: Extra, family: Dialect): readonly RlpNode[] =>
  family === 'qbft' ? [vanity, validators, vote, new Uint8Array(0), []] : [vanity, validators, vote]

const signedExtra = ({ vanity, validators, vote, round }: Extra, family: Dialect): readonly RlpNode[] =>
  family === 'qbft' ? [vanity, validators, vote, round, []] : [vanity, validators, vote, round]

/** A plain number in QBFT, always four bytes in IBFT 2.0. */
const readRound = (round: RlpNode, family: Dialect): number => {
  if (family === 'qbft') return numberIn(round, 'the round')
  const bytes = bytesIn(round, 'the round', 4)
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
}

/** No vote is an empty list in QBFT, nothing in IBFT 2.0; a vote is who and how: 0xff for in; for out 0x00 in IBFT 2.0, nothing in QBFT. */
const readVote = (vote: RlpNode, family: Dialect): SealVote | null => {
  if (vote instanceof Uint8Array ? family === 'ibft2' && vote.length === 0 : family === 'qbft' && vote.length === 0) return null
  const [target, kind] = listOf(vote, 'the vote', 2)
  const how = bytesIn(kind, 'the kind of the vote')
  const add = how.length === 1 && how[0] === 0xff
  if (!add && how.length > 0 && !(how.length === 1 && how[0] === 0)) throw badExtra('the vote is neither for nor against')
  return { target: hexOf(bytesIn(target, 'the account voted on', 20)), add }
}
