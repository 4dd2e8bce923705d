/** Orders from outside: pages, places and live changes, one `set` a batch. */
import type { TableRow } from '#shared/order.ts'
import { sentenceOf } from '../bridge/client.ts'
import { client } from '../bridge/host.ts'
import { say } from './jobs.ts'
import { askedNow, useOrders } from './ordersState.ts'
import {
  type Changes,
  hasGap,
  indexOfRow,
  isLive,
  mostLive,
  type OrderWindow,
  withChanges,
  withHolding,
  withMissed,
  withPage,
} from './orderWindow.ts'
import { forgetPlaces, framesWanted } from './places.ts'
import { useStatus } from './status.ts'
import { lookUpNames, readQueryAgain } from './view.ts'

const pageSize = 200
/** Batches that come faster than this are drawn together: nobody reads more than a few rows a second. */
const calmMs = 200
const calmRows = 20
/** A table that is not sorted by time is asked again at most this often. */
const resortMs = 2000
/** A page that could not be read is asked for again. */
const againMs = 2500

/** Milliseconds of this page at which rows came in or changed. Not state: a row looks it up when it is drawn. */
const news = new Map<string, { readonly at: number; readonly isNew: boolean }>()
export const newsOf = (id: string): { readonly at: number; readonly isNew: boolean } | undefined => news.get(id)
/** How long a row is marked as new or changed. */
export const newsMs = 6000

let generation = 0
let loading = false
let waiting: Changes[] = []
let due: ReturnType<typeof setTimeout> | null = null
let resorting: ReturnType<typeof setTimeout> | null = null
let lastMany = 0

lookUpNames(() => {
  const { status, catalog } = useStatus.getState()
  const named = new Map(catalog.chains.map(({ chainId, name }) => [chainId, name]))
  for (const { chainId, name } of status?.chains ?? []) named.set(chainId, name)
  return { chains: [...named].map(([chainId, name]) => ({ chainId, name })), kinds: catalog.kinds, sources: catalog.sources }
})

/** Asks the first page of what is chosen; changes that arrive meanwhile are applied after it. `quiet` keeps what is known of the rest. */
export async function reloadOrders(quiet = false): Promise<void> {
  const mine = ++generation
  loading = true
  if (!quiet) forgetPlaces()
  try {
    const page = await client['orders.page']({ ...askedNow(), limit: pageSize })
    if (mine !== generation) return
    loading = false
    useOrders.setState((state) => ({ ...withPage(state, page, quiet), problem: null }))
    flush()
    framesWanted(quiet ? 'later' : 'now')
  } catch (thrown) {
    if (mine !== generation) return
    loading = false
    const problem = sentenceOf(thrown)
    const before = useOrders.getState()
    if (before.rows.length > 0 && before.problem !== problem) say(problem, 'bad')
    useOrders.setState({ problem, loaded: true })
    // Changes may have come meanwhile that only a page can tell.
    setTimeout(() => mine === generation && void reloadOrders(quiet), againMs)
  }
}

/** Takes one batch from the host. */
export function applyChanges(changes: Changes): void {
  waiting.push(changes)
  lastMany = changes.rows.length >= calmRows ? performance.now() : lastMany
  due ??= setTimeout(flush, performance.now() - lastMany < 1000 ? calmMs : 0)
}

function flush(): void {
  if (due !== null) clearTimeout(due)
  due = null
  if (loading || !useOrders.getState().loaded) return
  const batches = waiting
  waiting = []
  if (batches.length === 0) return
  const before = useOrders.getState()
  const asked = askedNow()
  let state: OrderWindow = before
  for (const changes of batches) {
    if (hasGap(state, changes)) {
      if (!state.holding) return void reloadOrders(true)
      state = withMissed(state)
    }
    note(state, changes)
    state = withChanges(state, changes, asked)
  }
  if (state !== before) useOrders.setState(state)
  if (state.holding) return
  if (isLive(asked.sort)) {
    if (state.rows.length > mostLive) void reloadOrders(true)
    else if (state.arrivals !== before.arrivals) framesWanted('later')
  } else if (state.stale) {
    if (resorting !== null) return
    resorting = setTimeout(() => {
      resorting = null
      if (!useOrders.getState().holding) void reloadOrders()
    }, resortMs)
  }
}

/** Remembers which rows came and which changed, for the marks that rows carry for a moment. */
function note(state: OrderWindow, changes: Changes): void {
  const now = performance.now()
  for (const [id, { at }] of news) if (now - at > newsMs) news.delete(id)
  if (changes.lastSeq <= state.seq || changes.rows.length > 500) return
  for (const { id } of changes.rows) news.set(id, { at: now, isNew: indexOfRow(state, id) === -1 && news.get(id)?.isNew !== false })
}

/** Holds new rows back, or lets them in. */
export function setHolding(holding: boolean): void {
  const { stale } = useOrders.getState()
  useOrders.setState((state) => withHolding(state, holding))
  if (holding) framesWanted('missing')
  else if (stale) void reloadOrders()
}

/** An order as this window knows it: in the table, or held back. */
export const knownOrder =
  (id: string) =>
  (state: OrderWindow): TableRow | undefined => {
    const held = state.held.find((row) => row.id === id)
    if (held) return held
    const live = state.rows.find((row) => row.id === id)
    if (live) return live
    for (const { rows } of state.slots.values()) {
      const found = rows.find((row) => row.id === id)
      if (found) return found
    }
  }

// “The last hour” moves on while nobody reads.
setInterval(() => {
  if (!useOrders.getState().holding) readQueryAgain()
}, 60_000)
