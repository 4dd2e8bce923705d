/** Asks one endpoint who it is and what it can do, for the user who is about to add it. */
import type { EndpointTest } from '#shared/contract/settings.ts'
import { EngineError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { createEndpoint, type Endpoint } from './endpoint.ts'
import { hostOf } from './link.ts'

/** Never rejects: what is wrong is in `message`. `chainId: null` takes any chain. */
export async function probe(
  url: string,
  chainId: number | null,
  ports: Pick<Ports, 'post' | 'openSocket' | 'clock'>,
): Promise<EndpointTest> {
  const blank = { url, ok: false, chainId: null, head: null, latencyMs: null, client: null, blockReceipts: null, finalizedTag: null }
  if (!/^(https?|wss?):\/\/[^\s/]+/i.test(url))
    return { ...blank, message: 'This is not an RPC address: it must start with http://, https://, ws:// or wss://.' }
  const stop = new AbortController()
  const endpoint = createEndpoint(url, ports, stop.signal, () => {})
  try {
    const started = ports.clock.now()
    const found = quantity(await endpoint.ask('eth_chainId', []))
    const latencyMs = ports.clock.now() - started
    if (found === null)
      return { ...blank, message: `${hostOf(url)} did not say which chain it serves. Check that the address is an Ethereum RPC.` }
    if (chainId !== null && found !== chainId)
      return {
        ...blank,
        chainId: found,
        latencyMs,
        message: `${hostOf(url)} serves chain ${found}, not chain ${chainId}. Correct the address or the chain id.`,
      }
    const head = quantity(await endpoint.ask('eth_blockNumber', []))
    const client = await optional(endpoint, 'web3_clientVersion', [])
    const receipts = await optional(endpoint, 'eth_getBlockReceipts', ['latest'])
    const finalized = await optional(endpoint, 'eth_getBlockByNumber', ['finalized', false])
    const blockReceipts = Array.isArray(receipts)
    const finalizedTag = typeof finalized === 'object' && finalized !== null
    const lacks = [
      blockReceipts ? '' : 'receipts of whole blocks (slower)',
      finalizedTag ? '' : 'a finalized tag (a depth is used)',
    ].filter(Boolean)
    return {
      url,
      ok: true,
      chainId: found,
      head,
      latencyMs: Math.round(latencyMs),
      client: typeof client === 'string' ? client.slice(0, 120) : null,
      blockReceipts,
      finalizedTag,
      message: `Chain ${found}, block ${head ?? 'unknown'}, answered in ${Math.round(latencyMs)} ms.${lacks.length ? ` Without ${lacks.join(' and ')}.` : ''}`,
    }
  } catch (error) {
    return { ...blank, message: error instanceof EngineError ? error.message : `${hostOf(url)} could not be asked: ${String(error)}` }
  } finally {
    stop.abort()
    endpoint.close()
  }
}

const quantity = (value: unknown): number | null => (typeof value === 'string' && /^0x[0-9a-f]{1,13}$/i.test(value) ? Number(value) : null)

const optional = (endpoint: Endpoint, method: string, params: readonly unknown[]): Promise<unknown> =>
  endpoint.ask(method, params).catch((error) => {
    if (error instanceof EngineError) return null
    throw error
  })
