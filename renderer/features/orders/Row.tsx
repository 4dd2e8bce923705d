/** One row in its place: position, selection and the flash of arrival. The cells inside are drawn only when the order changed. */
// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid positions its rows itself; a <table> cannot hold rows that are not there.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row (aria-activedescendant).
import { memo, useState } from 'react'
import { likelySpam, type TableRow } from '#shared/order.ts'
import { arrivedAt } from '../../stores/orders.ts'
import { OrderCells } from './cells.tsx'

type Props = { readonly order: TableRow; readonly index: number; readonly start: number; readonly selected: boolean }

const flashMs = 1500
const dayMs = 86_400_000

export const Row = memo(function Row({ order, index, start, selected }: Props) {
  const [fresh] = useState(() => performance.now() - arrivedAt(order.id) < flashMs)
  const isSpam = order.marks.spam >= likelySpam
  const names = ['order', order.state, isSpam ? 'spam' : '', selected ? 'selected' : '', fresh ? 'fresh' : '']
  return (
    <div
      id={`order-${order.id}`}
      role="row"
      tabIndex={-1}
      className={names.filter(Boolean).join(' ')}
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-order-id={order.id}
      data-state={order.state}
      data-evidence={order.evidence}
      style={{ transform: `translateY(${start}px)` }}
    >
      <OrderCells order={order} day={Math.floor(Date.now() / dayMs)} />
    </div>
  )
})
