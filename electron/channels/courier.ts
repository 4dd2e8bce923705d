/** Brings what waits to each channel, in order and one at a time; what is in the way of one is in the way of no other. */
import type { Clock, HttpPost, Log } from '#engine/ports.ts'
import type { DeliveryStore } from '#ipc/services.ts'
import type { Announcement, Channel } from '#shared/channels.ts'
import { attempt } from './attempt.ts'
import type { ChannelSecrets, Judgement } from './defineChannel.ts'
import { readinessOf } from './forms.ts'
import { gathered } from './gather.ts'

export type Courier = {
  /** Call after anything was put into a queue, and once at start for what a crash left there. */
  poke(): void
  /** What waits for this channel is tried at once: the user changed something, or says so. */
  retry(channelId: string): void
  /** Sends one message past the queue and says in words what came of it. */
  test(channel: Channel): Promise<{ ok: boolean; message: string }>
  /** How a channel is doing; `problem` says what to do. */
  standing(channel: Channel): { waiting: number; lastSent: number | null; problem: string | null }
  /** Ends within two seconds. What is on its way and not answered by then is repeated at the next start, with the same id. */
  stop(): Promise<void>
}

export type CourierDeps = {
  readonly deliveries: DeliveryStore
  /** The user's channels as they are now. */
  readonly channels: () => readonly Channel[]
  readonly secrets: (channel: Channel) => ChannelSecrets
  /** Carries the requests of a channel. */
  readonly carrier: (channel: Channel) => HttpPost
  readonly clock: Clock
  /** In [0, 1). */
  readonly random: () => number
  readonly log: Log
  /** A sentence for the user when a channel does not get through for longer than a moment; null when it does again, or is not used any more. */
  readonly onProblem?: (channelId: string, sentence: string | null) => void
}

/** Waits of 1, 2, 4 … seconds at most, each by chance (“full jitter”: aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter). */
const baseMs = 1_000
const longestWaitMs = 900_000
/** A service may ask for so much patience and no more. */
const longestAskedMs = 3_600_000
const givenUpAfterMs = 86_400_000
/** More than this never wait: the oldest become one message, so many at a time that it need not be done for each that comes. */
const mostWaiting = 10_000
const roomAtOnce = 1_000
/** A service that fails so often in a row is worth a word. */
const patientTimes = 3
/** What ended is kept for so long. */
const keptMs = 30 * 86_400_000

type Worker = { wake: AbortController; poked: boolean }

