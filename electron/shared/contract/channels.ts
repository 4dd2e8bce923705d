/** Channels beside the desktop: webhook, messengers. Secrets go in and never come out. */
import { z } from 'zod'
import { Channel } from '../channels.ts'
import { call } from './define.ts'

export const ChannelStanding = z.object({
  channel: Channel,
  /** Names of the secrets that are kept for it; what they are is never told. */
  secrets: z.array(z.string()),
  /** Messages that wait to be sent. */
  waiting: z.number().int(),
  /** Unix milliseconds of the last that arrived; null: none yet. */
  lastSent: z.number().int().nullable(),
  /** Why it does not get through, and what to do; null where all is well. */
  problem: z.string().nullable(),
})
export type ChannelStanding = z.infer<typeof ChannelStanding>

export const ChannelsView = z.object({
  channels: z.array(ChannelStanding),
  unread: z.array(z.object({ index: z.number().int(), problem: z.string() })),
  /** One sentence where secrets are not as safe as they could be; null where they are. */
  warning: z.string().nullable(),
})
export type ChannelsView = z.infer<typeof ChannelsView>

export const calls = {
  'channels.list': call(z.null(), ChannelsView),
  /** Keeps a channel: a new one, or one with a known id in its place. Secrets that are named are kept (null: forgotten), the others stay. */
  'channels.save': call(
    z.object({ channel: Channel, secrets: z.record(z.string().max(60), z.string().min(1).max(4000).nullable()) }),
    ChannelsView,
  ),
  /** Removes it with its secrets and what waits for it. */
  'channels.remove': call(z.union([z.object({ id: z.string().max(40) }), z.object({ index: z.number().int().min(0) })]), ChannelsView),
  /** Sends one test message at once and says in words what came of it. */
  'channels.test': call(z.object({ id: z.string().max(40) }), z.object({ ok: z.boolean(), message: z.string() })),
  /** What waits is tried again now. */
  'channels.retry': call(z.object({ id: z.string().max(40) }), ChannelsView),
}
