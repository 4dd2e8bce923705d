/** The rows: the lowest component that knows the scroll position, so that scrolling draws nothing else again. */
// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid positions its rows itself; a <table> cannot hold rows that are not there.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row (aria-activedescendant).
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import type { TableRow } from '#shared/order.ts'
import { say } from '../../stores/jobs.ts'
import { loadOlder, useOrders } from '../../stores/orders.ts'
import { openDrawer, select, useView } from '../../stores/view.ts'
import { copyText } from '../../ui/copy.ts'
import { Row } from './Row.tsx'

export const rowHeight = 34
const readingMs = 2500

/** `scroller` belongs to the table, which shares it with the pill that leads back to the top. */
export function OrdersBody({ scroller }: { scroller: RefObject<HTMLDivElement | null> }) {
  const rows = useOrders((state) => state.rows)
  const selected = useView((state) => state.selected)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 10,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0

  useEffect(() => {
    if (rows.length > 0 && last > rows.length - 40) void loadOlder()
  }, [last, rows.length])
  useKeepPlace(scroller)
  useRevealSelected(selected, rows, virtual.scrollToIndex)
  const reading = useReading()

  const move = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 2)
    const at = rows.findIndex(({ id }) => id === selected)
    const to = target(event.key, at, page, rows.length - 1)
    if (to === null || rows.length === 0) return
    event.preventDefault()
    const row = rows[to]
    if (row) select(row.id)
    virtual.scrollToIndex(to)
  }
  const click = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return
    const address = event.target.closest<HTMLElement>('[data-copy]')?.dataset.copy
    if (address)
      return void copyText(address).then((done) =>
        say(done ? 'Address copied.' : 'The address could not be copied.', done ? 'info' : 'bad'),
      )
    const id = event.target.closest<HTMLElement>('[data-order-id]')?.dataset.orderId
    if (id) openDrawer(id)
  }

  return (
    <div
      ref={scroller}
      className="orders-scroll"
      role="grid"
      tabIndex={0}
      aria-label="Large orders, newest first"
      aria-rowcount={rows.length + 1}
      aria-activedescendant={selected === null ? undefined : `order-${selected}`}
      onScroll={({ currentTarget }) => noteScroll(currentTarget.scrollTop)}
      onKeyDown={(event) => (event.key === 'Enter' && selected !== null ? openDrawer(selected) : move(event))}
      onClick={click}
      onPointerMove={reading.touch}
      onPointerLeave={reading.end}
    >
      <Header />
      <div className="orders-rows" role="rowgroup" data-testid="orders" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const order = rows[index]
          return order && <Row key={key} order={order} index={index} start={start} selected={order.id === selected} />
        })}
      </div>
    </div>
  )
}

const columns = [
  ['c-time', 'Time'],
  ['c-chain', 'Chain'],
  ['c-kind', 'Kind'],
  ['c-amount gave', 'Amount'],
  ['c-amount got', 'Received'],
  ['c-usd', 'USD'],
  ['c-parties', 'From → to'],
  ['c-evidence', 'Proof'],
  ['c-state', 'State'],
] as const

function Header() {
  return (
    <div className="orders-header" role="row" aria-rowindex={1}>
      {columns.map(([className, label]) => (
        <div key={label} role="columnheader" className={className}>
          {label}
        </div>
      ))}
    </div>
  )
}

function target(key: string, at: number, page: number, end: number): number | null {
  const moves: Readonly<Record<string, number>> = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    PageUp: at - page,
    PageDown: at + page,
    Home: 0,
    End: end,
  }
  const to = moves[key]
  return to === undefined ? null : Math.min(end, Math.max(0, to))
}

function noteScroll(top: number): void {
  const scrolled = top > rowHeight / 2
  if (useView.getState().scrolled !== scrolled) useView.setState({ scrolled })
}

/** Rows that were let go at the newer end must not move those that are being read. */
function useKeepPlace(scroller: RefObject<HTMLDivElement | null>): void {
  const dropped = useOrders((state) => state.dropped)
  const before = useRef(dropped)
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop -= (dropped - before.current) * rowHeight
    before.current = dropped
  }, [dropped, scroller])
}

/** A row that something else selected (a notification) is brought into view. */
function useRevealSelected(selected: string | null, rows: readonly TableRow[], reveal: (index: number) => void): void {
  const latest = useRef(rows)
  latest.current = rows
  useEffect(() => {
    const index = latest.current.findIndex(({ id }) => id === selected)
    if (index !== -1) reveal(index)
  }, [selected, reveal])
}

/** Someone who moves the pointer over the rows is reading or about to click: nothing may move until a while after. */
function useReading() {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const end = useCallback(() => {
    clearTimeout(timer.current)
    if (useView.getState().reading) useView.setState({ reading: false })
  }, [])
  const touch = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = setTimeout(end, readingMs)
    if (!useView.getState().reading) useView.setState({ reading: true })
  }, [end])
  useEffect(() => end, [end])
  return { touch, end }
}