export function createCourier(deps: CourierDeps): Courier {
  const { deliveries, clock } = deps
  const workers = new Map<string, Worker>()
  const running = new Set<Promise<void>>()
  /** When messages went out in the last minute, by channel. */
  const pace = new Map<string, number[]>()
  const onTheWay = new Set<Promise<Judgement>>()
  /** Channels that the user changed while a message to them was on its way: its refusal may be out of date. */
  const renewed = new Set<string>()
  /** Channels of which the user was told. */
  const told = new Set<string>()
  const ended = new AbortController()
  let stopping = false
  let pruned = false

  const send = (channel: Channel, announcement: Announcement): Promise<Judgement> => {
    const at = clock.now()
    pace.set(channel.id, [...paceOf(channel.id), at])
    const carried = attempt({
      ...{ channel, announcement, at, signal: ended.signal },
      ...{ secrets: deps.secrets(channel), post: deps.carrier(channel) },
    })
    onTheWay.add(carried)
    return carried.finally(() => onTheWay.delete(carried))
  }
  const paceOf = (id: string): number[] => (pace.get(id) ?? []).filter((at) => Math.abs(clock.now() - at) < 60_000)

  const tell = (id: string, sentence: string | null) => {
    if (sentence === null && !told.delete(id)) return
    if (sentence !== null) told.add(id)
    deps.onProblem?.(id, sentence)
  }

  /** One step for a channel; answers how long to wait before the next one, null where there is nothing to do. */
  const step = async (channel: Channel): Promise<number | null> => {
    const { id } = channel
    if (!pruned) deliveries.prune(clock.now() - keptMs)
    pruned = true
    if (deliveries.untried(id) > mostWaiting) deliveries.gather(id, deliveries.untried(id) - mostWaiting + roomAtOnce, gathered)
    let head = deliveries.next(id)
    if (head === null) return null
    const ready = readinessOf(channel, deps.secrets(channel))
    if ('problem' in ready) {
      tell(id, `Channel “${channel.name}”: ${ready.problem}`)
      if (clock.now() - head.at < givenUpAfterMs) return null
      deliveries.giveUp(head.id, ready.problem)
      return 0
    }
    const early = head.nextAt - clock.now()
    // A clock that was set back must not hold a message for years.
    if (early > 0 && early <= givenUpAfterMs) return early
    const sent = paceOf(id)
    const oldest = sent[sent.length - ready.kind.perMinute]
    if (oldest !== undefined) return oldest + 60_000 - clock.now()
    if (head.attempts === 0 && deliveries.untried(id) > ready.kind.burst) {
      deliveries.gather(id, ready.kind.most ?? mostWaiting, gathered)
      head = deliveries.next(id) ?? head
    }
    deliveries.begin(head.id)
    renewed.delete(id)
    const result = await send(channel, head.announcement)
    if (ended.signal.aborted) return null
    const now = clock.now()
    if (result.outcome === 'arrived') {
      deliveries.arrived(head.id, now)
      tell(id, null)
      return 0
    }
    if (result.outcome !== 'retry' || head.attempts + 1 >= patientTimes) tell(id, `Channel “${channel.name}”: ${result.sentence}`)
    deps.log('warn', 'a message did not arrive', { channel: channel.name, attempt: head.attempts + 1, reason: result.sentence })
    if (result.outcome === 'unwanted' || now - head.at >= givenUpAfterMs) {
      deliveries.giveUp(head.id, result.sentence)
      return 0
    }
    // What only the user can mend is not asked again before it is given up, unless the user does something.
    const patience = result.outcome === 'retry' ? waitOf(head.attempts, result.afterMs) : head.at + givenUpAfterMs - now
    const wait = renewed.has(id) ? 0 : Math.ceil(patience)
    deliveries.postpone(head.id, now + wait, result.sentence)
    return wait
  }

  const waitOf = (attempts: number, asked: number | null): number => {
    const jitter = deps.random() * Math.min(longestWaitMs, baseMs * 2 ** Math.min(attempts, 30))
    return asked === null ? jitter : Math.min(asked, longestAskedMs) + deps.random() * baseMs
  }

  const run = async (id: string, worker: Worker): Promise<void> => {
    while (!stopping) {
      const channel = deps.channels().find((one) => one.id === id)
      if (!channel?.enabled) break
      worker.poked = false
      const wait = await step(channel).catch((error: unknown) => {
        // The disk is full or gone: what waits is on it, so it waits.
        deps.log('error', 'messages to a channel cannot be looked after', { channel: channel.name, error })
        return longestWaitMs
      })
      if (wait === null && !worker.poked) break
      if (wait === null || wait <= 0) continue
      worker.wake = new AbortController()
      await clock.sleep(Math.min(wait, longestWaitMs), AbortSignal.any([worker.wake.signal, ended.signal]))
    }
    workers.delete(id)
  }

  const poke = () => {
    if (stopping) return
    const channels = deps.channels()
    for (const id of [...told]) if (!channels.some((one) => one.id === id && one.enabled)) tell(id, null)
    for (const { id, enabled } of channels) {
      const worker = workers.get(id)
      if (worker) {
        worker.poked = true
        worker.wake.abort()
      } else if (enabled) {
        const fresh: Worker = { wake: new AbortController(), poked: false }
        workers.set(id, fresh)
        const turn = run(id, fresh).finally(() => running.delete(turn))
        running.add(turn)
      }
    }
  }

  return {
    poke,
    retry(channelId) {
      renewed.add(channelId)
      deliveries.hurry(channelId, clock.now())
      poke()
    },
    async test(channel) {
      const ready = readinessOf(channel, deps.secrets(channel))
      if ('problem' in ready) return { ok: false, message: ready.problem }
      const announcement = testOf(channel, clock.now())
      const result = await send(channel, announcement)
      if (result.outcome !== 'arrived') return { ok: false, message: result.sentence }
      deliveries.noteSent(channel.id, announcement, clock.now())
      tell(channel.id, null)
      if (channel.enabled) {
        deliveries.hurry(channel.id, clock.now())
        poke()
      }
      return { ok: true, message: `${ready.kind.label} took the test message.` }
    },
    standing(channel) {
      const { waiting, lastSent, givenUp, error } = deliveries.standing(channel.id)
      const ready = readinessOf(channel, deps.secrets(channel))
      const lost =
        givenUp === 0 ? '' : ` ${givenUp === 1 ? 'One message was' : `${givenUp} messages were`} given up; the inbox has what they told.`
      const problem = 'problem' in ready ? ready.problem : error
      return { waiting, lastSent, problem: problem === null ? null : `${problem}${lost}` }
    },
    async stop() {
      stopping = true
      // What is on its way gets a moment to be answered, so that less is repeated.
      const answered = new AbortController()
      if (onTheWay.size > 0) await Promise.race([Promise.allSettled(onTheWay), clock.sleep(patienceMs, answered.signal)])
      answered.abort()
      ended.abort()
      await Promise.allSettled(running)
    },
  }
}

const patienceMs = 1_000

const testOf = (channel: Channel, at: number): Announcement => ({
  ...{ id: `test-${at}`, event: 'test', at, rules: [], orders: [] },
  title: 'Crowsnest can reach you',
  body: `Alerts of the channel “${channel.name}” will arrive like this.`,
})
