/** What endpoints did wrong, written down once each: not every failure is a fault, and one fault is not a thousand. */
import { EndpointError, EngineError, ProofError } from './errors.ts'
import type { ChainStore, Clock } from './ports.ts'
import { absences, type Endpoint } from './rpc/endpoint.ts'

/** Faults of an endpoint that are no disproof of a block. */
const faults: ReadonlySet<string> = new Set(['WRONG_CHAIN', 'LAGGING', 'OUTVOTED'])
/** The same fault of the same endpoint is written down again after this long, milliseconds. */
const againMs = 60_000

/** Keeps the sentence and what was expected and found; failures of the network are not kept. */
export function createIncidents(
  chainId: number,
  store: Pick<ChainStore, 'accuse'>,
  clock: Clock,
): (endpoint: Endpoint, error: unknown) => void {
  const last = new Map<string, number>()
  return ({ host }, error) => {
    const isDisproof = error instanceof ProofError && !absences.has(error.code)
    if (!isDisproof && !(error instanceof EndpointError && faults.has(error.code))) return
    const key = `${host} ${error.code}`
    const at = clock.now()
    if (at - (last.get(key) ?? Number.NEGATIVE_INFINITY) < againMs) return
    last.set(key, at)
    const block = Number(error.data.block ?? Number.NaN)
    try {
      store.accuse({
        chainId,
        host,
        at,
        code: error.code,
        block: Number.isSafeInteger(block) ? block : null,
        sentence: error.message,
        data: error.data,
      })
    } catch (unwritable) {
      // A full disk stops the chain by itself, with its own sentence; the fault must not stop it in another's place.
      if (!(unwritable instanceof EngineError)) throw unwritable
    }
  }
}
