/** One alert: what rang, which rules, how it was told, and how its order stands now. */
import type { Alert } from '#shared/alerts.ts'
import type { LabelTag } from '#shared/labels.ts'
import type { TableRow } from '#shared/order.ts'
import { safeName, shortAddress } from '../../format/address.ts'
import { fullTime, tableTime } from '../../format/time.ts'
import { t } from '../../i18n/t.ts'
import { knownOrder } from '../../stores/orders.ts'
import { useOrders } from '../../stores/ordersState.ts'
import { goTo, openDrawer } from '../../stores/view.ts'
import { Icon } from '../../ui/Icon.tsx'
import { ChainBit, EvidenceBit, StateBit } from './OrderBits.tsx'
import { SnoozeMenu } from './SnoozeMenu.tsx'
import { toldWords } from './words.ts'

type Props = {
  readonly alert: Alert
  readonly index: number
  readonly total: number
  readonly start: number
  readonly onRead: (id: number) => void
}

export function AlertLine({ alert, index, total, start, onRead }: Props) {
  const { id, at, orderId, chainId, rules, title, body, told, read, retractedAt } = alert
  const live = useOrders(knownOrder(orderId ?? ''))
  const row = live ?? alert.row
  const seconds = Math.floor(at / 1000)
  const { icon, word, explains } = toldWords[told]
  const open = () => {
    if (!read) onRead(id)
    if (orderId === null || row === null) return
    goTo('orders')
    openDrawer(orderId)
  }
  const names = ['alert', read ? '' : 'unread', retractedAt === null ? '' : 'retracted'].filter(Boolean).join(' ')
  return (
    <li className={names} aria-posinset={index + 1} aria-setsize={total} style={{ top: start }} data-alert={id}>
      <span className="alert-dot">{!read && <span className="visually-hidden">{t('Unread')}</span>}</span>
      <time className="alert-time" title={fullTime(seconds)} dateTime={new Date(at).toISOString()}>
        {tableTime(seconds, new Date())}
      </time>
      <div className="alert-words">
        <button type="button" className="alert-title clip" title={title} onClick={open}>
          <bdi>{safeName(title, 160)}</bdi>
        </button>
        <p className="alert-body clip" title={body}>
          {retractedAt !== null && (
            <strong className="alert-taken">
              <Icon name="undo" size={12} />
              {t('Taken back by the chain')}
            </strong>
          )}
          {row ? <Parties row={row} /> : <bdi className="clip">{safeName(body.replaceAll('\n', ' · '), 300)}</bdi>}
        </p>
      </div>
      <div className="alert-why">
        <span className="alert-rules clip" title={rules.map(({ name }) => safeName(name, 80)).join(t(', '))}>
          {rules.map(({ id: rule, name }) => (
            <bdi key={rule} className="alert-rule clip">
              {safeName(name, 40)}
            </bdi>
          ))}
        </span>
        <span className="alert-told" data-told={told} title={t(explains)}>
          <Icon name={icon} size={12} />
          {t(word)}
        </span>
      </div>
      <div className="alert-order">
        {chainId !== null && <ChainBit chainId={chainId} />}
        {row !== null && (
          <span className="alert-proof">
            <EvidenceBit evidence={row.evidence} />
            <StateBit state={row.state} />
          </span>
        )}
        {row === null && orderId !== null && <span className="faint">{t('No longer stored')}</span>}
      </div>
      <SnoozeMenu alert={alert} row={row} />
    </li>
  )
}

/** Who gave and who got, as they are known now; the alert's own words are as they were known then. */
function Parties({ row: { from, to, marks } }: { row: TableRow }) {
  return (
    <span className="alert-parties clip">
      <Account address={from} tag={marks.fromLabel} />
      <Icon name="arrowRight" size={11} />
      <Account address={to} tag={marks.toLabel} />
    </span>
  )
}

const Account = ({ address, tag }: { address: string; tag: LabelTag | null }) =>
  tag ? <bdi className="clip">{safeName(tag.name, 40)}</bdi> : <span className="mono">{shortAddress(address)}</span>
