/** Requests and websockets that carry the headers kept for their endpoint: the only place where a secret meets the network. */
import type { HttpAnswer, HttpGet, HttpPost, OpenSocket, Secrets } from '../ports.ts'

type Carriers = { readonly post: HttpPost; readonly openSocket: OpenSocket }
type Headers = Readonly<Record<string, string>>

/** The same two ports; an address without a secret is asked as before. What an endpoint repeats of its secret is blotted out of its answer. */
export const withSecrets = ({ post, openSocket }: Carriers, secrets: Secrets): Carriers => ({
  post: async (url, body, options) =>
    cleaned(await post(url, body, { ...options, ...optionsFor(url, options.headers, secrets) }), secrets.headersFor(url)),
  openSocket(url, handlers, options) {
    const own = secrets.headersFor(url)
    const onMessage = (text: string) => handlers.onMessage(text.length <= shortAnswer ? blot(text, own) : text)
    return openSocket(url, { ...handlers, onMessage }, { ...options, ...optionsFor(url, options.headers, secrets) })
  },
})

/** As `withSecrets`, for questions without a body; what is kept is kept for the base. */
export const getWithSecrets =
  (get: HttpGet, secrets: Secrets): HttpGet =>
  async (base, path, options) =>
    cleaned(await get(base, path, { ...options, ...optionsFor(base, options.headers, secrets) }), secrets.headersFor(base))

const optionsFor = (url: string, headers: Headers | undefined, secrets: Secrets) => {
  const certificate = secrets.certificateFor?.(url) ?? null
  return { headers: { ...headers, ...secrets.headersFor(url) }, ...(certificate === null ? {} : { certificate }) }
}

const cleaned = (answer: HttpAnswer, own: Headers): HttpAnswer => {
  const text = Object.keys(own).length > 0 && answer.bytes.length <= shortAnswer ? decoder.decode(answer.bytes) : ''
  const clean = blot(text, own)
  return clean === text ? answer : { ...answer, bytes: encoder.encode(clean) }
}

/** Refusals are short; only they are shown and written down as they came. */
const shortAnswer = 8_192
const decoder = new TextDecoder()
const encoder = new TextEncoder()

/** Words of a header's value that are secret: all but short ones such as `Bearer`. */
const blot = (text: string, headers: Headers): string =>
  Object.values(headers)
    .flatMap((value) => value.split(/\s+/))
    .filter((word) => word.length > 6)
    .reduce((rest, word) => rest.replaceAll(word, '…'), text)
