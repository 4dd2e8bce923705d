/** The journal that cannot be altered unnoticed, and the evidence of single orders. */
import { z } from 'zod'
import { call } from './define.ts'

/** A signed head: `root` is the RFC 6962 root over `size` leaves; `signature` is Ed25519 over `crowsnest/journal/1`, size, root and time. */
export const JournalHead = z.object({
  size: z.number().int(),
  root: z.string(),
  /** Unix milliseconds. */
  at: z.number().int(),
  key: z.string(),
  signature: z.string(),
})
export type JournalHead = z.infer<typeof JournalHead>

export const JournalEntry = z.object({
  index: z.number().int(),
  at: z.number().int(),
  kind: z.string(),
  subject: z.string(),
  /** What was recorded, as JSON. */
  body: z.string(),
  leaf: z.string(),
})
export type JournalEntry = z.infer<typeof JournalEntry>

export const calls = {
  'journal.standing': call(
    z.null(),
    z.object({ size: z.number().int(), head: JournalHead.nullable(), publicKey: z.string().nullable(), warning: z.string().nullable() }),
  ),
  /** Newest first. */
  'journal.page': call(
    z.object({ after: z.number().int().optional(), limit: z.number().int().min(1).max(200), subject: z.string().max(200).optional() }),
    z.object({ entries: z.array(JournalEntry), next: z.number().int().nullable() }),
  ),
  /** Signs the present state, and writes the head to a file that can be given away or anchored; null when the dialog was closed. */
  'journal.exportHead': call(z.null(), z.object({ path: z.string(), head: JournalHead }).nullable()),
  /** Recomputes everything from the first leaf: takes as long as reading it all. */
  'journal.verify': call(z.null(), z.object({ ok: z.boolean(), checked: z.number().int(), message: z.string() })),
  /** Writes the evidence of an order (asks its endpoints once more for what is not stored); null when the dialog was closed. */
  'evidence.export': call(
    z.object({ id: z.string().max(200), form: z.enum(['json', 'html', 'pdf']) }),
    z.object({ path: z.string(), notes: z.array(z.string()) }).nullable(),
  ),
}
