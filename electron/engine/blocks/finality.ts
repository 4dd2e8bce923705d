/** Which blocks may no longer change: the `finalized` tag where an endpoint has it, a depth where not. */
import { EngineError } from '../errors.ts'
import { readHead } from '../rpc/endpoint.ts'
import type { Pool } from '../rpc/pool.ts'

/**
 * The newest final block number, never above `head`. Without the tag it is `head - depth`.
 * Genesis-only answers (a tag that stands at 0 for ever, as young or proof-of-authority chains give) count as no tag.
 */
export async function readFinal(pool: Pool, head: number, depth: number): Promise<number | null> {
  const byDepth = head - depth >= 0 ? head - depth : null
  const tagged = await pool.attempt(async (endpoint) => {
    if (!endpoint.learnt.finalizedTag) return null
    try {
      const found = readHead(await endpoint.ask('eth_getBlockByNumber', ['finalized', false]))
      return found && found.number > 0 ? Math.min(found.number, head) : null
    } catch (error) {
      if (!(error instanceof EngineError) || error.code !== 'RPC') throw error
      endpoint.learnt.finalizedTag = false
      return null
    }
  })
  return tagged ?? byDepth
}
