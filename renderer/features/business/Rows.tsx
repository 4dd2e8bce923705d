/** A list of any length: only what is looked at is drawn, and more is asked for before its end is reached. */
// biome-ignore-all lint/a11y/useSemanticElements: a virtualised table positions its rows itself; a <table> cannot hold rows that are not there.
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells are read, not operated; their buttons take the focus.
// biome-ignore-all lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type ReactNode, type RefObject, useEffect, useRef } from 'react'

type Props<Row> = {
  readonly label: string
  readonly className: string
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string | number
  /** In pixels. */
  readonly height: (row: Row) => number
  readonly render: (row: Row, style: CSSProperties, index: number) => ReactNode
  readonly onEnd: () => void
  /** Makes it a table: its head, which scrolls with the rows sideways, and how many rows it has with it; -1 where that is not known. */
  readonly table?: { readonly head: ReactNode; readonly headHeight: number; readonly count: number }
}

/** So many rows before the end the next ones are asked for. */
const early = 20

export function Rows<Row>({ label, className, rows, keyOf, height, render, onEnd, table }: Props<Row>) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => {
      const row = rows[index]
      return row === undefined ? 0 : height(row)
    },
    getItemKey: (index) => {
      const row = rows[index]
      return row === undefined ? index : keyOf(row)
    },
    overscan: 6,
    scrollPaddingStart: table?.headHeight ?? 0,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (rows.length > 0 && last > rows.length - early) onEnd()
  }, [last, rows.length, onEnd])
  const length = { height: virtual.getTotalSize() }
  const drawn = items.map(({ index, start, size }) => {
    const row = rows[index]
    return row === undefined ? null : render(row, { transform: `translateY(${start}px)`, height: size }, index)
  })
  if (table)
    return (
      <div ref={scroller} className={className} tabIndex={0} role="table" aria-label={label} aria-rowcount={table.count}>
        {table.head}
        <div role="rowgroup" className="business-rows" style={length}>
          {drawn}
        </div>
      </div>
    )
  return (
    <section ref={scroller as RefObject<HTMLElement | null>} className={className} tabIndex={0} aria-label={label}>
      <ul className="business-rows" style={length}>
        {drawn}
      </ul>
    </section>
  )
}
