/** Where the table stands: the scrollbar moves it, keys and jumps move the scrollbar. Scrolling sets one style; rows are drawn when they change. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useView } from '../../stores/view.ts'
import { barHeight, fullRange, type Position, revealing, rowsIn, scrolledTo, type Track, topFor } from './scroll.ts'

export const headHeight = 28
const beyond = 8
/** When the bar has rested for so long it is set to where the table is: steps and leaps differ a little in a very long table. */
const restMs = 160

export type TableTrack = {
  readonly first: number
  readonly last: number
  /** Lasting number of the row that stands at the strip's top. */
  readonly origin: number
  /** Pixels that the scrollbar scrolls. */
  readonly bar: number
  readonly onScroll: () => void
  /** Brings a row into the pane with the least movement; `top`: to its first place. */
  readonly reveal: (row: number, how?: 'least' | 'top') => void
  /** Rows that fit. */
  readonly fits: number
  readonly firstSeen: () => number
  /** So many rows came or went above what is read: it stays where it is. */
  readonly keep: (rows: number) => void
}

/** Rows are placed in the strip by their lasting number (table row + shift) from this one on, so that pixels stay small numbers. */
export const farRows = 4_000

type Drawn = { readonly first: number; readonly last: number; readonly origin: number }

/** `strip` is the element that holds the drawn rows; `shift` what a row's place and its lasting number differ by. */
export function useTrack(
  scroller: RefObject<HTMLDivElement | null>,
  strip: RefObject<HTMLDivElement | null>,
  rows: number,
  rowHeight: number,
  shift: number,
): TableTrack {
  const [pane, setPane] = useState(0)
  const track = useMemo<Track>(() => ({ rows, rowHeight, pane }), [rows, rowHeight, pane])
  const position = useRef<Position>({ top: 0, y: 0 })
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [drawn, setDrawn] = useState<Drawn>(() => ({ ...rowsIn(track, 0, beyond), origin: 0 }))
  /** While React draws it must not be told to draw at once. */
  const isDrawing = useRef(false)
  const latest = useRef({ track, shift, drawn })
  latest.current = { track, shift, drawn }

  const place = useCallback(() => {
    const { track: now, shift: by, drawn: before } = latest.current
    const { y } = position.current
    const range = rowsIn(now, y, beyond)
    const origin = Math.abs(range.first + by - before.origin) > farRows ? range.first + by : before.origin
    // Rows of another origin are drawn first; then this runs again.
    if (strip.current && origin === before.origin)
      strip.current.style.transform = `translateY(${(origin - farRows - by) * now.rowHeight - y}px)`
    if (range.first !== before.first || range.last !== before.last || origin !== before.origin) {
      const isSeen =
        before.first * now.rowHeight <= y && (before.last + 1) * now.rowHeight >= Math.min(y + now.pane, now.rows * now.rowHeight)
      const draw = () => setDrawn({ ...range, origin })
      if (isSeen || isDrawing.current) draw()
      else flushSync(draw)
    }
    const scrolled = y > now.rowHeight / 2
    if (useView.getState().scrolled !== scrolled) useView.setState({ scrolled })
  }, [strip])

  const goTo = useCallback(
    (y: number) => {
      const { track: now } = latest.current
      const to = Math.min(Math.max(0, y), fullRange(now))
      const top = topFor(now, to)
      position.current = { top, y: to }
      if (scroller.current && scroller.current.scrollTop !== top) scroller.current.scrollTop = top
      place()
    },
    [place, scroller],
  )

  const onScroll = useCallback(() => {
    if (!scroller.current) return
    const top = scroller.current.scrollTop
    if (Math.abs(top - position.current.top) >= 1) {
      position.current = scrolledTo(latest.current.track, position.current, top)
      // Rows that pass under a resting pointer are not meant by it.
      scroller.current.classList.add('scrolling')
      place()
    }
    clearTimeout(rest.current)
    rest.current = setTimeout(() => {
      scroller.current?.classList.remove('scrolling')
      const aim = topFor(latest.current.track, position.current.y)
      if (scroller.current && Math.abs(aim - position.current.top) > 1) {
        position.current = { ...position.current, top: aim }
        scroller.current.scrollTop = aim
      }
    }, restMs)
  }, [place, scroller])

  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const watch = new ResizeObserver(([entry]) => entry && setPane(Math.max(0, entry.contentRect.height - headHeight)))
    watch.observe(element)
    return () => {
      watch.disconnect()
      clearTimeout(rest.current)
    }
  }, [scroller])
  // Another length or height keeps the row that stands at the top where it is.
  const heightBefore = useRef(rowHeight)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these changes where rows stand.
  useLayoutEffect(() => {
    const { y } = position.current
    isDrawing.current = true
    const same = (y / heightBefore.current) * rowHeight
    heightBefore.current = rowHeight
    if (y === 0) place()
    else goTo(same)
    isDrawing.current = false
  }, [track, shift, goTo, place])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was drawn is put in its place.
  useLayoutEffect(() => {
    isDrawing.current = true
    place()
    isDrawing.current = false
  }, [drawn, place])

  return {
    ...drawn,
    bar: barHeight(track),
    fits: Math.max(1, Math.floor(pane / rowHeight)),
    onScroll,
    reveal: useCallback(
      (row: number, how: 'least' | 'top' = 'least') =>
        goTo(how === 'top' ? row * latest.current.track.rowHeight : revealing(latest.current.track, position.current.y, row)),
      [goTo],
    ),
    firstSeen: useCallback(() => Math.floor(position.current.y / latest.current.track.rowHeight), []),
    keep: useCallback((count: number) => goTo(position.current.y + count * latest.current.track.rowHeight), [goTo]),
  }
}
