/**
 * Ethereum's sync-committee light client (consensus-specs altair to electra, "light client sync protocol"): from one trusted block root it
 * follows the committees and proves which execution block the chain calls final. Pure: no network, no clock; meant for a worker thread.
 */

import { ProofError } from '../../../errors.ts'
import type { Hex } from '../../../types.ts'
import type { RpcObject } from '../../families/defineFamily.ts'
import { FieldError } from '../../fieldError.ts'
import { has } from '../../fields.ts'
import { bytesOf, hexOf, sameBytes } from '../../hex.ts'
import { type Committee, committeeSigned, readCommittee, signersIn, signingRoot } from './committee.ts'
import { beaconRoot, branchIn, bytesFieldIn, executionRoot, hexIn, messageOf, partOf, slotIn } from './messages.ts'
import { type ForkShape, forkAt, generalizedIndices, type LightClientSpec, periodAt } from './spec.ts'
import { branchHolds, type Chunk } from './ssz.ts'

/** A beacon block and the execution block in it, both proven. */
export type ProvenBeacon = {
  readonly slot: number
  readonly beaconRoot: Hex
  readonly executionBlockHash: Hex
  readonly blockNumber: number
}

/** As `ProvenBeacon`, with the committee members that vouch for it. */
export type SignedBeacon = ProvenBeacon & { readonly participants: number; readonly of: number }

export type LightClientView = {
  /** Newest final block; its `beaconRoot` may serve as the trusted root of a later start. */
  readonly finalized: ProvenBeacon
  /** Committee period that is followed. */
  readonly period: number
  /** Whether the committee of the next period is known, so that its messages can be taken. */
  readonly nextKnown: boolean
}

export type LightClient = {
  /** Takes a LightClientUpdate: the next committee, and finality where it is in there. */
  update(served: unknown): LightClientView
  /** Takes a LightClientFinalityUpdate and tells the final block that it proves (which may be older than one already known). */
  finality(served: unknown): SignedBeacon
  /** Takes a LightClientOptimisticUpdate and tells the newest block that two thirds signed; not final yet. */
  optimistic(served: unknown): SignedBeacon
  view(): LightClientView
  /** What a later `resumeLightClient` needs to go on from here. */
  memory(): LightMemory
}

/** A committee as plain data. */
export type KeptCommittee = { readonly keys: readonly Hex[]; readonly aggregate: Hex; readonly root: Hex }

/** Where a light client stands, as plain data that survives a restart: whoever keeps it vouches for it. */
export type LightMemory = { readonly finalized: ProvenBeacon; readonly current: KeptCommittee; readonly next: KeptCommittee | null }

/**
 * Starts from a LightClientBootstrap whose block has the trusted root. `currentSlot` tells the clock's slot where messages from the future
 * shall be refused. All messages are JSON as beacon nodes serve it, with or without its envelope. Every function throws ProofError of one
 * sentence for what does not prove, and nothing else, and then nothing has changed.
 */
export const createLightClient = (
  bootstrap: unknown,
  trustedRoot: Hex,
  spec: LightClientSpec,
  currentSlot: () => number = () => Number.POSITIVE_INFINITY,
): LightClient =>
  followFrom(
    guarded(bootstrap, 'header', () => start(messageOf(bootstrap), trustedRoot, spec)),
    spec,
    currentSlot,
  )

/** Goes on where another one stood; the rest as `createLightClient`. */
export const resumeLightClient = (
  { finalized, current, next }: LightMemory,
  spec: LightClientSpec,
  currentSlot: () => number = () => Number.POSITIVE_INFINITY,
): LightClient => followFrom({ finalized, current: unkept(current), next: next && unkept(next) }, spec, currentSlot)

const followFrom = (begun: Store, spec: LightClientSpec, currentSlot: () => number): LightClient => {
  let store = begun
  const take = (served: unknown): Checked => guarded(served, 'attested_header', () => check(messageOf(served), store, spec, currentSlot()))
  const view = (): LightClientView => ({
    finalized: store.finalized,
    period: periodAt(spec, store.finalized.slot),
    nextKnown: store.next !== null,
  })
  return {
    view,
    memory: () => ({ finalized: store.finalized, current: kept(store.current), next: store.next && kept(store.next) }),
    update: (served) => {
      const checked = take(served)
      store = advance(store, checked, spec)
      return view()
    },
    finality: (served) => {
      const checked = take(served)
      const { finalized, participants } = checked
      if (finalized === null)
        throw new ProofError('BAD_FIELD', `at beacon slot ${checked.attested.slot}`, 'the message holds no final header.')
      store = advance(store, checked, spec)
      return { ...finalized, participants, of: spec.committeeSize }
    },
    optimistic: (served) => {
      const { attested, participants } = take(served)
      return { ...attested, participants, of: spec.committeeSize }
    },
  }
}

