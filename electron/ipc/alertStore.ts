/** What is kept of everything that rang and of what still has to: as the announcer writes it and the inbox reads it. */
import type { Alert, Snooze } from '#shared/alerts.ts'
import type { Announcement } from '#shared/channels.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import type { TableRow } from '#shared/order.ts'

export type Told = Alert['told']

/** An alert that has no number yet. `rules`: those that ring now, each with how it told of it. */
export type NewAlert = Pick<Alert, 'at' | 'orderId' | 'chainId' | 'title' | 'body' | 'told'> & {
  readonly rules: readonly { readonly id: string; readonly name: string; readonly told: Told }[]
}

/** A rule that an order fulfilled, whose block is not deep enough yet: `needs` blocks, or (null) until it is final. */
export type Wait = {
  readonly ruleId: string
  readonly orderId: string
  readonly chainId: number
  readonly blockNumber: number
  readonly needs: number | null
  /** The order was news when it came. */
  readonly fresh: boolean
}

/** A message for a channel, to be sent as soon as it can be. */
export type NewDelivery = { readonly channelId: string; readonly announcement: Announcement }

/** What one look at the outbox comes to. Everything in it is kept, or nothing. */
export type AlertStep = {
  /** Unix milliseconds. */
  readonly at: number
  /** The announcer has handled all changes up to this one; null where it looked at none. */
  readonly seq: number | null
  readonly alerts: readonly NewAlert[]
  readonly waits: readonly Wait[]
  /** Orders that wait in another block than before. */
  readonly moved: readonly { readonly orderId: string; readonly blockNumber: number }[]
  /** Orders whose rules wait no more, because they were taken back. */
  readonly forgotten: readonly string[]
  /** Rules that have waited long enough. */
  readonly done: readonly Pick<Wait, 'ruleId' | 'orderId'>[]
  /** Orders that were taken back, and those that came back. */
  readonly retracted: readonly string[]
  readonly restored: readonly string[]
  readonly deliveries: readonly NewDelivery[]
  /** Alerts that are told otherwise now. */
  readonly retold: readonly { readonly ids: readonly number[]; readonly told: Told }[]
}

/** What is known of an order that rang: by which rules, and what became of it. */
export type Rung = {
  readonly alertId: number
  readonly rules: readonly { readonly id: string; readonly name: string; readonly told: Told }[]
  readonly told: Told
  readonly title: string
  readonly retracted: boolean
}

/** Alerts, snoozes and what waits. All calls are synchronous and short; those that write throw EngineError READ_ONLY, DISK_FULL or DATABASE. */
export type AlertStore = {
  /** Writes a step in one transaction; answers the numbers of its alerts. */
  commit(step: AlertStep): number[]
  /** How alerts that are told already were told after all. */
  retell(ids: readonly number[], told: Told): void

  /** Everything that rang for an order, oldest first. */
  rungFor(orderId: string): Rung[]
  waitsOf(orderId: string): Wait[]
  /** Waits whose order stands in a block with as many after it as they need. */
  deepEnough(limit: number): Wait[]
  /** When each rule rang aloud last: cooldowns count from there. */
  lastRang(): Map<string, number>
  /** When notifications of their own were shown since then. */
  toastedSince(at: number): number[]
  /** Alerts that were kept for the end of quiet hours, with their orders as they are now, oldest first; those that were taken back are not there. */
  quiet(limit: number): { id: number; row: TableRow; rules: string[] }[]
  /** Whether an unread alert about no order says exactly this. */
  standsUnread(chainId: number | null, title: string, body: string): boolean
  /** The order as it is stored. */
  row(orderId: string): TableRow | null

  page(question: Input<'alerts.page'>): Output<'alerts.page'>
  read(which: Input<'alerts.read'>): void
  unread(): number
  /** Number of the newest alert; 0: there is none. */
  newest(): number
  /** Those that run at `now`. */
  snoozes(now: number): Snooze[]
  /** Keeps a snooze until then, or (null) ends it. */
  snooze(kind: Snooze['kind'], subject: string, until: number | null): void
  /** Removes alerts before `at` with what is remembered of them; answers how many. The orders stay. */
  prune(at: number): number
}
