/** What is asked of a branch beside its own proofs: that time does not run backwards, and that no endpoint takes anything back alone. */
import { voteOn } from './blocks/outvoted.ts'
import type { Read } from './chainReader.ts'
import { DeepReorgError, EndpointError, type EngineError, ProofError } from './errors.ts'
import type { Clock, StoredHeader } from './ports.ts'
import type { Endpoint } from './rpc/endpoint.ts'
import type { Pool } from './rpc/pool.ts'

/** So often has every endpoint to contradict what is final before the user is asked. */
const doubtsToBelieve = 3

/** So often is a reorganisation told, while no independent endpoint answers, before it is believed. */
const unheardToBelieve = 3

export type Votes = {
  /**
   * Rejects with EndpointError LAGGING where the others stand on `tip`: one endpoint alone takes no stored block back, for it may lag on a
   * branch that the chain has left. Where none of them answers it has to tell its branch several times.
   */
  check(read: Read, tip: StoredHeader): Promise<void>
  /** A block was accepted. */
  forget(): void
}

export function createVotes(pool: Pool, clock: Clock): Votes {
  let unheard = 0
  return {
    async check({ reading, endpoint }, tip) {
      const vote = await voteOn(pool, clock, endpoint, reading.header, tip)
      if (vote === 'free' || (vote === 'unheard' && ++unheard >= unheardToBelieve)) return
      const sentence =
        vote === 'outvoted'
          ? `has another block ${tip.number} than the other endpoints. They are believed.`
          : `takes block ${tip.number} back, and no other endpoint can be asked about it now. It is asked again.`
      const error = new EndpointError('LAGGING', endpoint.host, sentence)
      if (vote === 'outvoted') endpoint.failed(error)
      throw error
    },
    forget: () => {
      unheard = 0
    },
  }
}

/** Throws ProofError TIME: time never runs backwards along a chain. `known` holds the parent of the first block where there is one. */
export function checkTime(known: readonly StoredHeader[], added: readonly Read[]): void {
  const first = added[0]
  let before = first ? known.find(({ hash }) => hash === first.reading.header.parentHash)?.timestamp : undefined
  for (const { reading, endpoint } of added) {
    const { number, timestamp } = reading.header
    if (before !== undefined && timestamp < before)
      throw new ProofError('TIME', number, `it is ${before - timestamp} s older than its parent. Served by ${endpoint.host}.`, {
        host: endpoint.host,
      })
    before = timestamp
  }
}

export type Doubts = {
  /** The error to throw: ProofError NOT_LINKED, or DeepReorgError once every endpoint has told so often enough and the user can choose. */
  about(number: number, read: Read, final: number | null, restarted?: number): EngineError
  /** A block was accepted: whoever told otherwise was wrong. */
  forget(): void
}

/**
 * A block that does not continue what is final: the endpoint that says so is doubted first, and only when every endpoint tells the same
 * is it the chain that changed.
 */
export function createDoubts(chainName: string, pool: Pool, canChoose: boolean): Doubts {
  const doubted = new Map<Endpoint, number>()
  return {
    about(number, { endpoint, reading }, final, restarted) {
      doubted.set(endpoint, (doubted.get(endpoint) ?? 0) + 1)
      const error = new ProofError(
        'NOT_LINKED',
        reading.header.number,
        restarted === undefined
          ? `its parent is not the block that is stored before it. Served by ${endpoint.host}.`
          : `it is younger than block ${restarted}, which is stored: another chain. Served by ${endpoint.host}.`,
        { host: endpoint.host },
      )
      endpoint.failed(error)
      if (!pool.endpoints.every((other) => (doubted.get(other) ?? 0) >= doubtsToBelieve)) return error
      doubted.clear()
      if (!canChoose) return error
      return new DeepReorgError(chainName, number, final ?? number, restarted)
    },
    forget: () => doubted.clear(),
  }
}
