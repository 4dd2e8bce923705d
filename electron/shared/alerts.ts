/** What rang: kept in the inbox whether or not a notification could be shown. */
import { z } from 'zod'
import { TableRow } from './order.ts'

/** How the user was told: by a notification of its own, in a digest, or not (and why not). */
export const tellings = ['toast', 'digest', 'inbox', 'cooldown', 'quiet', 'snoozed', 'off', 'failed'] as const

export const Alert = z.object({
  /** Ascending in the order in which they rang. */
  id: z.number().int(),
  /** Unix milliseconds. */
  at: z.number().int(),
  /** Null for what is about no order: validators who seal two blocks, a chain that stopped. */
  orderId: z.string().nullable(),
  chainId: z.number().int().nullable(),
  /** The rules that rang, by what they were called then. */
  rules: z.array(z.object({ id: z.string(), name: z.string() })),
  title: z.string(),
  body: z.string(),
  told: z.enum(tellings),
  read: z.boolean(),
  /** When the chain took it back; null where it did not. */
  retractedAt: z.number().int().nullable(),
  /** The order as it is now; null where it is not stored any more, and where there is none. */
  row: TableRow.nullable(),
})
export type Alert = z.infer<typeof Alert>

export const snoozeKinds = ['rule', 'chain', 'wallet'] as const
/** A rule by its id, a chain by its number, a wallet by its address: no notification of it until then. The inbox has them all the same. */
export const Snooze = z.object({
  kind: z.enum(snoozeKinds),
  subject: z.string().min(1).max(80),
  /** Unix milliseconds. */
  until: z.number().int(),
})
export type Snooze = z.infer<typeof Snooze>
