/** What the user chose to look at. Nothing here comes from outside. */
import { create } from 'zustand'
import { newestFirst, type OrderSort } from '#shared/contract/orders.ts'
import { type FilterWords, parseFilter, rewriteFilter } from '#shared/filterText.ts'
import type { OrderFilter } from '#shared/order.ts'

export type PageName = 'orders' | 'alerts' | 'charts' | 'business' | 'packs' | 'labels' | 'settings'
export type SettingsSection =
  | ('networks' | 'thresholds' | 'prices' | 'labels' | 'packs')
  | ('rules' | 'channels' | 'notifications')
  | ('appearance' | 'app' | 'storage' | 'backup')
  | ('privacy' | 'doctor' | 'disclosures' | 'journal' | 'about')

export type View = {
  readonly page: PageName
  readonly section: SettingsSection
  /** The setting that was looked for: its page brings it into view and marks it. Another object each time, so that it can be looked for again. */
  readonly sought: { readonly anchor: string } | null
  /** The filter as its text; `filter` and `problems` follow from it. Set it with `setQuery` or `narrow`. */
  readonly query: string
  readonly filter: OrderFilter
  /** A sentence for every word of the query that means nothing. */
  readonly problems: readonly string[]
  readonly sort: OrderSort
  /** Id of the saved view that was opened last; null for all orders. */
  readonly viewId: string | null
  /** Id of the selected order. */
  readonly selected: string | null
  readonly drawer: boolean
  /** The pause switch. */
  readonly paused: boolean
  /** The table is scrolled away from its top. */
  readonly scrolled: boolean
  /** The pointer moved over the rows a moment ago. */
  readonly reading: boolean
}

/** What is folded away until the user asks for it: nobody keeps a table open that is full of bait and of one exchange's own shuffles. */
export const unfiltered: OrderFilter = { spam: 'hide', internal: 'hide' }

export const useView = create<View>(() => ({
  page: 'orders',
  section: 'networks',
  sought: null,
  query: '',
  filter: unfiltered,
  problems: [],
  sort: newestFirst,
  viewId: null,
  selected: null,
  drawer: false,
  paused: false,
  scrolled: false,
  reading: false,
}))

/** Whether new rows must wait, so that none moves under the reader. */
export const isHolding = ({ paused, scrolled, reading, selected }: View): boolean => paused || scrolled || reading || selected !== null

type Names = Omit<FilterWords, 'nowSeconds'>
let names = (): Names => ({ chains: [], kinds: [], sources: [] })
/** Tells where the names of chains, kinds and sources are looked up, of which a query speaks. */
export const lookUpNames = (given: () => Names): void => {
  names = given
}
/** What a query is read with now. */
export const filterWords = (): FilterWords => ({ ...names(), nowSeconds: Math.floor(Date.now() / 1000) })

/** Another filter, as its text. */
export function setQuery(query: string): void {
  const { filter, problems } = parseFilter(query, filterWords())
  useView.setState({ query: query.trim(), filter, problems })
}

/** Reads the query again, so that “the last hour” means the one until now. Nothing happens where the filter stays the same. */
export function readQueryAgain(): void {
  const { query, filter } = useView.getState()
  const again = parseFilter(query, filterWords())
  if (JSON.stringify(again.filter) !== JSON.stringify(filter)) useView.setState(again)
}

/** Changes parts of the filter; `undefined` takes a part out. */
export function narrow(parts: { [K in keyof OrderFilter]: OrderFilter[K] | undefined }): void {
  const words = filterWords()
  const query = rewriteFilter(useView.getState().query, parts, words)
  useView.setState({ query, ...parseFilter(query, words) })
}

export const sortBy = (sort: OrderSort): void => useView.setState({ sort })
export const select = (selected: string | null): void => useView.setState(selected === null ? { selected, drawer: false } : { selected })
export const openDrawer = (selected: string): void => useView.setState({ selected, drawer: true })
export const closeDrawer = (): void => useView.setState({ drawer: false })
export const togglePause = (): void => useView.setState(({ paused }) => ({ paused: !paused }))
export const goTo = (page: PageName, section?: SettingsSection): void =>
  useView.setState(section ? { page, section, sought: null } : { page, sought: null })
/** Opens the section of a setting, and shows where in it the setting stands. */
export const goToSetting = (section: SettingsSection, anchor: string): void =>
  useView.setState({ page: 'settings', section, sought: { anchor } })
