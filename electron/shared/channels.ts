/** Where rules ring beside the desktop. A channel's secrets are kept apart from it and are told to nobody but its service. */
import { z } from 'zod'
import { TableRow } from './order.ts'

export const Channel = z.object({
  version: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 small letters, digits and hyphens'),
  /** Id of a kind of `electron/channels`. */
  kind: z.string().min(1).max(40),
  name: z.string().trim().min(1, 'a channel needs a name').max(80),
  enabled: z.boolean(),
  /** What the kind wants to be told and may be seen; its schema is in the catalogue. */
  options: z.record(z.string().max(60), z.unknown()),
})
export type Channel = z.infer<typeof Channel>

/** The name beside a channel's secrets under which stands where they may go. */
export const boundTo = 'destination'

/** What is sent, whatever the channel makes of it. */
export const Announcement = z.object({
  /** The same for every attempt, so that whoever receives it can tell a repetition. */
  id: z.string(),
  event: z.enum(['alert', 'retracted', 'digest', 'test']),
  /** Unix milliseconds. */
  at: z.number().int(),
  rules: z.array(z.object({ id: z.string(), name: z.string() })),
  title: z.string(),
  body: z.string(),
  /** The orders that it is about: one, none for a test, several for a digest. */
  orders: z.array(TableRow),
  /** How many alerts it stands for; absent: one, or in a digest one for each order. */
  count: z.number().int().min(1).optional(),
})
export type Announcement = z.infer<typeof Announcement>

/** Stored channels → those that can be used; the others are kept and named. */
export function readChannels(stored: readonly unknown[]): { channels: Channel[]; unread: { index: number; problem: string }[] } {
  const channels: Channel[] = []
  const unread: { index: number; problem: string }[] = []
  for (const [index, value] of stored.entries()) {
    const parsed = Channel.safeParse(value)
    if (parsed.success && !channels.some(({ id }) => id === parsed.data.id)) channels.push(parsed.data)
    else unread.push({ index, problem: `Channel ${index + 1} cannot be used by this version: it is kept. Make it anew, or remove it.` })
  }
  return { channels, unread }
}
