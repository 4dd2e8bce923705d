/** The whole contract between the app and its window. Handlers, client and validation are derived from these two maps. */
import type { z } from 'zod'
import * as alerts from './alerts.ts'
import * as app from './app.ts'
import * as care from './care.ts'
import * as chains from './chains.ts'
import * as channels from './channels.ts'
import * as charts from './charts.ts'
import * as disclosures from './disclosures.ts'
import * as journal from './journal.ts'
import * as labels from './labels.ts'
import * as orders from './orders.ts'
import * as packs from './packs.ts'
import * as rules from './rules.ts'
import * as settings from './settings.ts'
import * as spam from './spam.ts'

export const calls = {
  ...alerts.calls,
  ...app.calls,
  ...care.calls,
  ...chains.calls,
  ...channels.calls,
  ...charts.calls,
  ...disclosures.calls,
  ...journal.calls,
  ...labels.calls,
  ...orders.calls,
  ...packs.calls,
  ...rules.calls,
  ...settings.calls,
  ...spam.calls,
}
export const events = { ...alerts.events, ...app.events, ...labels.events, ...orders.events, ...packs.events, ...settings.events }

export type CallName = keyof typeof calls
export type EventName = keyof typeof events
export type Input<N extends CallName> = z.infer<(typeof calls)[N]['input']>
export type Output<N extends CallName> = z.infer<(typeof calls)[N]['output']>
export type EventPayload<N extends EventName> = z.infer<(typeof events)[N]>

export type Handlers = { readonly [N in CallName]: (input: Input<N>) => Output<N> | Promise<Output<N>> }
export type Client = { readonly [N in CallName]: (input: Input<N>) => Promise<Output<N>> }
