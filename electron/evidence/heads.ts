/** Signs the journal while the app runs: at most once a minute, and when it stops. */
import type { Clock, Log } from '#engine/ports.ts'
import type { JournalStore } from '#ipc/services.ts'
import type { SigningKey } from '#platform/signing.ts'

const everyMs = 60_000
/** Orders that are older than the journal get their entries so many at a time. */
const adoptedAtOnce = 500
const betweenMs = 250

export type Heads = { start(): void; stop(): Promise<void> }

export function createHeads(deps: {
  readonly journal: JournalStore
  readonly key: () => SigningKey
  readonly clock: Clock
  readonly log: Log
}): Heads {
  const { journal, key, clock, log } = deps
  const abort = new AbortController()
  let running: Promise<void>[] = []

  const keep = () => {
    try {
      if (journal.size() > (journal.head()?.size ?? 0)) journal.keepHead(key().signer)
    } catch (error) {
      log('warn', 'the journal could not be signed yet', { error: error instanceof Error ? error.message : String(error) })
    }
  }
  const keeping = async () => {
    while (!abort.signal.aborted) {
      await clock.sleep(everyMs, abort.signal)
      if (!abort.signal.aborted) keep()
    }
  }
  const adopting = async () => {
    try {
      while (!abort.signal.aborted && journal.adopt(adoptedAtOnce)) await clock.sleep(betweenMs, abort.signal)
    } catch (error) {
      log('warn', 'older orders could not be entered in the journal yet', { error: error instanceof Error ? error.message : String(error) })
    }
  }

  return {
    start() {
      running = [keeping(), adopting()]
    },
    async stop() {
      abort.abort()
      await Promise.all(running)
      keep()
    },
  }
}
