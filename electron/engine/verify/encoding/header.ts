/** Block headers of every Ethereum fork from Frontier to Amsterdam, and of chains that encode theirs the same way. */
import type { Hex } from '../../types.ts'
import type { HeaderProof, RpcObject } from '../families/defineFamily.ts'
import { dataField, has, quantityField, rlpQuantity } from '../fields.ts'
import { hexOf } from '../hex.ts'
import { keccak256 } from '../keccak.ts'
import { type RlpItem, rlpEncode } from '../rlp.ts'

/** A number of bytes, or `null` for a quantity, or `any` for data of any length. */
type Kind = number | 'quantity' | 'any'

/** Yellow paper, section 4.3, in RLP order. */
const required: readonly (readonly [string, Kind])[] = [
  ['parentHash', 32],
  ['sha3Uncles', 32],
  ['miner', 20],
  ['stateRoot', 32],
  ['transactionsRoot', 32],
  ['receiptsRoot', 32],
  ['logsBloom', 256],
  ['difficulty', 'quantity'],
  ['number', 'quantity'],
  ['gasLimit', 'quantity'],
  ['gasUsed', 'quantity'],
  ['timestamp', 'quantity'],
  ['extraData', 'any'],
  ['mixHash', 32],
  ['nonce', 8],
]

/** Added at the end by later forks, in RLP order; a header ends with the newest that it has. */
const added: readonly (readonly [string, Kind])[] = [
  ['baseFeePerGas', 'quantity'], // London, EIP-1559
  ['withdrawalsRoot', 32], // Shanghai, EIP-4895
  ['blobGasUsed', 'quantity'], // Cancun, EIP-4844
  ['excessBlobGas', 'quantity'],
  ['parentBeaconBlockRoot', 32], // Cancun, EIP-4788
  ['requestsHash', 32], // Prague, EIP-7685
  ['blockAccessListHash', 32], // Amsterdam, EIP-7928
  ['slotNumber', 'quantity'], // Amsterdam, EIP-7843
]

/** Served beside the header's own fields, never part of its hash: by all nodes, by Arbitrum's, by BNB Smart Chain's (BEP-520), by OpenEthereum's heirs. */
const notHashed = [
  ...['hash', 'size', 'totalDifficulty', 'uncles', 'transactions', 'withdrawals'],
  ...['l1BlockNumber', 'sendCount', 'sendRoot', 'milliTimestamp', 'author', 'sealFields'],
]

const known = new Set([...required, ...added].map(([name]) => name).concat(notHashed))

/** RLP of the header of a served block. Throws FieldError for a field that is missing or malformed. */
export const encodeHeader = (block: RpcObject): Uint8Array => {
  const items = required.map((field) => item(block, field))
  const last = added.findLastIndex(([name]) => has(block, name))
  // A field left out before a later one is an empty string in the RLP, as go-ethereum's optional fields are.
  for (const field of added.slice(0, last + 1)) items.push(has(block, field[0]) ? item(block, field) : '0x')
  return rlpEncode(items)
}

/** keccak256 of the header's RLP. */
export const hashHeader = (block: RpcObject): Hex => hexOf(keccak256(encodeHeader(block)))

/**
 * Compares the hash that was served with the recomputed one; `hashOf` recomputes it where a chain's consensus defines it in its own way.
 * Fields that this version does not know may be why they differ: then it is `unknown`.
 */
export const proveHeader = (block: RpcObject, hashOf: (block: RpcObject) => Hex = hashHeader): HeaderProof => {
  const computed = hashOf(block)
  if (computed === block.hash) return { ok: true }
  const strangers = Object.keys(block).filter((name) => !known.has(name) && block[name] != null)
  if (strangers.length === 0) return { ok: false, sentence: `the header hashes to ${computed}, not to the hash that was served.` }
  const names = strangers.slice(0, 3).map((name) => name.replace(/[^\w]/g, '?').slice(0, 40))
  return {
    ok: 'unknown',
    note: `The header has fields that this version does not know (${names.join(', ')}${strangers.length > 3 ? ', …' : ''}), so its hash could not be recomputed.`,
  }
}

const item = (block: RpcObject, [name, kind]: readonly [string, Kind]): RlpItem => {
  if (kind === 'quantity') return rlpQuantity(quantityField(block, name))
  return kind === 'any' ? dataField(block, name) : dataField(block, name, kind)
}
