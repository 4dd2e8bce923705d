/** What is proven about an order: the whole ladder with the rungs that were reached, and why not the next. */
import type { EvidenceLevel } from '#shared/evidence.ts'
import type { OrderDetail, OrderRow } from '#shared/order.ts'
import { t } from '../../i18n/t.ts'
import { evidenceWords } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Hex, Line } from './lines.tsx'

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
      {block && <ProvenBy block={block} />}
    </section>
  )
}

/** What the level rests on: the header, the roots that were recomputed, and who named the same block. */
function ProvenBy({ block }: { block: NonNullable<OrderDetail['block']> }) {
  const { hash, parentHash, roots, endpoint, agreed } = block
  const others = agreed.filter((host) => host !== endpoint)
  return (
    <dl className="proven-by">
      <Line name={t('Header')}>
        <Hex value={hash} what={t('header hash')} />
      </Line>
      <Line name={t('Parent')}>
        <Hex value={parentHash} what={t('parent hash')} />
      </Line>
      {roots && (
        <>
          <Line name={t('Transactions##root')}>
            <Hex value={roots.transactions} what={t('transactions root')} />
          </Line>
          <Line name={t('Receipts')}>
            <Hex value={roots.receipts} what={t('receipts root')} />
          </Line>
          {roots.withdrawals !== null && (
            <Line name={t('Withdrawals')}>
              <Hex value={roots.withdrawals} what={t('withdrawals root')} />
            </Line>
          )}
        </>
      )}
      <Line name={t('Served by')}>{endpoint}</Line>
      <Line name={t('Agreed by')}>{others.length > 0 ? others.join(', ') : t('nobody else was asked, or answered yet')}</Line>
    </dl>
  )
}
