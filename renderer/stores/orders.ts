/** Orders from outside: pages and live changes, one `set` a batch. */
import { create } from 'zustand'
import type { TableRow } from '#shared/order.ts'
import { sentenceOf } from '../bridge/client.ts'
import { client } from '../bridge/host.ts'
import { say } from './jobs.ts'
import {
  type Changes,
  emptyWindow,
  hasGap,
  type OrderWindow,
  withChanges,
  withHolding,
  withMissed,
  withOlder,
  withPage,
} from './orderWindow.ts'
import { useView } from './view.ts'

type OrdersStore = OrderWindow & {
  /** Orders that pass the filter, in the whole store; null until counted. */
  readonly count: number | null
  /** Why the newest page could not be read. */
  readonly problem: string | null
}

export const useOrders = create<OrdersStore>(() => ({ ...emptyWindow, count: null, problem: null }))

const pageSize = 200
const countPauseMs = 1000

/** When a row came in live, for a moment's flash: id → milliseconds. Not state: nothing is drawn again for it. */
const arrivals = new Map<string, number>()
export const arrivedAt = (id: string): number => arrivals.get(id) ?? Number.NEGATIVE_INFINITY

let generation = 0
let loading = false
let loadingOlder = false
let waiting: Changes[] = []
let counting = false

/** Asks the newest page under the current filter; changes that arrive meanwhile are applied after it. */
export async function reloadOrders(): Promise<void> {
  const mine = ++generation
  loading = true
  try {
    const page = await client['orders.page']({ filter: useView.getState().filter, limit: pageSize })
    if (mine !== generation) return
    loading = false
    useOrders.setState((state) => ({ ...withPage(state, page), problem: null }))
    const queued = waiting
    waiting = []
    for (const changes of queued) applyChanges(changes)
  } catch (thrown) {
    if (mine !== generation) return
    loading = false
    useOrders.setState({ problem: sentenceOf(thrown), loaded: true })
    if (useOrders.getState().rows.length > 0) say(sentenceOf(thrown), 'bad')
  }
  countSoon()
}

/** Takes one batch from the host. */
export function applyChanges(changes: Changes): void {
  countSoon()
  const state = useOrders.getState()
  if (loading || !state.loaded) {
    waiting.push(changes)
    return
  }
  if (hasGap(state, changes)) {
    if (!state.holding) return void reloadOrders()
    useOrders.setState((before) => withMissed(before))
  }
  const now = performance.now()
  const known = new Set(state.rows.map(({ id }) => id))
  for (const [id, at] of arrivals) if (now - at > 4000) arrivals.delete(id)
  for (const { id } of changes.rows) if (!known.has(id)) arrivals.set(id, now)
  useOrders.setState((before) => withChanges(before, changes, useView.getState().filter))
}

/** Holds new rows back, or lets them in. */
export function setHolding(holding: boolean): void {
  const { stale } = useOrders.getState()
  useOrders.setState((state) => withHolding(state, holding))
  if (!holding && stale) void reloadOrders()
}

/** Appends the next older page, once at a time. */
export async function loadOlder(): Promise<void> {
  const { next, cut, rows } = useOrders.getState()
  if (loading || loadingOlder || (next === null && !cut)) return
  const mine = generation
  loadingOlder = true
  try {
    const { filter } = useView.getState()
    const page = await client['orders.page'](
      cut ? { filter: { ...filter, toTime: oldestTime(rows) }, limit: pageSize } : { filter, after: next ?? '', limit: pageSize },
    )
    if (mine === generation) useOrders.setState((state) => withOlder(state, page))
  } catch (thrown) {
    say(sentenceOf(thrown), 'bad')
  } finally {
    loadingOlder = false
  }
}

const oldestTime = (rows: readonly TableRow[]): number => rows.at(-1)?.blockTime ?? 0

/** At most one count a second: it reads the whole store. */
function countSoon(): void {
  if (counting) return
  counting = true
  setTimeout(() => void countNow(), countPauseMs)
}

async function countNow(): Promise<void> {
  counting = false
  const { filter } = useView.getState()
  const answer = await client['orders.count']({ filter }).catch(() => null)
  if (answer && filter === useView.getState().filter) useOrders.setState({ count: answer.count })
}
