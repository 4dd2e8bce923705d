/** What opens an endpoint or a channel that asks who is there: written down encrypted, and never shown again. */
import { z } from 'zod'

/** Headers that belong to the exchange itself. */
const ours = /^(host|connection|upgrade|content-.*|transfer-encoding|te|trailer|expect|sec-.*|accept-encoding)$/i

const HeaderName = z
  .string()
  .max(200)
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'this is no name of a header: letters, digits and hyphens are needed, without a colon')
  .refine((name) => !ours.test(name), 'this header is set by the app itself and cannot be chosen')
const HeaderValue = z
  .string()
  .min(1, 'the value of a header is empty')
  .max(16_000)
  .regex(/^[\x21-\x7e]([\x20-\x7e\t]*[\x21-\x7e])?$/, 'the value of a header must be one line of plain characters')

const pem = (what: string) =>
  z
    .string()
    .max(64_000)
    .regex(/-----BEGIN [A-Z0-9 ]+-----[\s\S]+-----END [A-Z0-9 ]+-----/, `${what} must be PEM: text from -----BEGIN to -----END`)

/** What TLS shows to an endpoint that asks for it, and whom it trusts there instead of the usual authorities. All PEM. */
export const ClientCertificate = z
  .object({
    /** The certificate, with those between it and its authority behind it, and its private key. */
    cert: pem('the client certificate').optional(),
    key: pem('the private key').optional(),
    /** Authority of the endpoint's own certificate. */
    ca: pem('the certificate of the authority').optional(),
    passphrase: z.string().min(1).max(1000).optional(),
  })
  .strict()
  .refine(({ cert, key }) => (cert === undefined) === (key === undefined), 'a client certificate and its private key belong together')
  .refine(({ cert, ca }) => cert !== undefined || ca !== undefined, 'a client certificate, or that of an authority, is needed')
export type ClientCertificate = z.infer<typeof ClientCertificate>

export const EndpointSecret = z
  .object({
    bearer: z
      .string()
      .max(16_000)
      .regex(/^[\x21-\x7e]+$/, 'a token is one word of plain characters, without “Bearer” before it')
      .optional(),
    headers: z
      .array(z.object({ name: HeaderName, value: HeaderValue }))
      .min(1)
      .max(20)
      .optional(),
    certificate: ClientCertificate.optional(),
  })
  .strict()
  .refine((secret) => Object.values(secret).some((part) => part !== undefined), 'a token, a header or a certificate is needed')
export type EndpointSecret = z.infer<typeof EndpointSecret>

/** The secrets of a channel, by the names that its kind gives them. */
export const ChannelSecret = z.record(z.string().min(1).max(60), z.string().min(1).max(4000))

/** The headers that a secret stands for. */
export const headersOf = ({ bearer, headers = [] }: EndpointSecret): Record<string, string> => ({
  ...Object.fromEntries(headers.map(({ name, value }) => [name.toLowerCase(), value])),
  ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
})

/** Where an endpoint's secret travels in clear text, in words; null where it does not. */
export function exposureOf(endpoint: string): string | null {
  if (!URL.canParse(endpoint)) return null
  const { protocol, hostname, host } = new URL(endpoint)
  const isNear = hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname)
  if (isNear || protocol === 'https:' || protocol === 'wss:') return null
  return `${host} is asked over ${protocol}//, so its token travels unencrypted: use https:// or wss:// if the endpoint has it.`
}
