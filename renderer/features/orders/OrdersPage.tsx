/** The page that stays open all day: filter, table and, beside it, the order that was opened. */
import './orders.css'
import { useEffect } from 'react'
import { closeDrawer, select, togglePause, useView } from '../../stores/view.ts'
import { startExport } from '../exports/startExport.ts'
import { OrderDrawer } from '../order/OrderDrawer.tsx'
import { FilterBar } from './FilterBar.tsx'
import { OrdersTable } from './OrdersTable.tsx'

export function OrdersPage() {
  const open = useView((state) => state.drawer && state.selected !== null)
  useEffect(() => {
    window.addEventListener('keydown', keys)
    return () => window.removeEventListener('keydown', keys)
  }, [])
  return (
    <main className="orders-page">
      <FilterBar />
      <div className={open ? 'orders-split open' : 'orders-split'}>
        <OrdersTable />
        {open && <OrderDrawer />}
      </div>
    </main>
  )
}

/** Keys of the whole page; a text field or an opened menu keeps its own, and a focused button keeps Space. */
function keys(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
  const target = event.target instanceof HTMLElement ? event.target : null
  if (target?.closest('input, select, textarea, .popover')) return
  const action = actions[event.key]
  if (!action || (event.key === ' ' && target?.closest('button'))) return
  event.preventDefault()
  action()
}

const actions: Readonly<Record<string, () => void>> = {
  ' ': togglePause,
  '/': () => document.getElementById('filter-text')?.focus(),
  e: () => void startExport(),
  Escape: () => {
    const { drawer } = useView.getState()
    if (drawer) closeDrawer()
    else select(null)
    document.querySelector<HTMLElement>('.orders-scroll')?.focus({ preventScroll: true })
  },
}