/** `LightClientStore` of the specification, without what only matters to clients that settle for less than two thirds. */
type Store = { readonly finalized: ProvenBeacon; readonly current: Committee; readonly next: Committee | null }

const kept = ({ keys, aggregate, root }: Committee): KeptCommittee => ({ keys, aggregate, root: hexOf(root) })
const unkept = ({ keys, aggregate, root }: KeptCommittee): Committee => ({ keys, aggregate, root: bytesOf(root) })

type Checked = {
  readonly attested: ProvenBeacon
  readonly finalized: ProvenBeacon | null
  readonly nextCommittee: Committee | null
  readonly participants: number
}

/** `initialize_light_client_store`. */
const start = (bootstrap: RpcObject, trustedRoot: Hex, spec: LightClientSpec): Store => {
  const { proven, state, shape } = readHeader(partOf(bootstrap, 'header'), spec)
  if (proven.beaconRoot !== trustedRoot.toLowerCase()) {
    throw new FieldError(`the served block has the root ${proven.beaconRoot}, not the trusted ${trustedRoot}.`, 'LC_ROOT')
  }
  const current = readCommittee(partOf(bootstrap, 'current_sync_committee'), spec)
  const branch = branchIn(bootstrap, 'current_sync_committee_branch')
  if (!branchHolds(current.root, branch, generalizedIndices.currentCommittee(shape), state)) {
    throw new FieldError('the sync committee is not the one in the trusted state.', 'LC_BRANCH')
  }
  return { finalized: proven, current, next: null }
}

/** `validate_light_client_update`, with two thirds of the committee asked for in every case. */
const check = (update: RpcObject, store: Store, spec: LightClientSpec, now: number): Checked => {
  const attested = readHeader(partOf(update, 'attested_header'), spec)
  const finalized = holdsHeader(update, 'finalized_header') ? readHeader(partOf(update, 'finalized_header'), spec) : null
  const slot = slotIn(update, 'signature_slot')
  if (slot > now) throw new FieldError('it is signed in a slot that has not come yet. Check this computer’s clock.', 'LC_ORDER')
  if (slot <= attested.proven.slot || attested.proven.slot < (finalized?.proven.slot ?? 0)) {
    throw new FieldError('its slots are not in the order signature, attested, final.', 'LC_ORDER')
  }
  if (finalized !== null) {
    const index = generalizedIndices.finalizedRoot(attested.shape)
    if (!branchHolds(finalized.root, branchIn(update, 'finality_branch'), index, attested.state)) {
      throw new FieldError('the final header is not the one that the attested state calls final.', 'LC_BRANCH')
    }
  }
  const committee = committeeFor(slot, store, spec)
  const nextCommittee = has(update, 'next_sync_committee') ? readNext(update, attested, store, spec) : null
  const participants = checkSignature(update, attested.root, slot, committee, spec)
  return { attested: attested.proven, finalized: finalized?.proven ?? null, nextCommittee, participants }
}

const committeeFor = (signatureSlot: number, store: Store, spec: LightClientSpec): Committee => {
  const period = periodAt(spec, signatureSlot)
  const known = periodAt(spec, store.finalized.slot)
  if (period === known) return store.current
  if (period === known + 1 && store.next !== null) return store.next
  throw new FieldError(
    `it was signed by the committee of period ${period}, and the committees known are those of period ${known}${store.next === null ? '' : ` and ${known + 1}`}. The updates in between are needed first.`,
    'LC_PERIOD',
  )
}

