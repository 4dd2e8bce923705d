/** What quiet hours held back, when they end: one digest for the desktop, one for each channel. Reads, and changes nothing. */
import type { AlertStore, NewDelivery, Told } from '#ipc/alertStore.ts'
import type { TableRow } from '#shared/order.ts'
import { isQuiet } from '#shared/quietHours.ts'
import type { Rule } from '#shared/rules.ts'
import { isSnoozed } from './announceHush.ts'
import { channelsOf, loudest, openChannels, type Telling } from './announceRing.ts'
import type { Gathered } from './announceToasts.ts'
import { digestOf } from './words.ts'

type Message = { readonly rows: TableRow[]; readonly names: Map<string, string> }

export type Release = {
  /** How many go on waiting. */
  readonly held: number
  readonly desktop: readonly Gathered[]
  readonly retold: readonly { readonly ids: readonly number[]; readonly told: Told }[]
  readonly deliveries: readonly NewDelivery[]
}

/** So many alerts are let out at once, and so many orders go into one message. */
const most = 20_000
const mostInOne = 500

/** `rules`: those that are switched on. One that is gone holds nothing back, and rings nowhere. */
export function releaseQuiet(alerts: Pick<AlertStore, 'quiet'>, rules: readonly Rule[], telling: Telling): Release {
  const at = telling.now()
  const all = alerts.quiet(most).map((one) => ({ ...one, rules: rules.filter(({ id }) => one.rules.includes(id)) }))
  const free = all.filter((one) => !one.rules.some(({ quiet }) => quiet !== null && isQuiet(quiet, at)))
  const open = openChannels(telling.settings)
  const desktop: Gathered[] = []
  const told = new Map<Told, number[]>()
  const forChannels = new Map<string, Message>()
  for (const { id, row, rules: named } of free) {
    const ringing = named.filter((rule) => !isSnoozed(rule.id, row, telling.snoozes))
    const loud = ringing.filter(({ channels }) => channels.includes('desktop'))
    const how: Told =
      loud.length > 0 ? (telling.settings.notify ? 'digest' : 'off') : named.length > 0 && ringing.length === 0 ? 'snoozed' : 'inbox'
    if (how === 'digest') desktop.push({ alertId: id, row, rules: loud, sound: loudest(loud) })
    told.set(how, [...(told.get(how) ?? []), id])
    for (const channelId of channelsOf(ringing, open)) {
      const message: Message = forChannels.get(channelId) ?? { rows: [], names: new Map() }
      message.rows.push(row)
      for (const rule of ringing) if (rule.channels.includes(channelId)) message.names.set(rule.id, rule.name)
      forChannels.set(channelId, message)
    }
  }
  return {
    held: all.length - free.length,
    desktop,
    retold: [...told].map(([how, ids]) => ({ ids, told: how })),
    deliveries: [...forChannels].flatMap(([channelId, { rows, names }]) => {
      const ruleNames = [...names].map(([id, name]) => ({ id, name }))
      return inParts(rows).map((orders): NewDelivery => {
        const words = digestOf(orders, telling.chainName, { quiet: true })
        return { channelId, announcement: { id: telling.newId(), event: 'digest', at, rules: ruleNames, ...words, orders: [...orders] } }
      })
    }),
  }
}

const inParts = (rows: readonly TableRow[]): (readonly TableRow[])[] =>
  Array.from({ length: Math.ceil(rows.length / mostInOne) }, (_, part) => rows.slice(part * mostInOne, (part + 1) * mostInOne))
