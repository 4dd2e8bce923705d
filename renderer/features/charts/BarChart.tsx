/** Bars over steps, stacked above a line and, where there is an other direction, below it. A stretch of them can be marked with the pointer. */
import { type PointerEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { ticks } from './figures.ts'

export type Bar = { readonly color: string; readonly value: number }
export type Column = {
  readonly key: string | number
  readonly up: readonly Bar[]
  readonly down?: readonly Bar[] /** A mark between the two. */
  readonly net?: number
}

type Props = {
  /** What the picture shows, in a sentence. */
  readonly summary: string
  readonly columns: readonly Column[]
  /** What stands under a column. */
  readonly axis: (index: number) => string
  /** After how many columns the next one may be named, and how far the first one is from such a place; absent: any, from the first on. */
  readonly grid?: { readonly every: readonly number[]; readonly phase: number }
  readonly figure: (value: number) => string
  /** What is told of the column under the pointer. */
  readonly details: (index: number) => ReactNode
  readonly onMark: (first: number, last: number) => void
}

const height = 190
const left = 58
const bottom = 20
const top = 8
const labelWidth = 96
const loose = { every: [], phase: 0 }

export function BarChart({ summary, columns, axis, grid = loose, figure, details, onMark }: Props) {
  const [frame, width] = useWidth()
  const [at, setAt] = useState<number | null>(null)
  const [start, setStart] = useState<number | null>(null)
  const room = Math.max(0, width - left)
  const pitch = columns.length === 0 ? 0 : room / columns.length
  const most = Math.max(0, ...columns.map(({ up }) => total(up)))
  const least = Math.max(0, ...columns.map(({ down }) => total(down ?? [])))
  const scale = scaleOf(most, least)
  const indexAt = (event: PointerEvent) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left - left
    return Math.max(0, Math.min(columns.length - 1, Math.floor(x / pitch)))
  }
  const apart = Math.max(1, Math.ceil(labelWidth / Math.max(1, pitch)))
  const every = grid.every.find((count) => count >= apart) ?? apart
  const marked = start !== null && at !== null ? ([Math.min(start, at), Math.max(start, at)] as const) : null
  return (
    <div ref={frame} className="chart-frame">
      <svg
        className="chart"
        width={width}
        height={height}
        role="img"
        aria-label={summary}
        onPointerMove={(event) => setAt(indexAt(event))}
        onPointerLeave={() => start === null && setAt(null)}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          setStart(indexAt(event))
        }}
        onPointerUp={(event) => {
          if (start === null) return
          const end = indexAt(event)
          setStart(null)
          onMark(Math.min(start, end), Math.max(start, end))
        }}
        onPointerCancel={() => setStart(null)}
      >
        {scale.lines.map((value) => (
          <g key={value}>
            <line className={value === 0 ? 'chart-zero' : 'chart-line'} x1={left} x2={width} y1={scale.y(value)} y2={scale.y(value)} />
            <text className="chart-tick" x={left - 8} y={scale.y(value) + 4} textAnchor="end">
              {figure(value)}
            </text>
          </g>
        ))}
        {at !== null && <rect className="chart-hover" x={left + at * pitch} y={top} width={pitch} height={height - top - bottom} />}
        {marked && (
          <rect
            className="chart-marked"
            x={left + marked[0] * pitch}
            y={top}
            width={(marked[1] - marked[0] + 1) * pitch}
            height={height - top - bottom}
          />
        )}
        {columns.map((column, index) => (
          <Bars key={column.key} column={column} x={left + index * pitch} width={pitch} y={scale.y} />
        ))}
        {columns.map(({ key }, index) =>
          (index + grid.phase) % every === 0 && (index + 1) * pitch + labelWidth / 2 < room + pitch ? (
            <text
              key={key}
              className="chart-tick"
              x={left + index * pitch + (columns.length <= 40 ? pitch / 2 : 0)}
              y={height - 4}
              textAnchor={columns.length <= 40 ? 'middle' : 'start'}
            >
              {axis(index)}
            </text>
          ) : null,
        )}
      </svg>
      {at !== null && at < columns.length && (
        <div className={left + at * pitch > width / 2 ? 'chart-details left' : 'chart-details'} aria-hidden="true">
          {details(at)}
        </div>
      )}
    </div>
  )
}

function Bars({ column: { up, down = [], net }, x, width, y }: { column: Column; x: number; width: number; y: (value: number) => number }) {
  const gap = width > 6 ? Math.min(4, width * 0.2) : width > 2 ? 0.75 : 0
  const draw = (bars: readonly Bar[], sign: 1 | -1) => {
    let sum = 0
    return bars.map(({ color, value }) => {
      const from = y(sign * sum)
      sum += value
      const to = y(sign * sum)
      return (
        <rect
          key={color}
          className={color}
          x={x + gap / 2}
          width={Math.max(0.5, width - gap)}
          y={Math.min(from, to)}
          height={Math.max(value > 0 ? 1 : 0, Math.abs(from - to))}
        />
      )
    })
  }
  return (
    <>
      {draw(up, 1)}
      {draw(down, -1)}
      {net !== undefined && <rect className="chart-net" x={x + gap / 2} width={Math.max(0.5, width - gap)} y={y(net) - 1} height={2} />}
    </>
  )
}

const total = (bars: readonly Bar[]): number => bars.reduce((sum, { value }) => sum + value, 0)

function scaleOf(most: number, least: number): { readonly lines: readonly number[]; readonly y: (value: number) => number } {
  const all = ticks(Math.max(most, least))
  const apart = all[1] ?? 1
  const high = Math.max(apart, ...all.filter((value) => value < most + apart))
  const low = least === 0 ? 0 : Math.max(apart, ...all.filter((value) => value < least + apart))
  const lines = [...all.filter((value) => value > 0 && value <= low).map((value) => -value), ...all.filter((value) => value <= high)]
  return { lines, y: (value) => top + ((high - value) / (high + low)) * (height - top - bottom) }
}

/** The element's width as it is now. */
function useWidth() {
  const frame = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = frame.current
    if (!element) return
    setWidth(element.clientWidth)
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [frame, width] as const
}
