/** Documents by when they are due, as a list with headings. Pure. */
import type { DocumentRow } from '#shared/contract/packs.ts'

export const dueGroups = ['overdue', 'today', 'week', 'later'] as const
export type DueGroup = (typeof dueGroups)[number]
export type DueLine =
  | { readonly heading: DueGroup; readonly count: number }
  | { readonly heading: null; readonly row: DocumentRow; readonly group: DueGroup }

/** `rows` by due date, earliest first; those without one are left out. Days are those of this machine's clock. */
export function dueLines(rows: readonly DocumentRow[], now: Date): DueLine[] {
  const midnight = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).getTime() / 1000
  const [tomorrow, nextWeek] = [midnight(1), midnight(7)]
  const groupOf = ({ due, overdue }: DocumentRow): DueGroup | null =>
    due === null ? null : overdue ? 'overdue' : due < tomorrow ? 'today' : due < nextWeek ? 'week' : 'later'
  return dueGroups.flatMap((heading): DueLine[] => {
    const within = rows.filter((row) => groupOf(row) === heading)
    if (within.length === 0) return []
    return [{ heading, count: within.length }, ...within.map((row): DueLine => ({ heading: null, row, group: heading }))]
  })
}