/** The committee after the attested block's, proven to stand in its state. */
const readNext = (update: RpcObject, attested: Header, store: Store, spec: LightClientSpec): Committee => {
  const next = readCommittee(partOf(update, 'next_sync_committee'), spec)
  const index = generalizedIndices.nextCommittee(attested.shape)
  if (!branchHolds(next.root, branchIn(update, 'next_sync_committee_branch'), index, attested.state)) {
    throw new FieldError('the next sync committee is not the one in the attested state.', 'LC_BRANCH')
  }
  const same = periodAt(spec, attested.proven.slot) === periodAt(spec, store.finalized.slot)
  if (same && store.next !== null && !sameBytes(next.root, store.next.root)) {
    throw new FieldError('it names another next sync committee than the one already proven for this period.', 'LC_COMMITTEE')
  }
  return next
}

const checkSignature = (update: RpcObject, root: Chunk, slot: number, committee: Committee, spec: LightClientSpec): number => {
  const aggregate = partOf(update, 'sync_aggregate')
  const signers = signersIn(aggregate, spec)
  const participants = signers.filter(Boolean).length
  if (participants * 3 < spec.committeeSize * 2) {
    throw new FieldError(
      `only ${participants} of ${spec.committeeSize} committee members signed; two thirds are needed.`,
      'LC_PARTICIPATION',
    )
  }
  const signed = signingRoot(root, slot, spec)
  if (signed === null || !committeeSigned(committee, signers, signed, hexIn(aggregate, 'sync_committee_signature', 96))) {
    throw new FieldError('the signature is not that of the sync committee on this header, fork and chain.', 'LC_SIGNATURE')
  }
  return participants
}

/** `apply_light_client_update`: finality moves forward only, and with it, at most one period at a time, the committees. */
const advance = (store: Store, { finalized, attested, nextCommittee }: Checked, spec: LightClientSpec): Store => {
  const period = periodAt(spec, store.finalized.slot)
  const finalPeriod = finalized === null ? null : periodAt(spec, finalized.slot)
  const newer = finalized !== null && finalized.slot > store.finalized.slot ? finalized : store.finalized
  if (finalPeriod === period + 1 && store.next !== null) return { finalized: newer, current: store.next, next: nextCommittee }
  // The next committee is settled only once the block that names it is final within the same period.
  const settles = finalPeriod === period && periodAt(spec, attested.slot) === period
  return { ...store, finalized: newer, next: store.next ?? (settles ? nextCommittee : null) }
}

type Header = { readonly proven: ProvenBeacon; readonly root: Chunk; readonly state: Chunk; readonly shape: ForkShape }

/** `is_valid_light_client_header`: the execution header is the one in the beacon block's body. */
const readHeader = (header: RpcObject, spec: LightClientSpec): Header => {
  const beacon = partOf(header, 'beacon')
  const slot = slotIn(beacon, 'slot')
  const shape = forkAt(spec, slot)?.shape
  if (shape === undefined) throw new FieldError('its slot is before Capella, from where on this light client reads headers.', 'LC_FORK')
  const execution = partOf(header, 'execution')
  const branch = branchIn(header, 'execution_branch')
  if (!branchHolds(executionRoot(execution, shape), branch, generalizedIndices.execution, bytesFieldIn(beacon, 'body_root', 32))) {
    throw new FieldError('the execution block is not the one in the beacon block.', 'LC_BRANCH')
  }
  const root = beaconRoot(beacon)
  const state = bytesFieldIn(beacon, 'state_root', 32)
  const proven = {
    slot,
    beaconRoot: hexOf(root),
    executionBlockHash: hexIn(execution, 'block_hash', 32),
    blockNumber: slotIn(execution, 'block_number'),
  }
  return { proven, root, state, shape }
}

/** Nodes that have nothing final yet serve an empty header of slot 0. */
const holdsHeader = (update: RpcObject, name: string): boolean =>
  has(update, name) && slotIn(partOf(partOf(update, name), 'beacon'), 'slot') > 0

const guarded = <T>(served: unknown, header: string, run: () => T): T => {
  try {
    return run()
  } catch (cause) {
    if (!(cause instanceof FieldError)) throw cause
    const sentence = cause.message.slice(0, 1).toLowerCase() + cause.message.slice(1)
    throw new ProofError(cause.code, labelOf(served, header), sentence)
  }
}

const labelOf = (served: unknown, header: string): string => {
  try {
    return `at beacon slot ${slotIn(partOf(partOf(messageOf(served), header), 'beacon'), 'slot')}`
  } catch {
    return 'of the beacon chain'
  }
}
