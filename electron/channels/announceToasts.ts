/** Shows notifications one after the other and gathers what waits for a digest; a desktop that answers slowly holds up nothing else. */
import type { Notifier, Toast, ToastAction } from '#ipc/services.ts'
import type { TableRow } from '#shared/order.ts'
import type { Rule, Sound } from '#shared/rules.ts'
import { bodyOf, type DigestOptions, digestOf, namesOf, titleOf } from './words.ts'

/** One for the digest, with the rules that ring aloud for it. */
export type Gathered = { readonly alertId: number; readonly row: TableRow; readonly rules: readonly Rule[]; readonly sound: Sound }

export type Toasts = {
  readonly gathering: boolean
  /** Shows it, after those that were shown before. `alertIds` are told as failed where it cannot be shown. */
  show(toast: Toast, alertIds: readonly number[], sound?: Sound): void
  gather(one: Gathered): void
  /** An order that waits for the digest was taken back: answers whether it waited, and is not told of then. */
  ungather(orderId: string): boolean
  /** Counts an order that was taken back in the next digest. */
  countTakenBack(): void
  /** Shows a digest at once. */
  digest(some: readonly Gathered[], options?: DigestOptions): void
  /** Resolves when all that was handed in so far is shown. */
  shown(): Promise<void>
  /** Sends what waits, and waits until all is shown. */
  stop(): Promise<void>
}

export type ToastDeps = {
  readonly notifier: Notifier
  readonly chainName: (chainId: number) => string
  readonly now: () => number
  /** A sentence for the user when notifications cannot be shown; null when they can again. */
  readonly onProblem: (message: string | null) => void
  readonly onFailed: (alertIds: readonly number[]) => void
  readonly onSound: (sound: Sound) => void
}

/** A digest waits this long for more, and at least `digestGapMs` lie between two digests. */
const digestWaitMs = 5_000
const digestGapMs = 30_000

export function createToasts(deps: ToastDeps): Toasts {
  let gathered: Gathered[] = []
  let takenBack = 0
  let lastDigest = Number.NEGATIVE_INFINITY
  let digests = 0
  let timer: ReturnType<typeof setTimeout> | null = null
  let queue: Promise<void> = Promise.resolve()

  const show: Toasts['show'] = (toast, alertIds, sound = 'none') => {
    queue = queue.then(async () => {
      const { shown, message } = await deps.notifier.show(toast).catch((error: unknown) => ({ shown: false, message: String(error) }))
      deps.onProblem(shown ? null : message)
      if (!shown) deps.onFailed(alertIds)
      if (sound !== 'none' && sound !== 'system') deps.onSound(sound)
    })
  }

  const digest: Toasts['digest'] = (some, options = {}) => {
    lastDigest = deps.now()
    const only = some.length === 1 && !options.quiet && !options.takenBack ? some[0] : undefined
    const sound = some.map((one) => one.sound).sort((a, b) => loudness.indexOf(b) - loudness.indexOf(a))[0] ?? 'none'
    const ids = some.map(({ alertId }) => alertId)
    const rows = some.map(({ row }) => row)
    if (only) return show(toastOf(only.row, deps.chainName(only.row.chainId), only.rules, sound), ids, sound)
    const words = digestOf(rows, deps.chainName, options)
    show({ id: `digest-${++digests}`, ...words, orderId: null, silent: sound !== 'system', actions: [] }, ids, sound)
  }

  const flush = () => {
    if (timer) clearTimeout(timer)
    timer = null
    if (gathered.length === 0 && takenBack === 0) return
    const some = gathered
    const lost = takenBack
    gathered = []
    takenBack = 0
    digest(some, { takenBack: lost })
  }
  const soon = () => {
    timer ??= setTimeout(flush, Math.max(digestWaitMs, lastDigest + digestGapMs - deps.now()))
  }

  return {
    get gathering() {
      return gathered.length > 0
    },
    show,
    gather(one) {
      gathered.push(one)
      soon()
    },
    ungather(orderId) {
      const left = gathered.filter(({ row }) => row.id !== orderId)
      const waited = left.length < gathered.length
      gathered = left
      return waited
    },
    countTakenBack() {
      takenBack++
      soon()
    },
    digest,
    shown: () => queue,
    async stop() {
      flush()
      await queue
    },
  }
}

const loudness: readonly Sound[] = ['none', 'system', 'chime', 'bell', 'horn']

/** The notification of one order. `rules`: those that ring aloud. */
export function toastOf(row: TableRow, chainName: string, rules: readonly Rule[], sound: Sound): Toast {
  const [first] = rules
  const snooze: ToastAction[] = first ? [{ id: `snooze-rule:${first.id}`, label: `Snooze “${first.name}” for an hour` }] : []
  return {
    id: row.id,
    title: titleOf(row),
    body: `${bodyOf(row, chainName)}\n${namesOf(rules)}`,
    orderId: row.id,
    silent: sound !== 'system',
    actions: [
      ...snooze,
      { id: `snooze-chain:${row.chainId}`, label: `Snooze ${chainName} for an hour` },
      { id: `snooze-wallet:${row.from}`, label: 'Snooze the sender for an hour' },
    ],
  }
}
