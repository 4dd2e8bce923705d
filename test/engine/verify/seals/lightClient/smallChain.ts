/** A beacon chain of 32 committee members with real keys, trees and signatures, for what recordings of one fork cannot show. */
import { bls12_381 as curve } from '@noble/curves/bls12-381'
import type { Hex } from '#engine/types.ts'
import { hexOf } from '#engine/verify/hex.ts'
import { signingRoot } from '#engine/verify/seals/lightClient/committee.ts'
import { beaconRoot, committeeRoot, executionRoot } from '#engine/verify/seals/lightClient/messages.ts'
import { type ForkShape, forkAt, generalizedIndices, type LightClientSpec } from '#engine/verify/seals/lightClient/spec.ts'
import { type Chunk, hashPair } from '#engine/verify/seals/lightClient/ssz.ts'

/** Eight slots an epoch, eight epochs a period: period p begins at slot 64 p. Deneb from slot 0, Electra from slot 128 on. */
export const smallSpec: LightClientSpec = {
  name: 'Small',
  genesisValidatorsRoot: `0x${'42'.repeat(32)}`,
  forks: [
    { version: '0x04000001', epoch: 0, shape: 'deneb' },
    { version: '0x05000001', epoch: 16, shape: 'electra' },
  ],
  slotsPerEpoch: 8,
  epochsPerPeriod: 8,
  committeeSize: 32,
  genesisTime: 1_600_000_000,
  secondsPerSlot: 12,
}

export type SmallCommittee = {
  readonly secrets: readonly Uint8Array[]
  readonly json: { pubkeys: Hex[]; aggregate_pubkey: Hex }
  readonly root: Chunk
}

/** The committee of a period, the same on every run. */
export function committeeOf(period: number): SmallCommittee {
  const known = committees.get(period) ?? makeCommittee(period)
  committees.set(period, known)
  return known
}

const committees = new Map<number, SmallCommittee>()

function makeCommittee(period: number): SmallCommittee {
  const secrets = Array.from({ length: 32 }, (_, i) => Uint8Array.from({ length: 32 }, (_, at) => (at < 28 ? 1 : period * 32 + i + at + 1)))
  const points = secrets.map((secret) => curve.G1.ProjectivePoint.fromPrivateKey(secret))
  const pubkeys = points.map((point) => hexOf(point.toRawBytes(true)))
  const aggregate = hexOf(points.reduce((sum, point) => sum.add(point), curve.G1.ProjectivePoint.ZERO).toRawBytes(true))
  return { secrets, json: { pubkeys, aggregate_pubkey: aggregate }, root: committeeRoot(pubkeys, aggregate) }
}

type Tree = ReadonlyMap<number, Chunk>

/** Root of a tree that holds the chunks at their generalized indices, and zeros elsewhere. */
const rootOf = (tree: Tree, at = 1): Chunk => {
  const own = tree.get(at)
  if (own !== undefined) return own
  const below = [...tree.keys()].some((index) => {
    const up = Math.floor(Math.log2(index)) - Math.floor(Math.log2(at))
    return up > 0 && index >> up === at
  })
  return below ? hashPair(rootOf(tree, at * 2), rootOf(tree, at * 2 + 1)) : new Uint8Array(32)
}

const branchOf = (tree: Tree, index: number): Hex[] => {
  const branch: Hex[] = []
  for (let at = index; at > 1; at >>= 1) branch.push(hexOf(rootOf(tree, at ^ 1)))
  return branch
}

const shapeAt = (slot: number): ForkShape => forkAt(smallSpec, slot)?.shape ?? 'deneb'

