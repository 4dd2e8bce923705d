/** Who may ask: the page that this server handed out, opened with the token of this start. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** A foreign site can make a browser send requests here, but not with our Host (DNS rebinding) and our Origin (cross-site calls). */
export function isFromHere(request: IncomingMessage, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  const { host, origin } = request.headers
  if (host === undefined || !hosts.includes(host.toLowerCase())) return false
  return origin === undefined || hosts.some((one) => origin.toLowerCase() === `http://${one}`)
}

/** In a header, or in the address where no header can be sent (event stream, download). Compared in constant time. */
export function hasToken(request: IncomingMessage, url: URL, token: string): boolean {
  const header = request.headers['x-crowsnest-token']
  const given = typeof header === 'string' ? header : request.method === 'POST' ? null : url.searchParams.get('token')
  return given !== null && timingSafeEqual(digest(given), digest(token))
}

const digest = (text: string) => createHash('sha256').update(text).digest()
