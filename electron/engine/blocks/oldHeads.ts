/** What a head below everything that is kept means: an endpoint that lags, or a chain that was begun anew under the same id. */
import type { Doubts } from '../branchChecks.ts'
import type { Reader } from '../chainReader.ts'
import type { Clock, StoredHeader } from '../ports.ts'
import type { Told } from './follow.ts'

export type OldHeads = {
  /** Rejects as `doubts` says where the head, proven, is younger than the newest stored block though its number is far lower. */
  look(told: Told, known: readonly StoredHeader[], final: number | null): Promise<void>
}

/** A lagging endpoint is looked at this seldom, milliseconds. */
const againMs = 5_000

/**
 * A node that lags has blocks that are older than the newest stored one; one that is younger, under a number that was passed long ago, is of
 * another chain. Its block is read and proven before anything is believed, and every endpoint has to tell the same.
 */
export function createOldHeads(reader: Reader, doubts: Doubts, clock: Pick<Clock, 'now'>): OldHeads {
  const looked = new Map<string, number>()
  return {
    async look({ head, endpoint }, known, final) {
      const tip = known.at(-1)
      if (tip === undefined || clock.now() - (looked.get(endpoint.url) ?? Number.NEGATIVE_INFINITY) < againMs) return
      looked.set(endpoint.url, clock.now())
      const read = await reader.readFrom(endpoint, { number: head.number, hash: head.hash })
      if (read.reading.header.timestamp <= tip.timestamp) return
      looked.delete(endpoint.url)
      throw doubts.about(head.number, read, final, tip.number)
    },
  }
}
