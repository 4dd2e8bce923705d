/** The orders that this window holds, as a store; `orders.ts` and `places.ts` fill it. */
import { create } from 'zustand'
import { type Asked, emptyWindow, type OrderWindow } from './orderWindow.ts'
import { useView } from './view.ts'

type OrdersStore = OrderWindow & {
  /** Why the newest page could not be read. */
  readonly problem: string | null
}

export const useOrders = create<OrdersStore>(() => ({ ...emptyWindow, problem: null }))

/** What the table asks the host for at present. */
export function askedNow(): Asked {
  const { filter, sort } = useView.getState()
  return { filter, sort }
}
