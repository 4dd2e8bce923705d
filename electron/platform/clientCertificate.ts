/** TLS with a certificate of our own, for endpoints that ask who is there: what can be used, and requests that carry it. */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { Agent, request } from 'node:https'
import { createSecureContext } from 'node:tls'
import type { ClientCertificate } from '#shared/secrets.ts'

/** What an answer is read from; `Response` of the platform's fetch is one. */
export type Wire = {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  readonly body: AsyncIterable<Uint8Array> | null
}

type Asked = {
  readonly method: string
  readonly body: string | null
  readonly headers: Record<string, string>
  readonly signal: AbortSignal
}

/** One request over TLS with the certificate; connections are kept. Redirects are handed back, not followed. Rejects as node:https does. */
export const askWith = (certificate: ClientCertificate, url: string, { method, body, headers, signal }: Asked): Promise<Wire> =>
  new Promise((resolve, reject) => {
    const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const asked = request(url, { method, headers: { ...headers, ...length }, signal, agent: agentFor(certificate) }, (answer) =>
      resolve({
        status: answer.statusCode ?? 0,
        headers: { get: (name) => headerOf(answer.headers[name]) },
        body: answer,
      }),
    )
    asked.on('error', reject)
    asked.end(body ?? undefined)
  })

/** Why this certificate can never be used, as one sentence without a word of it; null where it can. */
export function faultOf({ cert, key, ca, passphrase }: ClientCertificate): string | null {
  try {
    if (ca !== undefined) new X509Certificate(ca)
  } catch {
    return 'The certificate of the authority cannot be read: PEM is needed, from -----BEGIN CERTIFICATE----- on.'
  }
  if (cert === undefined || key === undefined) return null
  let own: X509Certificate
  try {
    own = new X509Certificate(cert)
  } catch {
    return 'The client certificate cannot be read: PEM is needed, from -----BEGIN CERTIFICATE----- on.'
  }
  try {
    const opened = createPrivateKey({ key, ...(passphrase === undefined ? {} : { passphrase }) })
    if (!own.checkPrivateKey(opened)) return 'The private key is not that of the client certificate.'
  } catch {
    return passphrase === undefined
      ? 'The private key cannot be read: PEM is needed, and its passphrase where it has one.'
      : 'The private key cannot be opened: the passphrase is wrong, or it is no PEM.'
  }
  try {
    createSecureContext({ cert, key, ...(passphrase === undefined ? {} : { passphrase }), ...(ca === undefined ? {} : { ca }) })
  } catch {
    return 'The client certificate cannot be used with TLS: its key or signature is too weak.'
  }
  return null
}

const agents = new WeakMap<ClientCertificate, Agent>()

function agentFor(certificate: ClientCertificate): Agent {
  const known = agents.get(certificate)
  if (known !== undefined) return known
  const agent = new Agent({ keepAlive: true, ...certificate })
  agents.set(certificate, agent)
  return agent
}

const headerOf = (value: string | readonly string[] | undefined): string | null =>
  value === undefined ? null : typeof value === 'string' ? value : value.join(', ')
