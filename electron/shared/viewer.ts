/** Somebody who is shown a part of the books of a business. */
import { z } from 'zod'
import { audiences } from './pack.ts'

const account = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, 'must be an account: 0x and 40 hex digits')
  .transform((text) => text.toLowerCase())

/** Somebody who is shown a part of the books. `accounts` are those that are its own: what a party took part in is opened by them. */
export const Viewer = z
  .object({
    name: z.string('must be a name').trim().min(1, 'must be a name').max(80),
    audience: z.enum(audiences, `must be one of ${audiences.join(', ')}`),
    accounts: z.array(account, 'must be a list of accounts').max(500).default([]),
    packs: z.array(z.string().max(40), 'must be a list of ids of packs').min(1, 'must name at least one pack').max(100),
  })
  .strict()
export type Viewer = z.infer<typeof Viewer>

const Entry = Viewer.extend({
  /** Absent: one is made at every start. */
  token: z
    .string('must be text')
    .min(24, 'must have at least 24 characters')
    .max(200)
    .regex(/^[\w.~-]+$/, 'may have letters, digits and - _ . ~ only')
    .optional(),
}).strict()
/** The file that `headless serve --roles` and `headless export --roles` read. */
export const Roles = z.object({ viewers: z.array(Entry, 'must be a list').min(1, 'names nobody').max(100) }).strict()
