/** Light-client messages as beacon nodes serve them (JSON, snake case, decimal strings), read field by field and turned into tree roots. */
import type { Hex } from '../../../types.ts'
import type { RpcObject } from '../../families/defineFamily.ts'
import { FieldError } from '../../fieldError.ts'
import { has, objectOf } from '../../fields.ts'
import { bytesOf } from '../../hex.ts'
import type { ForkShape } from './spec.ts'
import { bytesRoot, type Chunk, hashPair, merkleize, padded, shortListRoot, uintChunk } from './ssz.ts'

/** The answer's `data`, whether or not it was handed over with its envelope. */
export const messageOf = (served: unknown): RpcObject => {
  const object = objectOf(served, 'The light-client message')
  return has(object, 'data') ? objectOf(object.data, 'The light-client message') : object
}

export const partOf = (object: RpcObject, name: string): RpcObject => objectOf(object[name], `“${name}”`)

/** An unsigned integer in decimal digits that fits into `bits`. */
export const uintIn = (object: RpcObject, name: string, bits = 64n): bigint => {
  const text = object[name]
  if (typeof text !== 'string' || !/^(0|[1-9]\d{0,77})$/.test(text) || BigInt(text) >> bits) {
    throw new FieldError(`The field “${name}” is no decimal number of at most ${bits} bits.`)
  }
  return BigInt(text)
}

/** A slot or block number: exact in JavaScript. */
export const slotIn = (object: RpcObject, name: string): number => {
  const value = Number(uintIn(object, name))
  if (!Number.isSafeInteger(value)) throw new FieldError(`The field “${name}” is too large.`)
  return value
}

/** Hex in either case; of exactly `length` bytes where a length is given. Lower case afterwards. */
export const hexIn = (object: RpcObject, name: string, length?: number): Hex => hexValue(object[name], name, length)

const hexValue = (value: unknown, name: string, length?: number): Hex => {
  if (typeof value !== 'string' || !/^0x([0-9a-f]{2})*$/i.test(value) || (length !== undefined && value.length !== 2 + 2 * length)) {
    throw new FieldError(`The field “${name}” does not hold ${length === undefined ? 'whole' : length} bytes.`)
  }
  return `0x${value.slice(2).toLowerCase()}`
}

export const bytesFieldIn = (object: RpcObject, name: string, length?: number): Uint8Array => bytesOf(hexIn(object, name, length))

/** A list of hex values of one length; never longer than `most`. */
export const hexList = (object: RpcObject, name: string, length: number, most: number): Hex[] => {
  const list = object[name]
  if (!Array.isArray(list) || list.length > most) throw new FieldError(`The field “${name}” is no list of at most ${most} entries.`)
  return list.map((value: unknown) => hexValue(value, name, length))
}

export const branchIn = (object: RpcObject, name: string): Chunk[] => hexList(object, name, 32, 32).map(bytesOf)

/** Root of a BeaconBlockHeader, which is the block's own root. */
export const beaconRoot = (beacon: RpcObject): Chunk =>
  merkleize([
    uintChunk(uintIn(beacon, 'slot')),
    uintChunk(uintIn(beacon, 'proposer_index')),
    bytesFieldIn(beacon, 'parent_root', 32),
    bytesFieldIn(beacon, 'state_root', 32),
    bytesFieldIn(beacon, 'body_root', 32),
  ])

/** Root of an ExecutionPayloadHeader of Capella, or of Deneb and later. */
export const executionRoot = (execution: RpcObject, shape: ForkShape): Chunk => {
  const extra = bytesFieldIn(execution, 'extra_data')
  if (extra.length > 32) throw new FieldError('The field “extra_data” is longer than 32 bytes.')
  const blobs = shape === 'capella' ? [] : ['blob_gas_used', 'excess_blob_gas']
  return merkleize([
    bytesFieldIn(execution, 'parent_hash', 32),
    padded(bytesFieldIn(execution, 'fee_recipient', 20)),
    bytesFieldIn(execution, 'state_root', 32),
    bytesFieldIn(execution, 'receipts_root', 32),
    bytesRoot(bytesFieldIn(execution, 'logs_bloom', 256)),
    bytesFieldIn(execution, 'prev_randao', 32),
    ...['block_number', 'gas_limit', 'gas_used', 'timestamp'].map((name) => uintChunk(uintIn(execution, name))),
    shortListRoot(extra),
    uintChunk(uintIn(execution, 'base_fee_per_gas', 256n)),
    bytesFieldIn(execution, 'block_hash', 32),
    bytesFieldIn(execution, 'transactions_root', 32),
    bytesFieldIn(execution, 'withdrawals_root', 32),
    ...blobs.map((name) => uintChunk(uintIn(execution, name))),
  ])
}

/** Root of a SyncCommittee: its public keys and their sum. */
export const committeeRoot = (keys: readonly Hex[], aggregate: Hex): Chunk =>
  hashPair(merkleize(keys.map((key) => bytesRoot(bytesOf(key)))), bytesRoot(bytesOf(aggregate)))
