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
  })
  .strict()
  .refine(({ bearer, headers }) => bearer !== undefined || headers !== undefined, 'a token or a header is needed')
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
