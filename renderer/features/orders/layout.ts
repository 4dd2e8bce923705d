/** Which columns of the table fit, and how wide each is: the user's own widths as they are, the others as the room allows. */
import type { ColumnChoice } from '#shared/settings.ts'

/** What a column asks for, in pixels. */
export type ColumnSize = {
  readonly id: string
  readonly width: number
  readonly least: number
  /** Takes the room that is left. */
  readonly grows?: boolean
  /** Not shown until the user asks for it. */
  readonly extra?: boolean
}

/** What gives way first where a table is narrow: a column becomes its mark, or leaves. Only columns that the user did not size or choose do. */
const stages = [
  { id: 'chain', small: 18 },
  { id: 'received', small: null },
  { id: 'kind', small: 18 },
  { id: 'parties', small: 172 },
  { id: 'evidence', small: null },
  { id: 'parties', small: null },
  { id: 'time', small: 72 },
] as const

export const columnGap = 11
const padding = 28

/** The user's columns in their order; one that they do not know of stands where it stands by itself. */
export function ordered<C extends ColumnSize>(
  known: readonly C[],
  choices: readonly ColumnChoice[],
): { column: C; choice: ColumnChoice }[] {
  const chosen = choices.flatMap((choice) => {
    const column = known.find(({ id }) => id === choice.id)
    return column ? [{ column, choice }] : []
  })
  const list = chosen.filter(({ column }, index) => chosen.findIndex((other) => other.column === column) === index)
  known.forEach((column, index) => {
    if (list.some((each) => each.column === column)) return
    const before = known[index - 1]
    const at = before ? list.findIndex((each) => each.column === before) + 1 : 0
    list.splice(at, 0, { column, choice: { id: column.id, ...(column.extra ? { hidden: true } : {}) } })
  })
  return list
}

export type Layout<C> = {
  readonly columns: readonly { readonly column: C; readonly width: number }[]
  /** Of all columns with their gaps; more than the table's width where it must be scrolled sideways. */
  readonly width: number
  /** Columns that are too narrow for all that they say. */
  readonly narrow: readonly string[]
}

/** Fits the chosen columns into `room` pixels. */
export function layoutOf<C extends ColumnSize>(known: readonly C[], choices: readonly ColumnChoice[], room: number): Layout<C> {
  const own = choices.length > 0
  let shown = ordered(known, choices)
    .filter(({ choice }) => !choice.hidden)
    .map(({ column, choice }) => ({ column, width: choice.width ?? column.width, fixed: choice.width !== undefined, small: false }))
  const total = () => shown.reduce((sum, { width }) => sum + width, padding + columnGap * (shown.length - 1))
  const giving = shown.map((each) => (each.fixed ? 0 : each.width - each.column.least))
  const most = giving.reduce((sum, each) => sum + each, 0)
  const share = most === 0 ? 0 : Math.min(1, Math.max(0, total() - room) / most)
  shown = shown.map((each, index) => ({ ...each, width: each.width - Math.ceil((giving[index] ?? 0) * share) }))
  for (const { id, small } of stages) {
    if (total() <= room) break
    if (small === null) shown = own ? shown : shown.filter(({ column }) => column.id !== id)
    else
      shown = shown.map((each) =>
        each.column.id === id && !each.fixed ? { ...each, width: Math.min(small, each.width), small: true } : each,
      )
  }
  const spare = room - total()
  if (spare > 0) {
    const growing = shown.findIndex(({ column, fixed }) => column.grows && !fixed)
    const at = growing === -1 ? shown.length - 1 : growing
    shown = shown.map((each, index) => (index === at ? { ...each, width: each.width + spare } : each))
  }
  return {
    columns: shown.map(({ column, width }) => ({ column, width })),
    width: total(),
    narrow: shown.filter(({ column, width, small }) => small || width < column.least * 0.6).map(({ column }) => column.id),
  }
}

/** The columns as choices that can be kept: order and what is hidden as it is seen, widths where the user set them. */
export const asChoices = (known: readonly ColumnSize[], choices: readonly ColumnChoice[]): ColumnChoice[] =>
  ordered(known, choices).map(({ choice }) => choice)

/** One column's width, kept between what it needs to be grasped and what is of use. */
export const resized = (choices: readonly ColumnChoice[], id: string, width: number): ColumnChoice[] =>
  choices.map((choice) => (choice.id === id ? { ...choice, width: Math.round(Math.min(1200, Math.max(18, width))) } : choice))

export const withHidden = (choices: readonly ColumnChoice[], id: string, hidden: boolean): ColumnChoice[] =>
  choices.map((choice) => {
    if (choice.id !== id) return choice
    const { hidden: _, ...rest } = choice
    return hidden ? { ...rest, hidden } : rest
  })

/** Moves a column by so many places among those that are shown, or before another. */
export function moved(
  choices: readonly ColumnChoice[],
  id: string,
  to: { readonly by: number } | { readonly before: string | null },
): ColumnChoice[] {
  const from = choices.findIndex((choice) => choice.id === id)
  const moving = choices[from]
  if (!moving) return [...choices]
  const rest = choices.filter((choice) => choice.id !== id)
  if ('before' in to) {
    const at = to.before === null ? rest.length : rest.findIndex((choice) => choice.id === to.before)
    return at === -1 ? [...choices] : [...rest.slice(0, at), moving, ...rest.slice(at)]
  }
  let at = from
  for (let step = 0; step < Math.abs(to.by); step++) {
    do at += Math.sign(to.by)
    while (rest[to.by < 0 ? at : at - 1]?.hidden)
  }
  const place = Math.min(rest.length, Math.max(0, at))
  return [...rest.slice(0, place), moving, ...rest.slice(place)]
}
