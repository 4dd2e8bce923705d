/** The states of an order in words, with an icon each, so that they are told apart by more than colour. */
import type { OrderState } from '#shared/order.ts'
import type { IconName } from '../../ui/Icon.tsx'

export const stateWords: Readonly<Record<OrderState, { icon: IconName; word: string; explains: string }>> = {
  pending: { icon: 'clock', word: 'Pending', explains: 'Sent, but in no block yet: it may never happen. Only its signature is proven.' },
  seen: { icon: 'dot', word: 'Seen', explains: 'In a block that the chain may still replace.' },
  final: { icon: 'lock', word: 'Final', explains: 'The chain calls its block final: it will not be replaced.' },
  reverted: { icon: 'undo', word: 'Reverted', explains: 'The chain replaced its block: this movement did not happen, or not yet again.' },
  dropped: { icon: 'close', word: 'Dropped', explains: 'It was pending, and no endpoint has it any more: it did not happen.' },
  replaced: { icon: 'close', word: 'Replaced', explains: 'Its sender sent another transaction in its place: it did not happen.' },
}
