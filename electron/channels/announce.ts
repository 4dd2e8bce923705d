/** Rings for orders that rules name. What rings is in the inbox, with all that follows from it, before anything is shown: no crash loses or doubles it. */
import type { AlertStep } from '#ipc/alertStore.ts'
import type { Notifier, OrderStore } from '#ipc/services.ts'
import type { TableRow } from '#shared/order.ts'
import { type Rule, readRules, type Sound } from '#shared/rules.ts'
import type { Settings } from '#shared/settings.ts'
import { releaseQuiet } from './announceQuiet.ts'
import { type Judging, type Reading, readChanges, readDone, type TakenBack } from './announceRead.ts'
import { type Pace, type Telling, tellRings, tellTakenBack } from './announceRing.ts'
import { createToasts, toastOf } from './announceToasts.ts'
import { retractionBodyOf, retractionOf } from './words.ts'

/** Something that is about no order: validators who seal two blocks, a chain that stopped. */
export type Alarm = { readonly id: string; readonly chainId: number | null; readonly title: string; readonly body: string }

export type Announcer = {
  /** Call after every commit, and once at start for what a crash left unannounced. Resolves when what it found is stored and shown. */
  poke(): Promise<void>
  /** Rings at once, whatever the rate; one that stands unread in the inbox word for word is not repeated. */
  alarm(alarm: Alarm): void
  /** Sends what waits in the digest, then ends. */
  stop(): Promise<void>
}

export type AnnouncerDeps = {
  readonly store: Pick<OrderStore, 'pending' | 'cursor' | 'alerts'>
  readonly notifier: Notifier
  readonly settings: () => Settings
  /** Whether an order fulfils a rule that is switched on, and is above the level that its budget learnt. */
  readonly matches: (rule: Rule, row: TableRow) => boolean
  readonly chainName: (chainId: number) => string
  /** Unix milliseconds. */
  readonly now: () => number
  /** Unix milliseconds when watching went on after a sleep or a pause: what was mined before is told in one digest. Absent: it never stopped. */
  readonly awake?: () => number
  /** Names a message to a channel for good. */
  readonly newId: () => string
  /** A sentence for the user when notifications cannot be shown; null when they can again. */
  readonly onProblem: (message: string | null) => void
  /** The inbox changed. */
  readonly onChange?: () => void
  /** The window shall play this. */
  readonly onSound?: (sound: Sound) => void
  /** Messages for channels were queued. */
  readonly onDeliveries?: () => void
}

/** So many changes are looked at in one transaction. */
const batch = 500
/** So often the end of quiet hours is looked for while something waits for it. */
const quietCheckMs = 30_000
const minuteMs = 60_000

const nothing: Omit<AlertStep, 'at' | 'seq'> = {
  ...{ alerts: [], waits: [], moved: [], forgotten: [], done: [], retracted: [], restored: [], deliveries: [], retold: [] },
}

