/** The states of an order in words, with an icon each, so that they are told apart by more than colour. */
import type { OrderState } from '#shared/order.ts'
import { type PlainKey, t } from '../../i18n/t.ts'
import type { IconName } from '../../ui/Icon.tsx'

type StateWords = { readonly icon: IconName; readonly word: string; readonly explains: string }

/** In the language that is spoken when they are read. */
const words = (icon: IconName, word: PlainKey, explains: PlainKey): StateWords => ({
  icon,
  get word() {
    return t(word)
  },
  get explains() {
    return t(explains)
  },
})

export const stateWords: Readonly<Record<OrderState, StateWords>> = {
  pending: words('clock', 'Pending', 'Sent, but in no block yet: it may never happen. Only its signature is proven.'),
  seen: words('dot', 'Seen', 'In a block that the chain may still replace.'),
  final: words('lock', 'Final', 'The chain calls its block final: it will not be replaced.'),
  reverted: words('undo', 'Reverted', 'The chain replaced its block: this movement did not happen, or not yet again.'),
  dropped: words('close', 'Dropped', 'It was pending, and no endpoint has it any more: it did not happen.'),
  replaced: words('close', 'Replaced', 'Its sender sent another transaction in its place: it did not happen.'),
}
