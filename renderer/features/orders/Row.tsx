/** One row in its place: position, selection and the marks of news. The cells inside are drawn only when the order changed. */
// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid positions its rows itself; a <table> cannot hold rows that are not there.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row (aria-activedescendant).
import { memo } from 'react'
import { likelySpam, type TableRow } from '#shared/order.ts'
import { t } from '../../i18n/t.ts'
import { newsMs, newsOf } from '../../stores/orders.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { Column } from './columns.tsx'

type Props = {
  /** Null while it is on its way. */
  readonly order: TableRow | null
  /** Place in the table, from 0. */
  readonly index: number
  /** Pixels from the top of the rows that are drawn. */
  readonly start: number
  readonly selected: boolean
  readonly columns: readonly Column[]
}

const dayMs = 86_400_000

/** Rows are drawn again in place for another order: a table that is scrolled makes no new elements. */
export const Row = memo(function Row({ order, index, start, selected, columns }: Props) {
  if (order === null) {
    return (
      <div role="row" className="order waiting" aria-rowindex={index + 2} aria-busy="true" style={{ top: start }}>
        {columns.map(({ id, className }) => (
          <div key={id} role="gridcell" className={className}>
            <i className="bone" />
          </div>
        ))}
      </div>
    )
  }
  const isSpam = order.marks.spam >= likelySpam
  return (
    <div
      id={`order-${order.id}`}
      role="row"
      tabIndex={-1}
      className={['order', order.state, isSpam ? 'spam' : '', selected ? 'selected' : ''].filter(Boolean).join(' ')}
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-order-id={order.id}
      data-state={order.state}
      data-evidence={order.evidence}
      style={{ top: start }}
    >
      <Cells order={order} columns={columns} day={Math.floor(Date.now() / dayMs)} />
    </div>
  )
})

/** `day` changes at midnight, when "today" moves. */
const Cells = memo(function Cells({ order, columns, day }: { order: TableRow; columns: readonly Column[]; day: number }) {
  return (
    <>
      <News order={order} />
      {columns.map(({ id, Cell }) => (
        <Cell key={id} order={order} day={day} />
      ))}
    </>
  )
})

/** For a moment: that the row is new, or that something of it changed. By a sign, which fades, and not by colour alone. */
function News({ order }: { order: TableRow }) {
  const news = newsOf(order.id)
  const passed = news ? performance.now() - news.at : newsMs
  if (!news || passed >= newsMs) return null
  return (
    <i
      key={`${order.id} ${news.at}`}
      className={news.isNew ? 'news fresh' : 'news changed'}
      title={news.isNew ? t('New') : t('Changed just now')}
      style={{ animationDelay: `-${Math.round(passed)}ms` }}
    >
      <Icon name={news.isNew ? 'plus' : 'retry'} size={10} />
    </i>
  )
}
