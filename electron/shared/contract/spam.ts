/** The user's own word on what is spam: it wins over every sign, for one order, for a token or for an account. */
import { z } from 'zod'
import { call } from './define.ts'

/** An order's id, or `chainId:address` of a token or an account. */
export const VerdictSubject = z
  .string()
  .max(120)
  .transform((text) => text.toLowerCase())
  .pipe(z.string().regex(/^\d{1,16}:(0x[0-9a-f]{40}|0x[0-9a-f]{64}:-?\d{1,9})$/, 'must be the id of an order, or chainId:address'))

/** `spam: false` says that it is none, whatever the signs say. */
export const Verdict = z.object({
  subject: z.string(),
  spam: z.boolean(),
  /** Unix milliseconds. */
  at: z.number().int(),
})
export type Verdict = z.infer<typeof Verdict>

export const calls = {
  /** Keeps a verdict and brings the stored rows that it is about in line; null takes an earlier one back. Nothing is announced by it. */
  'spam.set': call(
    z.object({ subject: VerdictSubject, spam: z.boolean().nullable() }),
    /** Stored rows that changed. */
    z.object({ rows: z.number().int() }),
  ),
  /** The newest 1,000, newest first. */
  'spam.list': call(z.null(), z.array(Verdict)),
}
