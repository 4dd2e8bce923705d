/** The table: header and rows, the pill of held rows, and what stands there when there are no rows. */
import { type CSSProperties, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { ColumnChoice } from '#shared/settings.ts'
import { group } from '../../format/amount.ts'
import { t } from '../../i18n/t.ts'
import { useOrders } from '../../stores/ordersState.ts'
import { totalRows } from '../../stores/orderWindow.ts'
import { select, useView } from '../../stores/view.ts'
import { Icon } from '../../ui/Icon.tsx'
import { columns as known } from './columns.tsx'
import { EmptyOrders } from './EmptyOrders.tsx'
import { jumpTo } from './jumps.ts'
import { layoutOf } from './layout.ts'
import { OrdersBody } from './OrdersBody.tsx'
import { TableHeader } from './TableHeader.tsx'
import { useColumnChoices, useRowHeight } from './tableSettings.ts'

export function OrdersTable() {
  const scroller = useRef<HTMLDivElement>(null)
  const table = useRef<HTMLDivElement>(null)
  const empty = useOrders((state) => totalRows(state) === 0 && state.held.length === 0)
  const filter = useView((state) => state.filter)
  const sort = useView((state) => state.sort)
  const room = useWidth(table)
  const choices = useColumnChoices()
  const [tried, setTried] = useState<readonly ColumnChoice[] | null>(null)
  const layout = useMemo(() => layoutOf(known, tried ?? choices, room), [choices, tried, room])
  const ids = layout.columns.map(({ column }) => column.id).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are drawn anew for other columns, not for other widths.
  const columns = useMemo(() => layout.columns.map(({ column }) => column), [ids])
  const rowHeight = useRowHeight()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter or sort makes another list, which is read from its top.
  useEffect(() => jumpTo(0), [filter, sort])
  // A table that is not there is scrolled nowhere: orders may come in while another page is open.
  useEffect(() => () => useView.setState({ scrolled: false }), [])
  const resume = () => {
    select(null)
    jumpTo(0)
    useView.setState({ paused: false, reading: false, scrolled: false })
    scroller.current?.focus({ preventScroll: true })
  }
  const parties = layout.columns.find(({ column }) => column.id === 'parties')?.width ?? 0
  const style = {
    '--columns': layout.columns.map(({ width }) => `${width}px`).join(' '),
    '--row': `${rowHeight}px`,
    '--wide': `${Math.max(room, layout.width)}px`,
  } as CSSProperties
  return (
    <div ref={table} className={parties > 716 ? 'orders-table whole' : 'orders-table'} style={style} data-narrow={layout.narrow.join(' ')}>
      {room > 0 && (
        <OrdersBody scroller={scroller} columns={columns} rowHeight={rowHeight} width={layout.width}>
          <TableHeader columns={layout.columns} onTry={setTried} />
        </OrdersBody>
      )}
      {empty && <EmptyOrders />}
      <HeldPill onResume={resume} />
    </div>
  )
}

function HeldPill({ onResume }: { onResume: () => void }) {
  const held = useOrders((state) => state.held.length)
  const stale = useOrders((state) => state.stale)
  const scrolled = useView((state) => state.scrolled)
  const isHeld = useOrders((state) => state.holding)
  if (!isHeld || (held === 0 && !(stale && scrolled))) return null
  return (
    <button type="button" className="held-pill" onClick={onResume}>
      <Icon name="chevronUp" size={12} />
      {held === 0 ? t('Back to the newest') : t('{n} new', { n: `${group(String(held))}${stale ? '+' : ''}` })}
    </button>
  )
}

/** Room that the upright scrollbar takes, which depends on the system. */
function scrollbarWidth(): number {
  const probe = document.createElement('div')
  probe.className = 'scroll-probe'
  document.body.append(probe)
  const width = probe.offsetWidth - probe.clientWidth
  probe.remove()
  return width
}

/** Width for columns, without the scrollbar's. */
function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    if (!element.current) return
    const gutter = scrollbarWidth()
    setWidth(element.current.clientWidth - gutter)
    const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width) - gutter))
    watch.observe(element.current)
    return () => watch.disconnect()
  }, [element])
  return width
}
