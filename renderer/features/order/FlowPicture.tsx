/** Who → what → whom as a picture: one arrow for all that went from one account to another. */
import type { OrderPart, TableRow } from '#shared/order.ts'
import { t, tn } from '../../i18n/t.ts'
import { Identicon } from '../../ui/Identicon.tsx'
import { type FlowArrow, type FlowEnd, flowArrows } from './flowArrows.ts'

export function FlowPicture({ row, parts }: { row: TableRow; parts: readonly OrderPart[] }) {
  const { arrows, more } = flowArrows(row, parts)
  return (
    <ol className="flow-picture" aria-label={t('Who gave what to whom')}>
      {arrows.map((arrow) => (
        <Arrow key={`${arrow.from.address} ${arrow.to.address}`} arrow={arrow} />
      ))}
      {more > 0 && (
        <li className="faint">
          {tn(more, 'and {n} more between others: see the raw legs', 'and {n} more between others: see the raw legs')}
        </li>
      )}
    </ol>
  )
}

const Arrow = ({ arrow: { from, to, amounts } }: { arrow: FlowArrow }) => (
  <li className="flow-arrow">
    <End end={from} />
    <span className="flow-line">
      {amounts.map((amount) => (
        <bdi key={amount}>{amount}</bdi>
      ))}
    </span>
    <End end={to} />
  </li>
)

const End = ({ end: { address, name, role } }: { end: FlowEnd }) => (
  <span className={`flow-end ${role}`} title={address ?? undefined}>
    {address && <Identicon address={address} size={14} />}
    <bdi className="clip">{name}</bdi>
  </span>
)
