/** Every kind of channel: one line each. */
import type { ChannelKind } from './defineChannel.ts'
import discord from './discord/index.ts'
import ntfy from './ntfy/index.ts'
import slack from './slack/index.ts'
import telegram from './telegram/index.ts'
import webhook from './webhook/index.ts'

export const channels: readonly ChannelKind[] = [webhook, telegram, discord, slack, ntfy]

export const channelKind = (id: string): ChannelKind | null => channels.find((kind) => kind.id === id) ?? null
