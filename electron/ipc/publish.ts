/** Events to every window: order changes are gathered into at most ten messages a second, numbered without gaps. */
import type { OrderChange } from '#engine/ports.ts'
import type { EventName, EventPayload } from '#shared/contract/index.ts'
import type { AppStatus } from '#shared/status.ts'

export type EventListener = (name: EventName, payload: unknown) => void

export type Publisher = {
  publish<N extends EventName>(name: N, payload: EventPayload<N>): void
  /** Order changes, in commit order. */
  changed(changes: readonly OrderChange[]): void
  /** The status is asked for when it is sent, so a burst costs one. */
  statusChanged(): void
  onEvent(listener: EventListener): () => void
  stop(): void
}

const gatherMs = 100
/** Above this many rows the message is an empty one that leaves a gap in the numbers, so that the window asks for the page again. */
const mostRows = 1000

export function createPublisher(status: () => AppStatus): Publisher {
  const listeners = new Set<EventListener>()
  let rows: OrderChange[] = []
  let firstSeq = 0
  let lastSeq = 0
  let statusDue = false
  let timer: ReturnType<typeof setTimeout> | null = null

  const send = (name: EventName, payload: unknown) => {
    for (const listener of listeners) listener(name, payload)
  }
  const flush = () => {
    timer = null
    if (lastSeq >= firstSeq && firstSeq > 0) {
      // An order that changed twice is sent once, as it is now.
      const newest = new Map(rows.map((change) => [change.row.id, change.row]))
      if (newest.size <= mostRows) send('orders.changed', { firstSeq, lastSeq, rows: [...newest.values()] })
      else send('orders.changed', { firstSeq: lastSeq, lastSeq, rows: [] })
      rows = []
      firstSeq = 0
      lastSeq = 0
    }
    if (statusDue) {
      statusDue = false
      send('app.statusChanged', status())
    }
  }
  const soon = () => {
    timer ??= setTimeout(flush, gatherMs)
  }

  return {
    publish: send,
    changed(changes) {
      const first = changes[0]
      const last = changes.at(-1)
      if (!first || !last) return
      if (firstSeq === 0) firstSeq = first.seq
      lastSeq = last.seq
      rows.push(...changes)
      soon()
    },
    statusChanged() {
      statusDue = true
      soon()
    },
    onEvent(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop() {
      if (timer) clearTimeout(timer)
      listeners.clear()
    },
  }
}
