/** What a light-client server answered, checked in a prover thread: pairings take tens of milliseconds, and messages a hundred kilobytes. */
import { EndpointError, ProofError } from '../errors.ts'
import type { Hex } from '../types.ts'
import {
  createLightClient,
  type LightClient,
  type LightMemory,
  resumeLightClient,
  type SignedBeacon,
} from '../verify/seals/lightClient/index.ts'
import type { LightClientSpec } from '../verify/seals/lightClient/spec.ts'

export type LightJob = {
  /** Which of the four answers this is. */
  readonly light: 'bootstrap' | 'updates' | 'finality' | 'optimistic'
  readonly spec: LightClientSpec
  readonly checkpoint: Hex
  /** Where the light client stands; null before the bootstrap. */
  readonly memory: LightMemory | null
  /** Slot that the clock shows: nothing of a later one is taken. */
  readonly slot: number
  readonly host: string
  /** Body of the answer as it came. */
  readonly answer: Uint8Array
}

export type LightAnswer = {
  readonly memory: LightMemory
  /** The block that the message proves; null for messages that only bring a committee. */
  readonly proven: SignedBeacon | null
}

/** Forks whose messages can be read, as servers name them beside their answers. */
const readable: ReadonlySet<string> = new Set(['capella', 'deneb', 'electra', 'fulu'])

/**
 * Takes the answer, or all updates of it in their order. Throws ProofError of one sentence for what does not prove, LC_FORK for a message
 * of a fork that is not known here, and EndpointError NOT_JSON or BAD_ANSWER for what is none of these messages.
 */
export function readLight(job: LightJob): LightAnswer {
  const served = parse(job)
  const client = clientFor(job, served)
  const proven = job.light === 'finality' || job.light === 'optimistic' ? client[job.light](known(served)) : null
  if (job.light === 'updates') for (const update of listIn(served, job.host)) client.update(known(update))
  return { memory: client.memory(), proven }
}

const clientFor = ({ memory, spec, checkpoint, slot, light, host }: LightJob, served: unknown): LightClient => {
  if (light === 'bootstrap') return createLightClient(known(served), checkpoint, spec, () => slot)
  if (memory === null) throw new EndpointError('BAD_ANSWER', host, 'was asked for updates before its bootstrap.')
  return resumeLightClient(memory, spec, () => slot)
}

const known = (served: unknown): unknown => {
  const version = typeof served === 'object' && served !== null && 'version' in served ? served.version : null
  if (typeof version !== 'string' || readable.has(version.toLowerCase())) return served
  const fork = version.replace(/[^a-z0-9]/gi, '').slice(0, 20)
  throw new ProofError('LC_FORK', 'of the beacon chain', `it is of the fork “${fork}”, which this version cannot read. Update Crowsnest.`)
}

const listIn = (served: unknown, host: string): readonly unknown[] => {
  const list = typeof served === 'object' && served !== null && 'data' in served ? served.data : served
  if (Array.isArray(list) && list.length <= mostUpdates) return list
  throw new EndpointError('BAD_ANSWER', host, 'did not answer with a list of light-client updates. Check the address.')
}

/** `MAX_REQUEST_LIGHT_CLIENT_UPDATES` of the consensus specification. */
const mostUpdates = 128

const parse = ({ answer, host }: LightJob): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(answer))
  } catch (cause) {
    throw new EndpointError(
      'NOT_JSON',
      host,
      'did not answer with JSON. Check that the address is that of a beacon node or light-client server.',
      {
        cause,
      },
    )
  }
}
