/** HTTP for the engine: one POST or GET, bounded in time and size, and every way it can fail put into a sentence. */
import { EndpointError } from '#engine/errors.ts'
import type { HttpAnswer, HttpGet, HttpPost } from '#engine/ports.ts'
import { askWith, type Wire } from './clientCertificate.ts'

/** POSTs with the platform's fetch, which keeps connections alive. Redirects are not followed: only hosts that the user listed are asked. */
export const post: HttpPost = async (url, body, options) => exchange(readTarget(url, options.headers), body, options)

/** As `post`, without a body: path and query of the base stay before those that are asked for. */
export const get: HttpGet = async (base, path, options) => exchange(readTarget(under(base, path), options.headers), null, options)

async function exchange(target: Target, body: string | null, options: Parameters<HttpPost>[2]): Promise<HttpAnswer> {
  const overdue = new AbortController()
  const timer = setTimeout(() => overdue.abort(), options.timeoutMs)
  const signal = options.signal === undefined ? overdue.signal : AbortSignal.any([overdue.signal, options.signal])
  let received = 0
  try {
    const asked = { method: body === null ? 'GET' : 'POST', body, headers: target.headers, signal }
    const { certificate } = options
    const response: Wire =
      certificate !== undefined && target.url.startsWith('https:')
        ? await askWith(certificate, target.url, asked)
        : await fetch(target.url, { ...asked, redirect: 'manual' })
    if (response.status >= 300 && response.status < 400) throw redirected(target, response)
    const bytes = await readBody(response, target.host, options.maxBytes, (more) => {
      received += more
      options.onBytes?.(more)
    })
    return answer(response, bytes)
  } catch (error) {
    if (error instanceof EndpointError) {
      overdue.abort()
      throw error
    }
    if (options.signal?.aborted) throw new EndpointError('UNREACHABLE', target.host, 'the request was cancelled.', { cause: error })
    if (overdue.signal.aborted) throw timedOut(target.host, options.timeoutMs, received)
    throw new EndpointError('UNREACHABLE', target.host, received > 0 ? cutOff(received) : reason(error), { cause: error })
  } finally {
    clearTimeout(timer)
  }
}

type Target = { readonly url: string; readonly host: string; readonly headers: Record<string, string> }

/** `path` behind that of the base, its query behind that of the base. What is no address is left as it is, for the words about it. */
function under(base: string, path: string): string {
  if (!URL.canParse(base)) return base
  const url = new URL(base)
  const [route = '', query = ''] = path.split('?')
  url.pathname = `${url.pathname.replace(/\/+$/, '')}${route}`
  for (const [name, value] of new URLSearchParams(query)) url.searchParams.append(name, value)
  return url.href
}

/** fetch refuses addresses that carry a name and password; they travel as a header instead. */
function readTarget(url: string, extra: Readonly<Record<string, string>> = {}): Target {
  const headers: Record<string, string> = { ...extra, 'content-type': 'application/json', accept: 'application/json' }
  if (!URL.canParse(url)) throw new EndpointError('UNREACHABLE', url.slice(0, 80), 'this is not an address.', { retryable: false })
  const parsed = new URL(url)
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')
    throw new EndpointError('UNREACHABLE', parsed.host, 'only http:// and https:// addresses take requests.', { retryable: false })
  if (parsed.username !== '' || parsed.password !== '') {
    const pair = `${decodeURIComponent(parsed.username)}:${decodeURIComponent(parsed.password)}`
    headers.authorization ??= `Basic ${Buffer.from(pair).toString('base64')}`
    parsed.username = ''
    parsed.password = ''
  }
  return { url: parsed.href, host: parsed.host, headers }
}

async function readBody(response: Wire, host: string, maxBytes: number, count: (more: number) => void): Promise<Uint8Array> {
  const declared = Number(response.headers.get('content-length') ?? 0)
  if (declared > maxBytes) throw tooLarge(host, maxBytes)
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.byteLength
    count(part.byteLength)
    if (size > maxBytes) throw tooLarge(host, maxBytes)
    parts.push(part)
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return whole
}

const answer = (response: Wire, bytes: Uint8Array): HttpAnswer => ({
  status: response.status,
  retryAfter: response.headers.get('retry-after'),
  contentType: response.headers.get('content-type'),
  date: response.headers.get('date'),
  bytes,
})

function redirected(target: Target, response: Wire): EndpointError {
  const location = response.headers.get('location') ?? ''
  const host = URL.canParse(location, target.url) ? new URL(location, target.url).host : 'another address'
  const sentence = `it redirects to ${host}; enter that address as the endpoint if you trust it.`
  return new EndpointError('HTTP', target.host, sentence, { retryable: false, data: { status: response.status } })
}

const tooLarge = (host: string, maxBytes: number) =>
  new EndpointError(
    'TOO_LARGE',
    host,
    `its answer is larger than ${inMegabytes(maxBytes)}; it was not read to the end. Use another endpoint.`,
  )

const timedOut = (host: string, timeoutMs: number, received: number) =>
  new EndpointError(
    'TIMEOUT',
    host,
    received > 0
      ? `its answer was not complete after ${timeoutMs / 1000} s (${received} bytes came).`
      : `it did not answer within ${timeoutMs / 1000} s.`,
  )

const cutOff = (received: number) => `its answer was cut off after ${received} bytes.`
const inMegabytes = (bytes: number) => (bytes >= 1_000_000 ? `${Math.round(bytes / 1_000_000)} MB` : `${Math.ceil(bytes / 1000)} kB`)

const reasons: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, 'it refused the connection. Check that the node is running and that the port is right.'],
  [/^(ENOTFOUND|EAI_)/, 'this name could not be found. Check the address and the internet connection.'],
  [/^(ENETUNREACH|EHOSTUNREACH|ENETDOWN)$/, 'there is no route to it. Check the network connection.'],
  [/^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/, 'it did not accept a connection in time. Check the address and the network.'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'it closed the connection before it answered.'],
  [
    /^ERR_SSL_\w*ALERT_(?!PROTOCOL)/,
    'it refused the TLS connection: it asks for a client certificate that it knows. Enter one under “Access” in the network’s settings.',
  ],
  [/^(ERR_OSSL|ERR_CRYPTO)/, 'the client certificate kept for it cannot be used. Enter it again.'],
  [/^(EPROTO|ERR_SSL)/, 'it does not speak TLS there. Check whether the address must start with http://.'],
  [
    /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/,
    'its TLS certificate is not trusted by this machine. If its operator has an authority of its own, enter that under “Access”.',
  ],
  [/^bad port$/, 'web clients do not speak to this port (it belongs to another service). Let the node listen on another one.'],
  [/^HPE_/, 'what it answers is not HTTP. Check the port.'],
]

function reason(error: unknown): string {
  const code = codeOf(error)
  return reasons.find(([pattern]) => pattern.test(code))?.[1] ?? `it could not be reached${code === '' ? '' : ` (${code})`}.`
}

/** The platform wraps the system's error, sometimes twice and sometimes one a network address. */
function codeOf(error: unknown, depth = 0): string {
  if (typeof error !== 'object' || error === null || depth > 4) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  if (error instanceof AggregateError) return codeOf(error.errors[0], depth + 1)
  if (error instanceof Error && error.message === 'bad port') return error.message
  return 'cause' in error ? codeOf(error.cause, depth + 1) : ''
}