export function createAnnouncer(deps: AnnouncerDeps): Announcer {
  const { store, now } = deps
  const { alerts } = store
  const since = now()
  let pace: Pace | null = null
  let quietChecked = Number.NEGATIVE_INFINITY
  let quietTimer: ReturnType<typeof setTimeout> | null = null
  let queue: Promise<void> = Promise.resolve()
  let stopped = false

  const changed = () => deps.onChange?.()
  const toasts = createToasts({
    notifier: deps.notifier,
    chainName: deps.chainName,
    now,
    onProblem: deps.onProblem,
    onFailed(ids) {
      if (ids.length === 0) return
      alerts.retell(ids, 'failed')
      changed()
    },
    onSound: (sound) => deps.onSound?.(sound),
  })

  /** What a start before this one told in the last minute counts. */
  const paceNow = (): Pace => {
    const at = now()
    pace ??= { toasts: alerts.toastedSince(at - minuteMs).filter((time) => time <= at), lastRang: alerts.lastRang() }
    return pace
  }
  const rules = (settings: Settings): Rule[] => readRules(settings.rules).rules.filter(({ enabled }) => enabled)
  const judging = (): Judging => ({
    alerts,
    rules: rules(deps.settings()),
    matches: deps.matches,
    tip: (chainId) => store.cursor(chainId)?.number ?? null,
    now: now(),
    since,
    awake: deps.awake?.() ?? 0,
  })
  const telling = (): Telling => ({
    now,
    settings: deps.settings(),
    snoozes: alerts.snoozes(now()),
    chainName: deps.chainName,
    gathering: toasts.gathering,
    newId: deps.newId,
  })
  const commit = (step: Partial<AlertStep>): number[] => {
    const ids = alerts.commit({ ...nothing, at: now(), seq: null, ...step })
    if (step.deliveries?.length) deps.onDeliveries?.()
    return ids
  }

  const keep = (reading: Reading, seq: number | null) => {
    const how = telling()
    const { told, deliveries, pace: next } = tellRings(reading.rings, paceNow(), how)
    const ids = commit({
      ...{ seq, waits: reading.waits, moved: reading.moved, forgotten: reading.forgotten, done: reading.done, restored: reading.restored },
      alerts: told.map(({ alert }) => alert),
      retracted: reading.takenBack.map(({ row }) => row.id),
      deliveries: [...deliveries, ...tellTakenBack(reading.takenBack, how, rules(how.settings))],
    })
    pace = next
    for (const [index, { row, alert, loud, sound }] of told.entries()) {
      const alertId = ids[index] ?? 0
      if (alert.told === 'toast') toasts.show(toastOf(row, deps.chainName(row.chainId), loud, sound), [alertId], sound)
      if (alert.told === 'digest') toasts.gather({ alertId, row, rules: loud, sound })
      if (alert.told === 'quiet') checkQuietLater()
    }
    for (const one of reading.takenBack) showTakenBack(one, how.settings)
    if (told.length + reading.takenBack.length + reading.restored.length > 0) changed()
  }

  /** In the place of the order's own notification; beyond the rate it is counted in the next digest. */
  const showTakenBack = ({ row, rung }: TakenBack, settings: Settings) => {
    if (toasts.ungather(row.id) || !settings.notify || !rung.some(({ told }) => told === 'toast' || told === 'digest')) return
    if (!mayShow(settings)) return toasts.countTakenBack()
    const words = { title: retractionOf(row), body: retractionBodyOf(row) }
    toasts.show({ id: row.id, ...words, orderId: row.id, silent: true, actions: [] }, [])
  }
  const mayShow = ({ notifyPerMinute }: Settings): boolean => {
    const at = now()
    const recent = paceNow().toasts.filter((time) => at - time < minuteMs)
    const may = recent.length < notifyPerMinute
    pace = { ...paceNow(), toasts: may ? [...recent, at] : recent }
    return may
  }

  const drain = async () => {
    while (!stopped) {
      const changes = store.pending('notify', batch)
      const last = changes.at(-1)
      if (!last) break
      keep(readChanges(changes, judging()), last.seq)
      await breath()
    }
    while (!stopped) {
      const deep = alerts.deepEnough(batch)
      if (deep.length === 0) break
      keep({ ...nothingRead, ...readDone(deep, judging()) }, null)
      await breath()
    }
    const at = now()
    if (at < quietChecked || at - quietChecked >= quietCheckMs) endQuiet(at)
  }

  const endQuiet = (at: number) => {
    quietChecked = at
    const settings = deps.settings()
    const { held, desktop, retold, deliveries } = releaseQuiet(alerts, rules(settings), telling())
    if (held > 0) checkQuietLater()
    if (retold.length === 0) return
    commit({ retold, deliveries })
    if (desktop.length > 0) toasts.digest(desktop, { quiet: true })
    changed()
  }
  const checkQuietLater = () => {
    quietTimer ??= setTimeout(() => {
      quietTimer = null
      later(drain)
    }, quietCheckMs)
  }

  const ringAlarm = ({ id, chainId, title, body }: Alarm) => {
    if (alerts.standsUnread(chainId, title, body)) return
    const snoozed = alerts.snoozes(now()).some(({ kind, subject }) => kind === 'chain' && subject === String(chainId))
    const told = snoozed ? 'snoozed' : deps.settings().notify ? 'toast' : 'off'
    const ids = commit({ alerts: [{ at: now(), orderId: null, chainId, title, body, told, rules: [] }] })
    if (told === 'toast') {
      const snooze = { id: `snooze-chain:${chainId}`, label: `Snooze ${deps.chainName(chainId ?? 0)} for an hour` }
      toasts.show({ id, title, body, orderId: null, silent: false, actions: chainId === null ? [] : [snooze] }, ids)
      pace = { ...paceNow(), toasts: [...paceNow().toasts, now()] }
    }
    changed()
  }

  const later = (task: () => void | Promise<void>) => {
    queue = queue.then(task).catch((error: unknown) => deps.onProblem(`Notifications failed: ${String(error)}`))
  }

  return {
    poke() {
      later(drain)
      return queue.then(toasts.shown)
    },
    alarm: (alarm) => later(() => ringAlarm(alarm)),
    async stop() {
      if (quietTimer) clearTimeout(quietTimer)
      await queue
      stopped = true
      await toasts.stop()
    },
  }
}

const nothingRead: Reading = { rings: [], waits: [], moved: [], forgotten: [], done: [], takenBack: [], restored: [] }

/** Lets whatever else waits in this process go first. */
const breath = (): Promise<void> => new Promise((next) => setImmediate(next))
