/** Whether the block that the sync committee calls final is the one that is stored. */
import { ProofError } from '../errors.ts'
import type { StoredHeader } from '../ports.ts'
import type { Pool } from '../rpc/pool.ts'
import type { Beacon } from './index.ts'

/**
 * Its number; null where none is known, or it is not among `headers`. Throws ProofError LC_DISSENT where another block is stored at its
 * height: whoever served that is wrong, and is noted so; until it is settled nothing more counts as final.
 */
export function signedFinal(beacon: Beacon, headers: readonly StoredHeader[], pool: Pool): number | null {
  const signed = beacon.final()
  const own = signed === null ? undefined : headers.find(({ number }) => number === signed.number)
  if (signed === null || own === undefined) return null
  if (own.hash === signed.hash) return signed.number
  const sentence = `the sync committee signed another block as final (${signed.hash}) than ${own.endpoint} serves. Remove that endpoint, or check the checkpoint.`
  const error = new ProofError('LC_DISSENT', own.number, sentence, { host: own.endpoint, expected: signed.hash, found: own.hash })
  pool.endpoints.find(({ host }) => host === own.endpoint)?.failed(error)
  throw error
}
