/** Rings for large orders: one toast each up to the user's rate, then one digest. Nothing rings twice, and the table has every row. */
import type { OrderChange } from '#engine/ports.ts'
import type { Notifier, OrderStore, Toast } from '#ipc/services.ts'
import type { OrderRow, TableRow } from '#shared/order.ts'
import { readRules } from '#shared/rules.ts'
import type { Settings } from '#shared/settings.ts'
import { bodyOf, digestOf, retractionOf, titleOf } from './words.ts'

export type Announcer = {
  /** Call after every commit, and once at start for what a crash left unannounced. */
  poke(): void
  /** Sends what waits in the digest, then ends. */
  stop(): Promise<void>
}

export type AnnouncerDeps = {
  readonly store: Pick<OrderStore, 'pending' | 'handled'>
  readonly notifier: Notifier
  readonly settings: () => Settings
  /** Rows that the user's rules announce. */
  readonly judge: (rows: readonly TableRow[], settings: Settings) => readonly TableRow[]
  readonly chainName: (chainId: number) => string
  readonly now: () => number
  /** A sentence for the user when notifications cannot be shown; null when they can again. */
  readonly onProblem: (message: string | null) => void
}

/** A digest waits this long for more, and at least `digestGapMs` lie between two digests. */
const digestWaitMs = 5_000
const digestGapMs = 30_000
/** Older than this, an order is news from while the app was away: digest only. */
const freshSeconds = 900

const plain = (id: string) => ({ id, silent: false, actions: [] })

export function createAnnouncer(deps: AnnouncerDeps): Announcer {
  const { store, notifier, now } = deps
  let rung: number[] = []
  let gathered: OrderRow[] = []
  let lastDigest = 0
  let timer: ReturnType<typeof setTimeout> | null = null
  let queue: Promise<void> = Promise.resolve()
  let stopped = false
  // Undone before they could ring: they ring when they are mined again.
  const unrung = new Set<string>()

  const show = async (toast: Toast) => {
    const { shown, message } = await notifier.show(toast).catch((error: unknown) => ({ shown: false, message: String(error) }))
    deps.onProblem(shown ? null : message)
  }

  const flush = async () => {
    timer = null
    if (gathered.length === 0) return
    const rows = gathered
    gathered = []
    lastDigest = now()
    const only = rows.length === 1 ? rows[0] : undefined
    if (only) await show({ title: titleOf(only), body: bodyOf(only, deps.chainName(only.chainId)), orderId: only.id, ...plain(only.id) })
    else await show({ ...digestOf(rows, deps.chainName), orderId: null, ...plain('digest') })
  }

  const ring = async (row: OrderRow, perMinute: number) => {
    const at = now()
    rung = rung.filter((time) => at - time < 60_000)
    const fresh = row.state === 'pending' || (row.blockTime !== null && at / 1000 - row.blockTime < freshSeconds)
    if (fresh && rung.length < perMinute && gathered.length === 0) {
      rung.push(at)
      await show({ title: titleOf(row), body: bodyOf(row, deps.chainName(row.chainId)), orderId: row.id, ...plain(row.id) })
      return
    }
    gathered.push(row)
    timer ??= setTimeout(() => later(flush), Math.max(digestWaitMs, lastDigest + digestGapMs - at))
  }

  const isNew = ({ row, was }: OrderChange) => {
    if (row.state === 'reverted') {
      if (was === null) unrung.add(row.id)
      return false
    }
    // What may never happen rings only where that is wanted, and then not again when it does.
    if (row.state === 'dropped' || row.state === 'replaced') return false
    const notifyPending = readRules(deps.settings().rules).rules.some(
      ({ enabled, confirmations }) => enabled && confirmations === 'pending',
    )
    if (row.state === 'pending') return notifyPending && was === null
    if (was === 'pending') return !notifyPending
    return was === null || was === 'dropped' || was === 'replaced' || unrung.delete(row.id)
  }

  const drain = async () => {
    while (!stopped) {
      const changes = store.pending('notify', 500)
      const last = changes.at(-1)
      if (!last) return
      const settings = deps.settings()
      const fresh = changes.filter(isNew).map(({ row }) => row)
      const retracted = changes.filter(({ row, was }) => row.state === 'reverted' && was === 'seen').map(({ row }) => row)
      // Whether a retraction is told is judged by what the order was.
      const wasTold = deps.judge(
        retracted.map((row) => ({ ...row, state: 'seen' as const })),
        settings,
      )
      // Remembered before it rings: after a crash an order may stay silent, but it never rings twice.
      store.handled('notify', last.seq)
      if (!settings.notify) continue
      for (const row of deps.judge(fresh, settings)) await ring(row, settings.notifyPerMinute)
      for (const row of wasTold)
        if (rung.length < settings.notifyPerMinute) {
          rung.push(now())
          await show({
            title: retractionOf(row),
            body: `The chain dropped block ${row.blockNumber}: this order is not part of it any more.`,
            orderId: row.id,
            ...plain(row.id),
          })
        }
    }
  }

  const later = (task: () => Promise<void>) => {
    queue = queue.then(task).catch((error: unknown) => deps.onProblem(`Notifications failed: ${String(error)}`))
  }

  return {
    poke: () => later(drain),
    async stop() {
      if (timer) clearTimeout(timer)
      await queue
      stopped = true
      await flush()
    },
  }
}
