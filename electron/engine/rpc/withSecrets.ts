/** Requests and websockets that carry the headers kept for their endpoint: the only place where a secret meets the network. */
import type { HttpPost, OpenSocket, Secrets } from '../ports.ts'

type Carriers = { readonly post: HttpPost; readonly openSocket: OpenSocket }
type Headers = Readonly<Record<string, string>>

/** The same two ports; an address without a secret is asked as before. What an endpoint repeats of its secret is blotted out of its answer. */
export const withSecrets = ({ post, openSocket }: Carriers, secrets: Secrets): Carriers => ({
  async post(url, body, options) {
    const own = secrets.headersFor(url)
    const answer = await post(url, body, { ...options, headers: { ...options.headers, ...own } })
    const text = Object.keys(own).length > 0 && answer.bytes.length <= shortAnswer ? decoder.decode(answer.bytes) : ''
    const clean = blot(text, own)
    return clean === text ? answer : { ...answer, bytes: encoder.encode(clean) }
  },
  openSocket(url, handlers, options) {
    const own = secrets.headersFor(url)
    const onMessage = (text: string) => handlers.onMessage(text.length <= shortAnswer ? blot(text, own) : text)
    return openSocket(url, { ...handlers, onMessage }, { ...options, headers: { ...options.headers, ...own } })
  },
})

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
