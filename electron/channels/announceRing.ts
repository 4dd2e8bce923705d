/** How rings are told: each by a notification of its own up to the user's rate, the others in a digest, or not, and why not. */
import type { NewAlert, NewDelivery, Told } from '#ipc/alertStore.ts'
import type { Snooze } from '#shared/alerts.ts'
import { type Announcement, readChannels } from '#shared/channels.ts'
import type { TableRow } from '#shared/order.ts'
import type { Rule, Sound } from '#shared/rules.ts'
import type { Settings } from '#shared/settings.ts'
import { type Hush, hushOf } from './announceHush.ts'
import type { Ring, TakenBack } from './announceRead.ts'
import { bodyOf, retractionBodyOf, retractionOf, titleOf } from './words.ts'

/** What must be remembered from ring to ring. Copied for each step, and kept only when the step is stored. */
export type Pace = {
  /** When notifications of their own were shown in the last minute. */
  readonly toasts: readonly number[]
  readonly lastRang: ReadonlyMap<string, number>
}

export type Telling = {
  readonly now: () => number
  readonly settings: Settings
  readonly snoozes: readonly Snooze[]
  readonly chainName: (chainId: number) => string
  /** Something waits for a digest already: what comes after it waits as well. */
  readonly gathering: boolean
  readonly newId: () => string
}

/** A ring with what becomes of it. `loud`: the rules that ring aloud on the desktop. */
export type ToldRing = { readonly row: TableRow; readonly alert: NewAlert; readonly loud: readonly Rule[]; readonly sound: Sound }

export type Tellings = { readonly told: readonly ToldRing[]; readonly deliveries: readonly NewDelivery[]; readonly pace: Pace }

const minuteMs = 60_000

/** Decides for each ring, in their order. Pure but for the clock, which is read once for each. */
export function tellRings(rings: readonly Ring[], before: Pace, telling: Telling): Tellings {
  let toasts = [...before.toasts]
  let { gathering } = telling
  const lastRang = new Map(before.lastRang)
  const deliveries: NewDelivery[] = []
  const { settings, snoozes } = telling
  const open = openChannels(settings)
  const told = rings.map(({ row, rules, fresh }): ToldRing => {
    const at = telling.now()
    const hushes = rules.map((rule) => ({ rule, hush: hushOf(rule, row, { at, snoozes, lastRang }) }))
    const ringing = hushes.flatMap(({ rule, hush }) => (hush === null ? [rule] : []))
    const loud = ringing.filter(({ channels }) => channels.includes('desktop'))
    const how = (): Told => {
      if (ringing.length === 0) return quietest(hushes.flatMap(({ hush }) => (hush === null ? [] : [hush])))
      if (loud.length === 0) return 'inbox'
      if (!settings.notify) return 'off'
      toasts = toasts.filter((time) => at - time < minuteMs)
      if (!fresh || gathering || toasts.length >= settings.notifyPerMinute) {
        gathering = true
        return 'digest'
      }
      toasts.push(at)
      return 'toast'
    }
    const overall = how()
    for (const { id } of ringing) lastRang.set(id, at)
    const alert: NewAlert = {
      at,
      orderId: row.id,
      chainId: row.chainId,
      title: titleOf(row),
      body: bodyOf(row, telling.chainName(row.chainId)),
      told: overall,
      rules: hushes.map(({ rule, hush }) => ({
        id: rule.id,
        name: rule.name,
        told: hush ?? (rule.channels.includes('desktop') ? overall : 'inbox'),
      })),
    }
    const names = ringing.map(({ id, name }) => ({ id, name }))
    for (const channelId of channelsOf(ringing, open)) {
      const { title, body } = alert
      deliveries.push({ channelId, announcement: { id: telling.newId(), event: 'alert', at, rules: names, title, body, orders: [row] } })
    }
    return { row, alert, loud, sound: loudest(loud) }
  })
  return { told, deliveries, pace: { toasts, lastRang } }
}

/** Channels that were told of an order are told that it was taken back. */
export function tellTakenBack(takenBack: readonly TakenBack[], telling: Telling, rules: readonly Rule[]): NewDelivery[] {
  const open = openChannels(telling.settings)
  return takenBack.flatMap(({ row, rung }) => {
    const rang = rung.flatMap((one) => one.rules.filter(({ told }) => told !== 'snoozed' && told !== 'quiet' && told !== 'cooldown'))
    const names = new Map(rang.map(({ id, name }) => [id, { id, name }]))
    const ringing = rules.filter(({ id }) => names.has(id))
    return channelsOf(ringing, open).map((channelId): NewDelivery => {
      const announcement: Announcement = {
        ...{ id: telling.newId(), event: 'retracted', at: telling.now(), rules: [...names.values()] },
        ...{ title: retractionOf(row), body: retractionBodyOf(row), orders: [row] },
      }
      return { channelId, announcement }
    })
  })
}

/** Ids of the channels that there are and that are switched on. */
export const openChannels = (settings: Pick<Settings, 'channels'>): ReadonlySet<string> =>
  new Set(readChannels(settings.channels).channels.flatMap(({ id, enabled }) => (enabled ? [id] : [])))

export const channelsOf = (rules: readonly Rule[], open: ReadonlySet<string>): string[] => [
  ...new Set(rules.flatMap(({ channels }) => channels).filter((id) => open.has(id))),
]

/** What quiet hours held back is told when they end, so it goes before what is told no more. */
const quietest = (hushes: readonly Hush[]): Hush =>
  hushes.includes('quiet') ? 'quiet' : hushes.includes('cooldown') ? 'cooldown' : 'snoozed'

const byLoudness: readonly Sound[] = ['none', 'system', 'chime', 'bell', 'horn']
/** The loudest sound that any of the rules makes. */
export const loudest = (rules: readonly Pick<Rule, 'sound'>[]): Sound =>
  byLoudness[Math.max(0, ...rules.map(({ sound }) => byLoudness.indexOf(sound)))] ?? 'none'
