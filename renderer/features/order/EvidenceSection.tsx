/** What is proven about an order: the whole ladder with the rungs that were reached, and why not the next. */
import { type EvidenceLevel, evidenceLevels } from '#shared/evidence.ts'
import type { OrderDetail, OrderRow } from '#shared/order.ts'
import { Icon } from '../../ui/Icon.tsx'

const ladder: readonly EvidenceLevel[] = [1, 2, 3, 4, 5]

export function EvidenceSection({ row, block }: { row: OrderRow; block: OrderDetail['block'] }) {
  const notes = block?.notes ?? []
  return (
    <section className="drawer-section">
      <h3>What is proven</h3>
      <ol className="rungs">
        {ladder.map((level) => {
          const { short, label, proves } = evidenceLevels[level]
          const reached = level === row.evidence
          return (
            <li key={level} className={reached ? 'rung here' : level < row.evidence ? 'rung under' : 'rung'}>
              <span className="rung-name">
                {short} {label}
                {reached && <span className="rung-here">this order</span>}
              </span>
              {reached && <p>{proves}</p>}
            </li>
          )
        })}
      </ol>
      {notes.length > 0 && (
        <ul className="proof-notes">
          {notes.map((note) => (
            <li key={note}>
              <Icon name="info" size={12} />
              {note}
            </li>
          ))}
        </ul>
      )}
      {block && <p className="faint">Served by {block.endpoint}</p>}
    </section>
  )
}
