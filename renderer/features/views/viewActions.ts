/** What can be done with saved views: open one, keep what is shown as one, change the list. */
import { newestFirst } from '#shared/contract/orders.ts'
import { say } from '../../stores/jobs.ts'
import { saveSettings, useSettings } from '../../stores/settings.ts'
import { setQuery, useView } from '../../stores/view.ts'
import { chooseColumns } from '../orders/tableSettings.ts'
import { readViews, type SavedView } from './savedViews.ts'

/** Shows what the view shows. Columns that it does not speak of stay as they are. */
export function openView(view: SavedView): void {
  useView.setState({ viewId: view.id, sort: view.sort ?? newestFirst })
  setQuery(view.query)
  if (view.columns) chooseColumns(view.columns)
}

export function openAll(): void {
  useView.setState({ viewId: null, sort: newestFirst })
  setQuery('')
}

/** What is shown now, as a view. */
export function viewOfNow(id: string, name: string): SavedView {
  const { query, sort } = useView.getState()
  const { columns, views } = useSettings.getState().settings
  const profile = viewOf(views, id)?.profile
  return { version: 1, id, name, query, sort, ...(columns.length > 0 ? { columns } : {}), ...(profile ? { profile } : {}) }
}

const viewOf = (stored: readonly unknown[], id: string | null): SavedView | null =>
  (id === null ? undefined : readViews(stored).find((each) => each.id === id)?.view) ?? null

/** The view that is open; null where the whole table is. */
export const openedView = (): SavedView | null => viewOf(useSettings.getState().settings.views, useView.getState().viewId)
export function useOpenedView(): SavedView | null {
  const id = useView((state) => state.viewId)
  return viewOf(
    useSettings(({ settings }) => settings.views),
    id,
  )
}

/** Keeps the list; where it cannot be kept the reader is told and sees the one that is kept. */
export async function keepViews(views: unknown[]): Promise<void> {
  const problem = await saveSettings({ views })
  if (problem) say(problem, 'bad')
}

export const newViewId = (): string => `v${Date.now().toString(36)}${Math.floor(Math.random() * 1296).toString(36)}`
