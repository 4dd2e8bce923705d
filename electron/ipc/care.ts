/** What the app's care for itself may use of the store and the host, as types. */
import type { DoctorCheck, OutboundHost } from '#shared/contract/care.ts'

/** What came to pass with one host since it was last written down. `at`: Unix milliseconds. */
export type OutboundCount = Omit<OutboundHost, 'first' | 'last'> & { readonly at: number }

/** What may go: orders of blocks before this Unix second, alerts before this Unix millisecond; null keeps all. */
export type RetentionLimits = {
  readonly ordersBefore: number | null
  /** Before this Unix second an order goes even where some consumer of the outbox was never told of it: one that stays away must not keep all. */
  readonly untoldBefore: number | null
  readonly alertsBefore: number | null
}

/** Where the search of a removal stands: the block time and the arrival of the last order that was looked at. */
export type RetentionPlace = readonly [number, number]

/** What one slice removed; `place` null: nothing is left that may go now. */
export type RetentionSlice = { readonly orders: number; readonly alerts: number; readonly place: RetentionPlace | null }

export type CareStore = {
  /** Adds to the counts of hosts. */
  addOutbound(counts: readonly OutboundCount[]): void
  /** Every host that was spoken to, the latest first. */
  outboundHosts(): OutboundHost[]
  /** Removes what is past the limits for about `budgetMs`, in one transaction, going on from `place` (null: from the oldest). */
  removeOld(limits: RetentionLimits, place: RetentionPlace | null, budgetMs: number): RetentionSlice
  /** Orders, the Unix second of the oldest, alerts, and how many of both the limits would remove. */
  counts(limits: RetentionLimits): { orders: number; oldest: number | null; alerts: number; due: number }
}

/** What only the host knows about itself. */
export type HostFacts = {
  /** Names and versions of what the app runs on, e.g. Electron 45.4.1. */
  readonly versions: Readonly<Record<string, string>>
  /** What the host can say of its keyring, notifications, tray and sandbox. */
  checks(): Promise<readonly DoctorCheck[]>
}
