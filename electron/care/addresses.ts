/** Addresses of endpoints without what may be a key: what stays is what anyone may know. */
import { chains } from '#engine/chains/index.ts'

/** An address as it may be told, and whether something was cut from it. */
export type ToldAddress = { readonly url: string; readonly cut: boolean }

const known: ReadonlySet<string> = new Set(chains.flatMap(({ publicEndpoints }) => publicEndpoints.map(normal)))

/**
 * The catalogue's public endpoints stay whole. An address on this machine keeps its path. Of every other all behind the host is cut: nobody can tell a
 * path from a key. A name and password, a query and a fragment always go.
 */
export function withoutKeys(address: string): ToldAddress {
  if (!URL.canParse(address)) return { url: 'not an address', cut: true }
  if (known.has(normal(address))) return { url: address, cut: false }
  const { protocol, host, hostname, pathname } = new URL(address)
  const path = isNear(hostname) ? pathname : '/'
  const url = `${protocol}//${host}${path === '/' ? '' : path}`
  return { url, cut: normal(url) !== normal(address) }
}

export const isNear = (hostname: string): boolean => hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname)

function normal(address: string): string {
  return URL.canParse(address) ? new URL(address).href : address
}
