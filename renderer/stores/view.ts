/** What the user chose to look at. Nothing here comes from outside. */
import { create } from 'zustand'
import type { OrderFilter } from '#shared/order.ts'

export type PageName = 'orders' | 'charts' | 'labels' | 'settings'
export type SettingsSection = 'networks' | 'thresholds' | 'notifications' | 'appearance' | 'disclosures' | 'about'

export type View = {
  readonly page: PageName
  readonly section: SettingsSection
  readonly filter: OrderFilter
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
  filter: unfiltered,
  selected: null,
  drawer: false,
  paused: false,
  scrolled: false,
  reading: false,
}))

/** Whether new rows must wait, so that none moves under the reader. */
export const isHolding = ({ paused, scrolled, reading, selected }: View): boolean => paused || scrolled || reading || selected !== null

/** Changes parts of the filter; `undefined` takes a part out. */
export function narrow(parts: { [K in keyof OrderFilter]: OrderFilter[K] | undefined }): void {
  useView.setState(({ filter }) => {
    const next = Object.fromEntries(Object.entries({ ...filter, ...parts }).filter(([, part]) => part !== undefined && part !== ''))
    return { filter: next as OrderFilter }
  })
}

export const select = (selected: string | null): void => useView.setState(selected === null ? { selected, drawer: false } : { selected })
export const openDrawer = (selected: string): void => useView.setState({ selected, drawer: true })
export const closeDrawer = (): void => useView.setState({ drawer: false })
export const togglePause = (): void => useView.setState(({ paused }) => ({ paused: !paused }))
export const goTo = (page: PageName, section?: SettingsSection): void => useView.setState(section ? { page, section } : { page })
