/** The table: header and rows, the pill of held rows, and what stands there when there are no rows. */
import { useEffect, useRef } from 'react'
import { group } from '../../format/amount.ts'
import { useOrders } from '../../stores/orders.ts'
import { select, useView } from '../../stores/view.ts'
import { Icon } from '../../ui/Icon.tsx'
import { EmptyOrders } from './EmptyOrders.tsx'
import { OrdersBody } from './OrdersBody.tsx'

export function OrdersTable() {
  const scroller = useRef<HTMLDivElement>(null)
  const empty = useOrders(({ rows, held }) => rows.length === 0 && held.length === 0)
  const filter = useView((state) => state.filter)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter makes another list, which is read from its top.
  useEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0
  }, [filter])
  // A table that is not there is scrolled nowhere: orders may come in while another page is open.
  useEffect(() => () => useView.setState({ scrolled: false }), [])
  const resume = () => {
    select(null)
    if (scroller.current) scroller.current.scrollTop = 0
    useView.setState({ paused: false, reading: false, scrolled: false })
    scroller.current?.focus({ preventScroll: true })
  }
  return (
    <div className="orders-table">
      <OrdersBody scroller={scroller} />
      {empty && <EmptyOrders />}
      <HeldPill onResume={resume} />
    </div>
  )
}

function HeldPill({ onResume }: { onResume: () => void }) {
  const held = useOrders((state) => state.held.length)
  const stale = useOrders((state) => state.stale)
  const scrolled = useView((state) => state.scrolled)
  if (held === 0 && !(stale && scrolled)) return null
  return (
    <button type="button" className="held-pill" onClick={onResume}>
      <Icon name="chevronUp" size={12} />
      {held === 0 ? 'Back to the newest' : `${group(String(held))}${stale ? '+' : ''} new`}
    </button>
  )
}
