/** Channels for the window: what is kept, how each is doing, and a test of it. Secrets go in, only their names come out. */
import { EngineError } from '#engine/errors.ts'
import { boundTo, type Channel, readChannels } from '#shared/channels.ts'
import type { ChannelsView } from '#shared/contract/channels.ts'
import type { Handlers } from '#shared/contract/index.ts'
import type { DeliveryStore, SecretStore, SettingsStore } from '../services.ts'

type ChannelHandlers = Pick<Handlers, 'channels.list' | 'channels.save' | 'channels.remove' | 'channels.test' | 'channels.retry'>

/** What the folder of channels offers, as far as the window's calls need it. */
export type ChannelDesk = {
  /** Why it cannot send as it is, in a sentence; null where it can. */
  problemOf(channel: Channel, secrets: Readonly<Record<string, string>>): string | null
  /** What is not as safe as it could be. */
  cautionOf(channel: Channel, secrets: Readonly<Record<string, string>>): string | null
  /** The secrets that are kept and may go where it points. */
  secretsOf(channel: Channel): Readonly<Record<string, string>>
  destinationOf(channel: Channel): string
  standing(channel: Channel): { waiting: number; lastSent: number | null; problem: string | null }
  test(channel: Channel): Promise<{ ok: boolean; message: string }>
  retry(channelId: string): void
}

export function channelHandlers(services: {
  settings: SettingsStore
  secrets: SecretStore
  deliveries: Pick<DeliveryStore, 'forget'>
  channels: ChannelDesk
}): ChannelHandlers {
  const { settings, secrets, channels: desk } = services

  const view = (): ChannelsView => {
    const { channels, unread } = readChannels(settings.get().channels)
    const words = [secrets.warning(), ...channels.map((channel) => desk.cautionOf(channel, desk.secretsOf(channel)))]
    const warnings = words.filter((one) => one !== null)
    return {
      channels: channels.map((channel) => ({
        channel,
        secrets: Object.keys(desk.secretsOf(channel)).sort(),
        ...desk.standing(channel),
      })),
      unread,
      warning: warnings.length > 0 ? warnings.join(' ') : null,
    }
  }

  const named = (id: string): Channel => {
    const channel = readChannels(settings.get().channels).channels.find((one) => one.id === id)
    if (channel) return channel
    throw new EngineError('NOT_FOUND', 'There is no such channel any more: open the list again.')
  }

  const forget = (id: string) => {
    for (const name of Object.keys(secrets.channelSecrets(id))) secrets.setChannelSecret(id, name, null)
    services.deliveries.forget(id)
  }

  return {
    'channels.list': view,
    'channels.save'({ channel, secrets: given }) {
      const stored = settings.get().channels
      const before = readChannels(stored).channels.find(({ id }) => id === channel.id) ?? channel
      // What opens one service is not for another.
      const next = new Map(before.kind === channel.kind ? Object.entries(desk.secretsOf(before)) : [])
      for (const [name, value] of Object.entries(given)) {
        const text = value?.trim() ?? ''
        if (text === '') next.delete(name)
        else next.set(name, text)
      }
      const problem = desk.problemOf(channel, Object.fromEntries(next))
      if (problem !== null && channel.enabled) throw new EngineError('BAD_INPUT', problem)
      const kept = secrets.channelSecrets(channel.id)
      if (next.size > 0) next.set(boundTo, desk.destinationOf(channel))
      for (const name of new Set([...Object.keys(kept), ...next.keys()])) {
        const value = next.get(name) ?? null
        if ((kept[name] ?? null) !== value) secrets.setChannelSecret(channel.id, name, value)
      }
      const known = stored.some((one) => idOf(one) === channel.id)
      settings.set({ channels: known ? stored.map((one) => (idOf(one) === channel.id ? channel : one)) : [...stored, channel] })
      desk.retry(channel.id)
      return view()
    },
    'channels.remove'(which) {
      const stored = settings.get().channels
      const gone = 'id' in which ? which.id : idOf(stored[which.index])
      settings.set({ channels: stored.filter((one, index) => ('id' in which ? idOf(one) !== which.id : index !== which.index)) })
      const left = settings.get().channels.some((one) => idOf(one) === gone)
      if (typeof gone === 'string' && !left) forget(gone)
      return view()
    },
    'channels.test': ({ id }) => desk.test(named(id)),
    'channels.retry'({ id }) {
      desk.retry(named(id).id)
      return view()
    },
  }
}

const idOf = (stored: unknown): unknown => (typeof stored === 'object' && stored !== null && 'id' in stored ? stored.id : undefined)
