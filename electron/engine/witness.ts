/** Looks at the block that other endpoints name at a height: where seals are watched over, both may have been sealed. */
import type { Reader } from './chainReader.ts'
import { EngineError } from './errors.ts'
import type { Pool } from './rpc/pool.ts'
import type { Sealing } from './sealing.ts'

/** Reads block `number` from each of these hosts and hands it to the watch over the seals. What fails is noted at its endpoint. */
export async function witnessAt(
  { number, hosts }: { readonly number: number; readonly hosts: readonly string[] },
  {
    pool,
    reader,
    sealing,
    signal,
  }: { readonly pool: Pool; readonly reader: Reader; readonly sealing: Sealing; readonly signal: AbortSignal },
): Promise<void> {
  if (sealing.status() === undefined) return
  for (const endpoint of pool.endpoints.filter(({ host }) => hosts.includes(host))) {
    try {
      const read = await reader.readFrom(endpoint, { number, hash: null })
      if (!signal.aborted) sealing.witness(read)
    } catch (error) {
      if (!(error instanceof EngineError)) throw error
      endpoint.failed(error)
    }
  }
}
