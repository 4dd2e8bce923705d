/** The page that stays open all day: filter, table and, beside it, the order that was opened. */
import './orders.css'
import './head.css'
import './dialog.css'
import { type RefObject, useEffect, useRef } from 'react'
import { closeDrawer, select, togglePause, useView } from '../../stores/view.ts'
import { startExport } from '../exports/startExport.ts'
import { OrderDrawer } from '../order/OrderDrawer.tsx'
import { FilterBar } from './FilterBar.tsx'
import { jumpTo } from './jumps.ts'
import { OrdersTable } from './OrdersTable.tsx'
import { ShortcutsDialog } from './ShortcutsDialog.tsx'

export function OrdersPage() {
  const open = useView((state) => state.drawer && state.selected !== null)
  const shortcuts = useRef<HTMLDialogElement>(null)
  useKeys(shortcuts)
  return (
    <main className="orders-page">
      <FilterBar />
      <div className={open ? 'orders-split open' : 'orders-split'}>
        <OrdersTable />
        {open && <OrderDrawer />}
      </div>
      <ShortcutsDialog ref={shortcuts} />
    </main>
  )
}

/** Keys of the whole page; a text field, a dialog or an opened menu keeps its own, and a focused button keeps Space. */
function useKeys(shortcuts: RefObject<HTMLDialogElement | null>): void {
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.target instanceof HTMLElement ? event.target : null
      if (target?.closest('input, select, textarea, .popover, dialog')) return
      const action =
        event.key === '?' ? () => shortcuts.current?.showModal() : actions[event.key.length === 1 ? event.key.toLowerCase() : event.key]
      if (!action || (event.key === ' ' && target?.closest('button'))) return
      event.preventDefault()
      action()
    }
    window.addEventListener('keydown', keys)
    return () => window.removeEventListener('keydown', keys)
  }, [shortcuts])
}

const focusTable = () => document.querySelector<HTMLElement>('.orders-scroll')?.focus({ preventScroll: true })

const actions: Readonly<Record<string, () => void>> = {
  ' ': togglePause,
  '/': () => document.getElementById('filter-text')?.focus(),
  e: () => void startExport(),
  g: () => document.getElementById('go-to-time')?.click(),
  n: () => {
    select(null)
    jumpTo(0)
    useView.setState({ paused: false, reading: false, scrolled: false })
    focusTable()
  },
  Escape: () => {
    const { drawer } = useView.getState()
    if (drawer) closeDrawer()
    else select(null)
    focusTable()
  },
}
