/** The inbox: everything that rang, read or not, taken back or not. */
import { z } from 'zod'
import { Alert, Snooze, snoozeKinds } from '../alerts.ts'
import { Sound } from '../rules.ts'
import { call } from './define.ts'

export const AlertPage = z.object({
  alerts: z.array(Alert),
  next: z.number().int().nullable(),
  unread: z.number().int(),
  /** How many of all alerts were taken back. */
  retracted: z.number().int(),
  total: z.number().int(),
})
export type AlertPage = z.infer<typeof AlertPage>

export const calls = {
  /** Newest first; `after` is the `next` of the page before. */
  'alerts.page': call(
    z.object({
      after: z.number().int().optional(),
      limit: z.number().int().min(1).max(200),
      unread: z.boolean().optional(),
      rule: z.string().max(40).optional(),
    }),
    AlertPage,
  ),
  /** Marks as read: these, or all up to and with `upTo`. */
  'alerts.read': call(
    z.union([z.object({ ids: z.array(z.number().int()).max(500) }), z.object({ upTo: z.number().int() })]),
    z.object({ unread: z.number().int() }),
  ),
  'alerts.snoozes': call(z.null(), z.array(Snooze)),
  /** No notification of this for so many minutes; null ends it. Answers every snooze that is running. */
  'alerts.snooze': call(
    z.object({ kind: z.enum(snoozeKinds), subject: z.string().min(1).max(80), minutes: z.number().int().min(1).max(43_200).nullable() }),
    z.array(Snooze),
  ),
}

export const events = {
  /** The inbox changed: how many are unread now, and the id of the newest alert (0: none). */
  'alerts.changed': z.object({ unread: z.number().int(), newest: z.number().int() }),
  /** The window plays this. */
  'alerts.sound': z.object({ sound: Sound }),
}
