/** Where the order stands on chain, when this machine saw it, and the way to the chain's explorer. */
import type { OrderDetail, TableRow } from '#shared/order.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { group } from '../../format/amount.ts'
import { clock, fullTime } from '../../format/time.ts'
import { t } from '../../i18n/t.ts'
import { say } from '../../stores/jobs.ts'
import { useStatus } from '../../stores/status.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Hex, Line, Section } from './lines.tsx'

export function OnChainSection({ row, detail }: { row: TableRow; detail: OrderDetail | null }) {
  const inBlock = row.blockNumber >= 0
  return (
    <Section title={t('On chain')}>
      <dl>
        <Line name={t('Block')}>
          {inBlock ? group(String(row.blockNumber)) : t('In none yet')}
          {inBlock && <span className="faint line-note">{fullTime(row.blockTime)}</span>}
        </Line>
        <Line name={t('Transaction')}>
          <Hex value={row.txHash} what={t('transaction hash')} />
        </Line>
        {inBlock && (
          <Line name={t('Block hash')}>
            <Hex value={row.blockHash} what={t('block hash')} />
          </Line>
        )}
        <Line name={t('Position')}>{placeOf(row.position)}</Line>
        {detail && (
          <Line name={t('On this machine')}>
            {t('first seen {time}', { time: clock(new Date(detail.firstSeenAt)) })}
            {detail.changedAt !== detail.firstSeenAt && t(', last changed {time}', { time: clock(new Date(detail.changedAt)) })}
          </Line>
        )}
      </dl>
      <ExplorerLink row={row} />
    </Section>
  )
}

function ExplorerLink({ row }: { row: TableRow }) {
  const explorer = useStatus(({ catalog }) => catalog.chains.find(({ chainId }) => chainId === row.chainId)?.explorer ?? null)
  if (!explorer) return null
  const url = `${explorer.replace(/\/$/, '')}/tx/${row.txHash}`
  return (
    <Button className="drawer-link" onClick={() => void client['app.openLink']({ url }).catch((thrown) => say(sentenceOf(thrown), 'bad'))}>
      <Icon name="external" />
      {t('Open in {host}', { host: new URL(explorer).host })}
    </Button>
  )
}

const placeOf = (position: number): string =>
  position === -1
    ? t('the transaction’s own value')
    : position < -1
      ? t('a call within the transaction')
      : t('log {n} of the transaction', { n: position })
