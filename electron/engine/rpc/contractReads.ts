/** Contract reads at one block: all in one exchange, at exactly that block, from the endpoint that served it where possible. */
import { EndpointError, RpcError } from '../errors.ts'
import type { Address, BlockHeader, Hex } from '../types.ts'
import type { Endpoint } from './endpoint.ts'
import type { Pool } from './pool.ts'

export type ContractCall = { readonly to: Address; readonly data: Hex }
export type ReadContracts = (calls: readonly ContractCall[]) => Promise<readonly (Hex | null)[]>

/**
 * Null stands for a call that reverted or that no endpoint has state for. Rejects with EndpointError when no endpoint
 * could be asked at all: then the block waits, because an order must not lose its price to a lost connection.
 */
export function contractReads(pool: Pool, prefer: Endpoint | null, block: BlockHeader, now: () => number): ReadContracts {
  return async (calls) => {
    if (calls.length === 0) return []
    const rested = pool.endpoints.filter((endpoint) => endpoint !== prefer && endpoint.restingUntil() <= now())
    let refused = false
    let failed: unknown = null
    for (const endpoint of prefer ? [prefer, ...rested] : rested) {
      try {
        const answers = await readAt(endpoint, calls, block)
        // A cut connection or a null is no answer about the contract: it must not look like a call that reverted.
        const failure = answers.find((answer) => answer instanceof EndpointError)
        if (failure) throw failure
        if (!answers.every((answer) => answer instanceof RpcError || isData(answer))) throw noData(endpoint)
        if (answers.some((answer) => !(answer instanceof Error)))
          return answers.map((answer) => (isData(answer) && answer !== '0x' ? answer : null))
        refused = true
      } catch (error) {
        if (!(error instanceof EndpointError) && !(error instanceof RpcError)) throw error
        failed = error
      }
    }
    if (!refused && failed) throw failed
    return calls.map(() => null)
  }
}

const isData = (answer: unknown): answer is Hex => typeof answer === 'string' && /^0x[0-9a-f]*$/i.test(answer)

const noData = ({ host }: Endpoint): EndpointError =>
  new EndpointError('BAD_ANSWER', host, 'answered eth_call with something that is no data. Try another endpoint.')

/** By block hash (EIP-1898), which no reorg can confuse; by number where the endpoint does not take hashes. */
async function readAt(endpoint: Endpoint, calls: readonly ContractCall[], block: BlockHeader): Promise<readonly unknown[]> {
  const ask = (at: unknown) =>
    endpoint.askAll(
      'eth_call',
      calls.map(({ to, data }) => [{ to, data }, at]),
    )
  if (endpoint.learnt.callByHash) {
    const answers = await ask({ blockHash: block.hash })
    if (!answers.every((answer) => answer instanceof RpcError && (answer.rpcCode === -32602 || answer.rpcCode === -32000))) return answers
    endpoint.learnt.callByHash = !answers.every((answer) => answer instanceof RpcError && answer.rpcCode === -32602)
  }
  return ask(`0x${block.number.toString(16)}`)
}
