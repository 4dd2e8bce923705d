/** What is proven about an order: the whole ladder with the rungs that were reached, and why not the next. */
import type { EvidenceLevel } from '#shared/evidence.ts'
import type { OrderDetail, OrderRow } from '#shared/order.ts'
import { t } from '../../i18n/t.ts'
import { evidenceWords } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'

const ladder: readonly EvidenceLevel[] = [1, 2, 3, 4, 5]

export function EvidenceSection({ row, block }: { row: OrderRow; block: OrderDetail['block'] }) {
  const notes = block?.notes ?? []
  return (
    <section className="drawer-section">
      <h3>{t('What is proven')}</h3>
      <ol className="rungs">
        {ladder.map((level) => {
          const words = evidenceWords(level)
          const reached = level === row.evidence
          return (
            <li key={level} className={reached ? 'rung here' : level < row.evidence ? 'rung under' : 'rung'}>
              <span className="rung-name">
                {words?.short} {words?.label}
                {reached && <span className="rung-here">{t('this order')}</span>}
              </span>
              {reached && <p>{words?.proves}</p>}
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
      {block && <p className="faint">{t('Served by {endpoint}', { endpoint: block.endpoint })}</p>}
    </section>
  )
}
