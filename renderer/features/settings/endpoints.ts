/** Changes to lists of networks and endpoints, as pure steps. */
import type { Catalog } from '#shared/catalog.ts'
import type { Network } from '#shared/settings.ts'
import { t } from '../../i18n/t.ts'

/** Host and port of an endpoint: paths and queries carry keys and are not shown where others may look on. */
export function hostOf(url: string): string {
  try {
    return new URL(url).host
  } catch {
    return url
  }
}

/** Replaces the network of the same chain, or appends it. */
export const withNetwork = (networks: readonly Network[], network: Network): Network[] =>
  networks.some(({ chainId }) => chainId === network.chainId)
    ? networks.map((known) => (known.chainId === network.chainId ? network : known))
    : [...networks, network]

/** Adds an endpoint to its chain, which is added too where it is not listed; a known URL changes nothing. */
export function withEndpoint(networks: readonly Network[], catalog: Catalog, chainId: number, url: string): Network[] {
  const known = networks.find((network) => network.chainId === chainId)
  const name = catalog.chains.find((chain) => chain.chainId === chainId)?.name ?? t('Chain {id}', { id: chainId })
  const network: Network = known ?? { chainId, name, enabled: true, endpoints: [] }
  if (network.endpoints.includes(url)) return [...networks]
  return withNetwork(networks, { ...network, enabled: true, endpoints: [...network.endpoints, url] })
}

/** Moves the endpoint at `index` by one place; at the ends nothing happens. */
export function moved(endpoints: readonly string[], index: number, by: -1 | 1): string[] {
  const result = [...endpoints]
  const url = result[index]
  const other = result[index + by]
  if (url === undefined || other === undefined) return result
  result[index] = other
  result[index + by] = url
  return result
}

/**
 * Why an endpoint of a list adds less than it seems: it is there twice under two spellings, or another one of its host comes before
 * it, which speaks with the same voice. Null where neither is so.
 */
export function doubtOf(endpoints: readonly string[], index: number): string | null {
  const url = endpoints[index]
  if (url === undefined) return null
  const before = endpoints.slice(0, index)
  if (before.some((other) => spelled(other) === spelled(url))) return t('This endpoint is listed twice. Remove one of the two.')
  if (before.some((other) => hostOf(other) === hostOf(url)))
    return t('Another endpoint of {host} is listed above. Both count as one voice: agreement needs another operator.', {
      host: hostOf(url),
    })
  return null
}

/** One spelling for addresses that mean the same. */
const spelled = (url: string): string => (URL.canParse(url) ? new URL(url).href.replace(/\/+$/, '') : url)

/** Whether an address means one that is listed, however it is spelled. */
export const isListed = (endpoints: readonly string[], url: string): boolean => endpoints.some((other) => spelled(other) === spelled(url))
