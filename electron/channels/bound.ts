/** What opens a channel is bound to where it was entered for: settings that came from elsewhere cannot lead it to another host. */
import { boundTo, type Channel } from '#shared/channels.ts'
import type { ChannelSecrets } from './defineChannel.ts'
import { channelKind } from './index.ts'

/** The service and the hosts that a channel's options name, e.g. `telegram https://api.telegram.org`. */
export function destinationOf({ kind, options }: Pick<Channel, 'kind' | 'options'>): string {
  const read = channelKind(kind)?.options.safeParse(options)
  const values = Object.values((read?.success ? read.data : options) as object)
  const origins = values.filter((one): one is string => typeof one === 'string' && URL.canParse(one)).map((one) => new URL(one).origin)
  return [kind, ...origins].join(' ')
}

/** The secrets that may go where the channel points now: all that are kept, or none. Those of the environment are bound to nothing. */
export function secretsFor(channel: Channel, kept: ChannelSecrets): ChannelSecrets {
  const { [boundTo]: destination, ...secrets } = kept
  return destination === undefined || destination === destinationOf(channel) ? secrets : {}
}
