/** Follows the beacon chain of one network at the server that the user named: bootstrap, committees, and what they sign. */
import { EndpointError, EngineError, ProofError } from '../errors.ts'
import type { ChainStore, Clock, HttpGet, Log, Prover } from '../ports.ts'
import { hostOf } from '../rpc/link.ts'
import type { Hex } from '../types.ts'
import type { LightMemory, SignedBeacon } from '../verify/seals/lightClient/index.ts'
import { type LightClientSpec, periodAt, slotAt } from '../verify/seals/lightClient/spec.ts'
import type { LightJob } from './job.ts'
import { readLightMemory, writeLight } from './memory.ts'

export type BeaconFollowing = {
  readonly chainId: number
  readonly name: string
  readonly spec: LightClientSpec
  /** Address of a beacon node's API or of a light-client server, and the root of a beacon block that the user trusts. */
  readonly url: string
  readonly checkpoint: Hex
  readonly get: HttpGet
  readonly prover: Pick<Prover, 'light'>
  readonly store: Pick<ChainStore, 'accuse' | 'sealMemory' | 'rememberSeals'>
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
  /** The sync committee signed this block as the newest, or as one that descends from this final one. */
  proven(block: SignedBeacon, kind: 'head' | 'final'): void
  /** Something about the standing changed. */
  changed(): void
}

/** Where it stands, in numbers and words. */
export type BeaconStanding = {
  readonly host: string
  readonly slot: number | null
  readonly head: SignedBeacon | null
  readonly final: SignedBeacon | null
  readonly problem: string | null
}

/** Committee periods asked for at once; each is some 60 kB. */
const updatesAtOnce = 16
const most = 16_000_000
const timeoutMs = 20_000
const longestPauseMs = 5 * 60_000
/** Slots between two questions for what changes once an epoch. */
const seldom = 4
/** A signed block older than this many slots, and a final one older than this many epochs, are late. */
const lateSlots = 10
const lateEpochs = 6

