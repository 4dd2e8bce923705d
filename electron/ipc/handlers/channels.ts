/** Channels for the window. */
import { EngineError } from '#engine/errors.ts'
import type { Handlers } from '#shared/contract/index.ts'

type ChannelHandlers = Pick<Handlers, 'channels.list' | 'channels.save' | 'channels.remove' | 'channels.test' | 'channels.retry'>

export function channelHandlers(_services: object): ChannelHandlers {
  const later = () => {
    throw new EngineError('NOT_READY', 'There are no channels yet.')
  }
  return {
    'channels.list': () => ({ channels: [], unread: [], warning: null }),
    'channels.save': later,
    'channels.remove': later,
    'channels.test': later,
    'channels.retry': later,
  }
}
