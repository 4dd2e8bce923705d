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

/**
 * Which of the tokens was given, or null: in a header, or in the address where no header can be sent (event stream, download). Compared in constant
 * time, and with every token, so that an answer tells nothing of any.
 */
export function holderOf(request: IncomingMessage, url: URL, tokens: readonly string[]): number | null {
  const header = request.headers['x-crowsnest-token']
  const given = typeof header === 'string' ? header : request.method === 'POST' ? null : url.searchParams.get('token')
  const asked = digest(given ?? '')
  let holder: number | null = null
  for (const [index, token] of tokens.entries()) if (timingSafeEqual(asked, digest(token)) && given !== null) holder = index
  return holder
}

const digest = (text: string) => createHash('sha256').update(text).digest()