/** The header of a slot over a state; execution block numbers are a thousand more than slots. */
function headerOf(slot: number, state: Tree, block: ExecutionBlock = { number: 1000 + slot, hash: madeUpHash(slot) }) {
  const execution = {
    ...{
      parent_hash: word('a1'),
      fee_recipient: word('a2', 20),
      state_root: word('a3'),
      receipts_root: word('a4'),
      logs_bloom: word('a5', 256),
    },
    ...{
      prev_randao: word('a6'),
      block_number: String(block.number),
      gas_limit: '30000000',
      gas_used: '1',
      timestamp: '2',
      extra_data: '0x1234',
    },
    ...{
      base_fee_per_gas: '340282366920938463463374607431768211456',
      block_hash: block.hash,
    },
    ...{ transactions_root: word('a7'), withdrawals_root: word('a8'), blob_gas_used: '3', excess_blob_gas: '4' },
  }
  const body: Tree = new Map([[generalizedIndices.execution, executionRoot(execution, shapeAt(slot))]])
  const beacon = {
    ...{ slot: String(slot), proposer_index: '7', parent_root: word('c1') },
    ...{ state_root: hexOf(rootOf(state)), body_root: hexOf(rootOf(body)) },
  }
  return { beacon, execution, execution_branch: branchOf(body, generalizedIndices.execution) }
}

/** The execution block in a beacon block. */
export type ExecutionBlock = { readonly number: number; readonly hash: string }

const madeUpHash = (slot: number): string => word('b0', 31) + slot.toString(16).padStart(2, '0').slice(-2)

const word = (byte: string, bytes = 32): string => `0x${byte.repeat(bytes)}`

/** A bootstrap at a slot, with its root. */
export function makeBootstrap(slot: number, period: number, block?: ExecutionBlock) {
  const index = generalizedIndices.currentCommittee(shapeAt(slot))
  const committee = committeeOf(period)
  const state: Tree = new Map([[index, committee.root]])
  const header = headerOf(slot, state, block)
  const json = { header, current_sync_committee: committee.json, current_sync_committee_branch: branchOf(state, index) }
  return { json, root: hexOf(beaconRoot(header.beacon)) }
}

/** An update: what is attested and final, who signs (`signers` of the committee of `by`), and the committee that the state names next. */
export function makeUpdate(say: {
  attested: number
  final: number
  by: number
  next?: number
  signers?: number
  signature?: number
  attestedBlock?: ExecutionBlock
  finalBlock?: ExecutionBlock
}) {
  const { attested, final, by, next, signers = 32, signature = attested + 1 } = say
  const finalized = headerOf(final, new Map(), say.finalBlock)
  const shape = shapeAt(attested)
  const nextIndex = generalizedIndices.nextCommittee(shape)
  const finalIndex = generalizedIndices.finalizedRoot(shape)
  const named = next === undefined ? null : committeeOf(next)
  const state = new Map<number, Chunk>([[finalIndex, beaconRoot(finalized.beacon)]])
  if (named !== null) state.set(nextIndex, named.root)
  const header = headerOf(attested, state, say.attestedBlock)
  const root = signingRoot(beaconRoot(header.beacon), signature, smallSpec) ?? new Uint8Array(32)
  // The sum of many signatures on one message is the signature by the sum of their keys.
  const { Fr } = curve.fields
  const secret = committeeOf(by)
    .secrets.slice(0, signers)
    .reduce((sum, one) => Fr.add(sum, Fr.create(BigInt(hexOf(one)))), 0n)
  const sealed = curve.sign(root, secret, { DST: 'BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_' })
  const bits = Uint8Array.from({ length: 4 }, (_, byte) =>
    [...Array(8).keys()].reduce((sum, bit) => sum | (byte * 8 + bit < signers ? 1 << bit : 0), 0),
  )
  return {
    attested_header: header,
    finalized_header: finalized,
    finality_branch: branchOf(state, finalIndex),
    ...(named === null ? {} : { next_sync_committee: named.json, next_sync_committee_branch: branchOf(state, nextIndex) }),
    sync_aggregate: { sync_committee_bits: hexOf(bits), sync_committee_signature: hexOf(sealed) },
    signature_slot: String(signature),
  }
}