/** Runs until `signal` aborts; never rejects. `standing` may be asked at any time. */
export function followBeacon(following: BeaconFollowing): { standing(): BeaconStanding; readonly running: Promise<void> } {
  const { spec, url, checkpoint, clock, store, signal, chainId } = following
  const host = hostOf(url)
  const key = `${spec.genesisValidatorsRoot} ${checkpoint}`
  const now = () => slotAt(spec, clock.now())
  let memory: LightMemory | null = null
  let head: SignedBeacon | null = null
  let final: SignedBeacon | null = null
  let problem: string | null = null
  let committeesAt = Number.NEGATIVE_INFINITY
  let finalityAt = Number.NEGATIVE_INFINITY
  let accused = ''

  const ask = async (light: LightJob['light'], path: string): Promise<SignedBeacon | null> => {
    const answer = await following.get(url, `/eth/v1/beacon/light_client/${path}`, { timeoutMs, maxBytes: most, signal })
    if (answer.status !== 200) throw refused(host, light, answer.status, checkpoint)
    const done = await following.prover.light({ light, spec, checkpoint, memory, slot: now(), host, answer: answer.bytes })
    if (signal.aborted) return null
    if (JSON.stringify(done.memory) !== JSON.stringify(memory)) remember(done.memory)
    return done.proven
  }

  const remember = (next: LightMemory): void => {
    memory = next
    try {
      store.rememberSeals(chainId, writeLight(key, next))
    } catch (unwritable) {
      // A full disk stops the chain by itself, with its own sentence.
      if (!(unwritable instanceof EngineError)) throw unwritable
    }
  }

  /** Committees up to the clock's period and, once an epoch, the one after it. */
  const learnCommittees = async (): Promise<void> => {
    for (let before = ''; memory !== null && !signal.aborted; ) {
      const period = periodAt(spec, memory.finalized.slot)
      const ahead = periodAt(spec, now()) - period
      const waits = memory.next !== null ? ahead <= 0 : ahead <= 0 && now() - committeesAt < spec.slotsPerEpoch
      const stands = `${memory.finalized.slot} ${memory.next !== null}`
      if (waits || stands === before) return
      before = stands
      committeesAt = now()
      await ask('updates', `updates?start_period=${period}&count=${Math.min(updatesAtOnce, Math.max(0, ahead) + 1)}`)
    }
  }

  const turn = async (): Promise<void> => {
    if (memory === null) memory = readLightMemory(store.sealMemory(chainId), key)
    if (memory === null) await ask('bootstrap', `bootstrap/${checkpoint}`)
    await learnCommittees()
    if (now() - finalityAt >= seldom || final === null) {
      final = (await ask('finality', 'finality_update')) ?? final
      finalityAt = now()
      if (final !== null && !signal.aborted) following.proven(final, 'final')
    }
    head = (await ask('optimistic', 'optimistic_update')) ?? head
    if (head !== null && !signal.aborted) following.proven(head, 'head')
  }

  /** Late is no lie: the level of blocks stays what it was, and why is said. */
  const lateness = (): string | null => {
    const minutes = (slots: number) => Math.round((slots * spec.secondsPerSlot) / 60)
    const behind = now() - (head?.slot ?? now())
    if (behind > lateSlots)
      return `${host}: its newest signed block is ${minutes(behind)} minutes old. Blocks since then wait for their seal.`
    const stale = now() - (final?.slot ?? now())
    if (stale > lateEpochs * spec.slotsPerEpoch)
      return `${host}: the newest final block is ${minutes(stale)} minutes old; the chain may not finalise now.`
    return null
  }

  const accuse = (error: ProofError): void => {
    if (accused === error.message) return
    accused = error.message
    try {
      store.accuse({ chainId, host, at: clock.now(), code: error.code, block: null, sentence: error.message, data: error.data })
    } catch (unwritable) {
      // As above.
      if (!(unwritable instanceof EngineError)) throw unwritable
    }
  }

  const say = (sentence: string | null): void => {
    if (sentence !== null && sentence !== problem) following.log('warn', `${following.name}: ${sentence}`)
    problem = sentence
    following.changed()
  }

  const run = async (): Promise<void> => {
    for (let failures = 0; !signal.aborted; ) {
      try {
        await turn()
        failures = 0
        if (!signal.aborted) say(lateness())
      } catch (error) {
        if (signal.aborted) return
        failures++
        committeesAt = Number.NEGATIVE_INFINITY
        if (error instanceof ProofError) accuse(error)
        if (!(error instanceof EngineError))
          following.log('error', `${following.name}: unexpected failure of the light client`, { error: String(error) })
        say(inWords(error, host))
      }
      await clock.sleep(Math.min(longestPauseMs, spec.secondsPerSlot * 1000 * 2 ** Math.min(failures, 8)), signal)
    }
  }

  return {
    standing: () => ({ host, slot: memory?.finalized.slot ?? null, head, final, problem }),
    running: run(),
  }
}

const refused = (host: string, light: LightJob['light'], status: number, checkpoint: Hex): EndpointError => {
  const sentence =
    light === 'bootstrap' && (status === 404 || status === 400)
      ? `does not have the checkpoint ${checkpoint}. Enter the root of a finalised block of the last weeks, or use a server that keeps older ones.`
      : status === 404 || status === 405
        ? 'serves no light-client messages there. Check the address: it must be that of a beacon node with its light-client server on.'
        : `answered HTTP ${status} instead of a light-client message.`
  return new EndpointError('HTTP', host, sentence, { data: { status } })
}

const inWords = (error: unknown, host: string): string => {
  if (!(error instanceof EngineError)) return `${host}: its answer could not be read.`
  if (!(error instanceof ProofError)) return error.message
  const remedy: Readonly<Record<string, string>> = {
    LC_ROOT: ' Correct the checkpoint, or use another server.',
    LC_SIGNATURE: ' Use another server; if the chain was upgraded lately, update Crowsnest.',
  }
  return `${host} proves nothing: ${error.message}${remedy[error.code] ?? ''}`
}
