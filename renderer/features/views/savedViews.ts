/** Saved views as the settings keep them: each is read by itself, and one that cannot be read is kept as it is and said so. */
import { z } from 'zod'
import { OrderSort } from '#shared/contract/orders.ts'
import { ColumnChoice } from '#shared/settings.ts'

/** What a view is now. Its filter is kept as text, so that “the last 24 hours” stays that. */
export const SavedView = z.object({
  version: z.literal(1),
  id: z.string().min(1).max(60),
  name: z.string().min(1).max(80),
  query: z.string().max(4000),
  sort: OrderSort.optional(),
  columns: z.array(ColumnChoice).max(60).optional(),
  /** Disclosure profile of its exports. */
  profile: z.enum(['full', 'peer', 'regulator']).optional(),
})
export type SavedView = z.infer<typeof SavedView>

/** `problem`: why it cannot be used as it is, as one of a few known reasons; `stored` is what is kept either way. */
export type ReadView = {
  readonly id: string
  readonly name: string
  readonly view: SavedView | null
  readonly problem: 'newer' | 'broken' | null
  readonly stored: unknown
}

const Loose = z.object({
  version: z.number().optional(),
  id: z.string().optional(),
  name: z.string().optional(),
  query: z.string().optional(),
})

/** Reads what is stored. A view of before versions (a name and a query) is taken over; parts of it that cannot be read are left out. */
export function readViews(stored: readonly unknown[]): ReadView[] {
  return stored.map((each, index) => {
    const whole = SavedView.safeParse(each)
    if (whole.success) return { id: whole.data.id, name: whole.data.name, view: whole.data, problem: null, stored: each }
    const loose = Loose.safeParse(each)
    const { version, id = `view-${index}`, name, query } = loose.success ? loose.data : {}
    const newer = version !== undefined && version > 1
    const view = !newer && name !== undefined && query !== undefined ? SavedView.safeParse({ version: 1, id, name, query }) : null
    return {
      id,
      name: (name ?? '').slice(0, 80),
      view: view?.success ? view.data : null,
      problem: newer ? 'newer' : view?.success ? null : 'broken',
      stored: each,
    }
  })
}

/** The list with one view put in the place of the one of its id, or at the end. */
export function withView(stored: readonly unknown[], view: SavedView): unknown[] {
  const at = readViews(stored).findIndex(({ id }) => id === view.id)
  return at === -1 ? [...stored, view] : stored.map((each, index) => (index === at ? view : each))
}

export const withoutView = (stored: readonly unknown[], id: string): unknown[] => {
  const views = readViews(stored)
  return stored.filter((_, index) => views[index]?.id !== id)
}

/** The list with one view moved by so many places. */
export function movedView(stored: readonly unknown[], id: string, by: number): unknown[] {
  const at = readViews(stored).findIndex((view) => view.id === id)
  const to = Math.min(stored.length - 1, Math.max(0, at + by))
  if (at === -1 || to === at) return [...stored]
  const rest = stored.filter((_, index) => index !== at)
  return [...rest.slice(0, to), stored[at], ...rest.slice(to)]
}
