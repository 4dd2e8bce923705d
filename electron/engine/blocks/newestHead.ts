/** The newest block that an endpoint tells of when it is asked, for a start and for ranges of history. */
import { EngineError } from '../errors.ts'
import type { Pool } from '../rpc/pool.ts'

/** Asks one endpoint after the other. Throws EngineError NO_HEAD where none of them tells. */
export const askNewestHead = (pool: Pool): Promise<number> =>
  pool.attempt(async (endpoint) => {
    const answer = await endpoint.ask('eth_blockNumber', [])
    if (typeof answer !== 'string' || !/^0x[0-9a-f]{1,13}$/i.test(answer))
      throw new EngineError('NO_HEAD', `${endpoint.host} did not tell its newest block.`, { retryable: true })
    endpoint.sawHead(Number(answer))
    return Number(answer)
  })
