/** How far a table of any length is scrolled: browsers draw no element taller than some 16 to 33 million pixels, a million rows are. */

/** Pixels of the scrollbar's content at most; a longer table is scrolled in steps that stand for more than a pixel. */
export const tallest = 8_000_000

/** A table of `rows` rows of `rowHeight` pixels, seen through a pane of `pane` pixels. */
export type Track = { readonly rows: number; readonly rowHeight: number; readonly pane: number }
/** `top`: the scrollbar's; `y`: the table's own, in pixels from its first row. */
export type Position = { readonly top: number; readonly y: number }

const fullHeight = ({ rows, rowHeight }: Track): number => rows * rowHeight
const scaled = (track: Track): boolean => fullHeight(track) > tallest

/** Height of what the scrollbar scrolls. */
export const barHeight = (track: Track): number => Math.min(fullHeight(track), tallest)

const range = (track: Track): number => Math.max(0, barHeight(track) - track.pane)
export const fullRange = (track: Track): number => Math.max(0, fullHeight(track) - track.pane)

/** Where the scrollbar stands for a place of the table. */
export const topFor = (track: Track, y: number): number =>
  scaled(track) ? Math.round((clamp(y, fullRange(track)) / fullRange(track)) * range(track)) : clamp(y, range(track))

/**
 * Where the table is after the scrollbar moved to `top`. In a table too long for its bar a small step moves rows by as many pixels, so that a
 * wheel feels as anywhere else; a leap is a share of the whole. At either end of the bar is the end of the table.
 */
export function scrolledTo(track: Track, before: Position, top: number): Position {
  if (!scaled(track)) return { top, y: clamp(top, fullRange(track)) }
  const step = top - before.top
  if (top <= 0) return { top, y: 0 }
  if (top >= range(track) - 1) return { top, y: fullRange(track) }
  if (Math.abs(step) <= track.pane * 1.5) return { top, y: clamp(before.y + step, fullRange(track)) }
  return { top, y: Math.round((top / range(track)) * fullRange(track)) }
}

/** First and last row that are drawn, with `beyond` rows on either side, in steps of two so that not every pixel draws anew. */
export function rowsIn({ rows, rowHeight, pane }: Track, y: number, beyond: number): { readonly first: number; readonly last: number } {
  const first = Math.max(0, Math.floor((y / rowHeight - beyond) / 2) * 2)
  const last = Math.min(rows - 1, Math.ceil(((y + pane) / rowHeight + beyond) / 2) * 2 - 1)
  return { first, last }
}

/** The least movement of `y` that brings a row wholly into the pane. */
export function revealing({ rowHeight, pane }: Track, y: number, row: number): number {
  const start = row * rowHeight
  return start < y ? start : start + rowHeight > y + pane ? start + rowHeight - pane : y
}

const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value))
