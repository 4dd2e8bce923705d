/** Counts everything that leaves this machine: the one place where requests and websockets pass on their way out. */
import type { HttpGet, HttpPost, OpenSocket } from '#engine/ports.ts'
import type { OutboundCount } from '#ipc/care.ts'
import type { OutboundHost } from '#shared/contract/care.ts'

type Carriers = { readonly post: HttpPost; readonly openSocket: OpenSocket }
type Purpose = OutboundHost['purpose']

export type Outbound = {
  /** The same two ports, counted. `because` names the network or channel of an address; null: the address is the app's own and stays out. */
  counted(carriers: Carriers, purpose: Purpose, because: (url: string) => string | null): Carriers
  /** The same for questions without a body; `because` gets their base. */
  countedGet(get: HttpGet, purpose: Purpose, because: (base: string) => string | null): HttpGet
  /** For what does not go through these ports. */
  note(count: Omit<OutboundCount, 'at'>): void
  /** Writes down what is not yet written; what cannot be written now is kept for the next time. */
  flush(): void
}

export type OutboundDeps = {
  /** Adds counts to those that are stored; may throw. */
  readonly write: (counts: readonly OutboundCount[]) => void
  /** Unix milliseconds. */
  readonly now: () => number
}

/** Longest text that names why a host is spoken to. */
const longest = 200

/** Counts in memory and hands the sums to `write` with `flush`. An attempt counts even where nobody answers: its bytes were given to the network. */
export function createOutbound({ write, now }: OutboundDeps): Outbound {
  const sums = new Map<string, OutboundCount>()

  const note: Outbound['note'] = ({ host, purpose, because, requests, sent, received }) => {
    const key = `${purpose} ${host}`
    const before = sums.get(key)
    sums.set(key, {
      ...{ host, purpose, because: because.slice(0, longest), at: now() },
      requests: (before?.requests ?? 0) + requests,
      sent: (before?.sent ?? 0) + sent,
      received: (before?.received ?? 0) + received,
    })
  }

  const countersFor = (purpose: Purpose, because: (url: string) => string | null) => (url: string) => {
    const reason = because(url)
    const host = hostIn(url)
    if (reason === null || host === null) return () => {}
    return (requests: number, sent: number, received: number) => note({ host, purpose, because: reason, requests, sent, received })
  }

  return {
    note,
    countedGet: (get, purpose, because) => {
      const counterOf = countersFor(purpose, because)
      return (base, path, options) => countedPost((url, _, inner) => get(url, path, inner), counterOf)(base, '', options)
    },
    counted: ({ post, openSocket }, purpose, because) => {
      const counterOf = countersFor(purpose, because)
      return { post: countedPost(post, counterOf), openSocket: countedSocket(openSocket, counterOf) }
    },
    flush() {
      if (sums.size === 0) return
      const counts = [...sums.values()]
      write(counts)
      sums.clear()
    },
  }
}

type Counter = (requests: number, sent: number, received: number) => void

const countedPost =
  (post: HttpPost, counterOf: (url: string) => Counter): HttpPost =>
  async (url, body, options) => {
    const count = counterOf(url)
    count(1, Buffer.byteLength(body), 0)
    let told = 0
    const onBytes = (more: number) => {
      told += more
      count(0, 0, more)
      options.onBytes?.(more)
    }
    const answer = await post(url, body, { ...options, onBytes })
    // Carriers that do not tell of every part: what they hand over in the end is what came.
    if (answer.bytes.length > told) count(0, 0, answer.bytes.length - told)
    return answer
  }

/** Opening counts as a request, and every message that is sent as another. */
const countedSocket =
  (openSocket: OpenSocket, counterOf: (url: string) => Counter): OpenSocket =>
  (url, handlers, options) => {
    const count = counterOf(url)
    let open = false
    count(1, 0, 0)
    const socket = openSocket(
      url,
      {
        onOpen() {
          open = true
          handlers.onOpen()
        },
        onMessage(text) {
          count(0, 0, Buffer.byteLength(text))
          handlers.onMessage(text)
        },
        onClose(reason) {
          open = false
          handlers.onClose(reason)
        },
      },
      options,
    )
    return {
      send(text) {
        // What is sent into a closed socket goes nowhere.
        if (open) count(1, Buffer.byteLength(text), 0)
        socket.send(text)
      },
      close: () => socket.close(),
    }
  }

const hostIn = (url: string): string | null => (URL.canParse(url) ? new URL(url).host : null)
