/**
 * Chains where one account seals a block with the last 65 bytes of the extra data: Clique (EIP-225), Bor (Polygon) and Parlia (BNB Smart
 * Chain). The block hash is that of the full header. Sources: ethereum/go-ethereum `consensus/clique`, maticnetwork/bor `consensus/bor`
 * (`encodeSigHeader`), bnb-chain/bsc `consensus/parlia` and `core/types/block.go` (`EncodeSigHeader`).
 */

import type { Address } from '../../types.ts'
import { encodeHeader, hashHeader } from '../encoding/header.ts'
import type { RpcObject } from '../families/defineFamily.ts'
import { FieldError } from '../fieldError.ts'
import { addressField, dataField, has, hashField, numberField, rlpQuantity } from '../fields.ts'
import { hexOf } from '../hex.ts'
import { keccak256 } from '../keccak.ts'
import { rlpEncode } from '../rlp.ts'
import { rlpDecode } from '../rlpDecode.ts'
import { parliaExtra } from './parliaExtra.ts'
import type { Seal, SealOptions, SealVote } from './seal.ts'
import { badExtra, extraOf, nobody, packedAddresses, recoverAll } from './sealBytes.ts'

/** The seal of a Clique header. Throws FieldError; code NOT_SEALED where the chain has left Clique for proof of stake. */
export const cliqueSeal = (header: RpcObject): Seal => {
  const { middle, signature } = cut(header)
  if (middle.length % 20 !== 0) throw badExtra('the list of signers does not consist of whole accounts')
  return sealed('clique', header, signature, keccak256(encodeHeader(unsealed(header))), {
    validators: middle.length === 0 ? null : packedAddresses(middle),
    vote: cliqueVote(header),
  })
}

/** The seal of a Bor header. From the Jaipur fork on it covers the base fee. Throws FieldError for extra data that hold none. */
export const borSeal = (header: RpcObject, { chainId = 0, jaipurBlock }: SealOptions = {}): Seal => {
  const { middle, signature } = cut(header)
  const covered =
    numberField(header, 'number') < (jaipurBlock ?? jaipurBlocks[chainId] ?? 0)
      ? { ...unsealed(header), baseFeePerGas: null }
      : unsealed(header)
  return sealed('bor', header, signature, keccak256(encodeHeader(covered)), { validators: borProducers(middle), vote: null })
}

/** Where Jaipur was: Polygon and its test network Amoy (maticnetwork/bor `params/config.go`). */
const jaipurBlocks: Readonly<Record<number, number>> = { 137: 23_850_000, 80002: 73_100 }

/** The seal of a Parlia header; the options must name the chain id. Throws FieldError for extra data that hold none. */
export const parliaSeal = (header: RpcObject, { chainId }: SealOptions): Seal => {
  if (chainId === undefined) throw new FieldError('The chain id is needed to read a Parlia seal, which signs it. Set it for the network.')
  const { middle, signature } = cut(header)
  const items = rlpDecode(encodeHeader(unsealed(header)))
  if (items instanceof Uint8Array) throw badExtra('the header is no list')
  // Fields of Ethereum's forks are covered all together from Cancun on, and none of them before.
  const covered = has(header, 'parentBeaconBlockRoot') ? items : items.slice(0, 15)
  const sealHash = keccak256(rlpEncode([rlpQuantity(`0x${chainId.toString(16)}`), ...covered]))
  // As with Bor, what a later fork adds does not keep the producer from being known.
  const validators = unlessMalformed(() => parliaExtra(middle))?.validators
  return sealed('parlia', header, signature, sealHash, {
    validators: validators?.map(({ address }) => address) ?? null,
    vote: null,
    producer: addressField(header, 'miner'),
  })
}

/** The bytes between the 32 bytes of vanity and the 65 bytes of the signature. */
export const cut = (header: RpcObject): { middle: Uint8Array; signature: Uint8Array } => {
  const extra = extraOf(header)
  if (extra.length >= 97) return { middle: extra.subarray(32, -65), signature: extra.subarray(-65) }
  // Proof-of-stake headers have difficulty 0 (EIP-3675) and at most 32 bytes of extra data.
  if (numberField(header, 'difficulty') > 0) throw badExtra('they are too short for a seal')
  throw new FieldError('It was made by proof of stake and carries no producer’s seal: the chain has left this consensus.', 'NOT_SEALED')
}

const unsealed = (header: RpcObject): RpcObject => ({ ...header, extraData: hexOf(extraOf(header).subarray(0, -65)) })

type Rest = { readonly validators: readonly Address[] | null; readonly vote: SealVote | null; readonly producer?: Address }

const sealed = (family: Seal['family'], header: RpcObject, signature: Uint8Array, sealHash: Uint8Array, rest: Rest): Seal => {
  const { signers, broken } = recoverAll(sealHash, [signature])
  return {
    family,
    number: numberField(header, 'number'),
    hash: hashHeader(header),
    parentHash: hashField(header, 'parentHash'),
    sealHash: hexOf(sealHash),
    signers,
    broken,
    producer: rest.producer ?? signers[0] ?? null,
    round: null,
    validators: rest.validators,
    vote: rest.vote,
    difficulty: numberField(header, 'difficulty'),
  }
}

/** EIP-225: the coinbase is who is voted on, the nonce how. Voting nobody out is no vote. */
const cliqueVote = (header: RpcObject): SealVote | null => {
  const target = addressField(header, 'miner')
  const nonce = dataField(header, 'nonce', 8)
  if (nonce === '0xffffffffffffffff') return { target, add: true }
  return nonce === '0x0000000000000000' && target !== nobody ? { target, add: false } : null
}

/**
 * Next producers at the end of a sprint: accounts with 20 bytes of power each, bare or (since Napoli) as the first item of a list.
 * null for bytes that this version does not know: later forks add to them, and the seal covers them whatever they say.
 */
const borProducers = (middle: Uint8Array): Address[] | null => {
  const list = unlessMalformed(() => rlpDecode(middle))
  const bytes = list === null || list instanceof Uint8Array ? middle : list[0]
  return bytes instanceof Uint8Array && bytes.length > 0 && bytes.length % 40 === 0 ? packedAddresses(bytes, 20) : null
}

const unlessMalformed = <T>(read: () => T): T | null => {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof FieldError) return null
    throw cause
  }
}
