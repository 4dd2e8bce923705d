/** The rows: the lowest component that knows the scroll position, so that scrolling draws nothing else again. */
// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid positions its rows itself; a <table> cannot hold rows that are not there.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row (aria-activedescendant).
import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
} from 'react'
import { age, fullTime } from '../../format/time.ts'
import { t } from '../../i18n/t.ts'
import { say } from '../../stores/jobs.ts'
import { useOrders } from '../../stores/ordersState.ts'
import { indexOfRow, type OrderWindow, rowAt, totalRows } from '../../stores/orderWindow.ts'
import { placeOfOrder, wantRows } from '../../stores/places.ts'
import { openDrawer, select, useView } from '../../stores/view.ts'
import { copyText } from '../../ui/copy.ts'
import type { Column } from './columns.tsx'
import { useJumps } from './jumps.ts'
import { Row } from './Row.tsx'
import { farRows, type TableTrack, useTrack } from './useTrack.ts'

const readingMs = 2500
/** Rows are asked for a little before they are seen. */
const ahead = 40

type Props = {
  /** Belongs to the table, which shares it with the pill that leads back to the top. */
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly columns: readonly Column[]
  /** Pixels of a row. */
  readonly rowHeight: number
  /** Pixels of all columns. */
  readonly width: number
  readonly children: ReactNode
}

export function OrdersBody({ scroller, columns, rowHeight, width, children }: Props) {
  const orders = useOrders()
  const selected = useView((state) => state.selected)
  const strip = useRef<HTMLDivElement>(null)
  const total = totalRows(orders)
  const track = useTrack(scroller, strip, total, rowHeight, orders.shift)
  const { first, last, origin } = track
  useEffect(() => {
    if (last >= first) wantRows(Math.max(0, first - ahead), Math.min(total - 1, last + ahead))
  }, [first, last, total])
  useKeepPlace(track)
  useRevealSelected(selected, track)
  useJumps(track)
  const reading = useReading()
  const aim = useAim(track)

  const move = (event: KeyboardEvent) => {
    const at = aim.at(selected)
    const to = target(event.key, at, Math.max(1, track.fits - 1), total - 1)
    if (to === null || total === 0 || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    aim.take(to, event.key === 'End')
  }
  const hover = (event: PointerEvent) => {
    reading.touch()
    const cell = event.target instanceof HTMLElement && event.target.className === 'c-time' ? event.target : null
    const seconds = cell === null ? null : Number(cell.dataset.seconds)
    if (cell && seconds) cell.title = `${age(seconds, Date.now())} · ${fullTime(seconds)}`
  }
  const click = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return
    const address = event.target.closest<HTMLElement>('[data-copy]')?.dataset.copy
    if (address)
      return void copyText(address).then((done) =>
        say(done ? t('Address copied.') : t('The address could not be copied.'), done ? 'info' : 'bad'),
      )
    const id = event.target.closest<HTMLElement>('[data-order-id]')?.dataset.orderId
    if (id) openDrawer(id)
  }

  // As many elements as rows are ever drawn at once: each is given to the next row that comes into its place.
  const pool = track.fits + 32
  const drawn = Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step)
  // An order that was opened from elsewhere need not be among the rows: then no row is the active one.
  const isDrawn = selected !== null && drawn.some((index) => rowAt(orders, index)?.id === selected)
  return (
    <div
      ref={scroller}
      className="orders-scroll"
      role="grid"
      tabIndex={0}
      aria-label={t('Large orders')}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-activedescendant={isDrawn ? `order-${selected}` : undefined}
      onScroll={track.onScroll}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return
        if (event.key === 'Enter' && selected !== null) openDrawer(selected)
        else move(event)
      }}
      onClick={click}
      onPointerMove={hover}
      onPointerLeave={reading.end}
    >
      {children}
      <div className="orders-rows" role="presentation" style={{ height: track.bar, minWidth: width }}>
        <div className="orders-pane" role="presentation">
          <div ref={strip} className="orders-strip" role="rowgroup" data-testid="orders">
            {drawn.map((index) => {
              const order = rowAt(orders, index)
              const lasting = index + orders.shift
              return (
                <Row
                  key={((lasting % pool) + pool) % pool}
                  order={order}
                  index={index}
                  start={(lasting - origin + farRows) * rowHeight}
                  selected={order !== null && order.id === selected}
                  columns={columns}
                />
              )
            })}
          </div>
        </div>
      </div>
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

/** Selects by place: a row that is still on its way is selected when it is there. */
function useAim(track: TableTrack) {
  const aimed = useRef<number | null>(null)
  /** The last row is meant, whichever that is when it is known how many there are. */
  const toEnd = useRef(false)
  const orders = useOrders()
  useEffect(() => {
    if (toEnd.current && isCounted(orders)) {
      toEnd.current = false
      aimed.current = totalRows(orders) - 1
      track.reveal(aimed.current)
    }
    const row = aimed.current === null ? null : rowAt(orders, aimed.current)
    if (!row) return
    aimed.current = null
    select(row.id)
  }, [orders, track])
  return {
    at(selected: string | null): number {
      if (aimed.current !== null) return aimed.current
      const index = indexOfRow(useOrders.getState(), selected)
      return index === -1 ? track.firstSeen() - 1 : index
    },
    take(index: number, end: boolean) {
      toEnd.current = end && !isCounted(useOrders.getState())
      if (toEnd.current) return
      track.reveal(index)
      const row = rowAt(useOrders.getState(), index)
      aimed.current = row ? null : index
      if (row) select(row.id)
    },
  }
}

const isCounted = ({ frame, complete }: OrderWindow): boolean => frame !== null || complete

/** Rows that came or went above those that are read must not move them. */
function useKeepPlace({ keep }: TableTrack): void {
  const movedBy = useOrders((state) => state.moved)
  const before = useRef(movedBy)
  useEffect(() => {
    if (movedBy !== before.current) keep(movedBy - before.current)
    before.current = movedBy
  }, [movedBy, keep])
}

/** A row that something else selected (a notification, a link) is brought into view, from the store where it must be. */
function useRevealSelected(selected: string | null, { reveal }: TableTrack): void {
  useEffect(() => {
    if (selected === null) return
    const index = indexOfRow(useOrders.getState(), selected)
    if (index !== -1) return reveal(index)
    if (useOrders.getState().held.some(({ id }) => id === selected)) return
    placeOfOrder(selected).then(
      (place) => place !== -1 && useView.getState().selected === selected && reveal(place),
      () => undefined,
    )
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
