/** An empty table says why it is empty and what is being done: silence must be a statement. */
import type { ReactNode } from 'react'
import type { ChainStatus } from '#shared/status.ts'
import { exactUsd } from '../../format/money.ts'
import { shortClock } from '../../format/time.ts'
import { t, tn } from '../../i18n/t.ts'
import { isNarrow } from '../../stores/filter.ts'
import { useOrders } from '../../stores/ordersState.ts'
import { useSettings } from '../../stores/settings.ts'
import { useChains, useStatus } from '../../stores/status.ts'
import { goTo, setQuery, useView } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'

const failing = ({ phase }: ChainStatus): boolean => phase === 'retrying' || phase === 'stopped'

export function EmptyOrders() {
  const { loaded, problem } = useOrders()
  const filter = useView((state) => state.filter)
  const chains = useChains()
  if (!loaded) return null
  if (problem) return <Empty title={t('The orders could not be read')}>{problem}</Empty>
  if (isNarrow(filter)) {
    return (
      <Empty title={t('No order matches this filter')} actions={<Button onClick={() => setQuery('')}>{t('Clear the filter')}</Button>}>
        {t('New orders that match appear here by themselves.')}
      </Empty>
    )
  }
  if (chains.length === 0) {
    return (
      <Empty
        title={t('No network is being watched')}
        actions={<Button onClick={() => goTo('settings', 'networks')}>{t('Choose networks')}</Button>}
      >
        {t('Add or switch on a network, and its large orders appear here.')}
      </Empty>
    )
  }
  if (chains.every(failing)) return <AllFailing chains={chains} />
  return <Quiet chains={chains} />
}

function Empty({ title, children, actions }: { title: string; children: ReactNode; actions?: ReactNode }) {
  return (
    <div className="empty" role="status">
      <h2>{title}</h2>
      <div className="muted">{children}</div>
      {actions}
    </div>
  )
}

function AllFailing({ chains }: { chains: readonly ChainStatus[] }) {
  return (
    <Empty
      title={tn(chains.length, 'The only network cannot be read', 'None of {n} networks can be read')}
      actions={<Button onClick={() => goTo('settings', 'networks')}>{t('Check the endpoints')}</Button>}
    >
      <ul className="empty-list">
        {chains.map(({ chainId, name, problem }) => (
          <li key={chainId}>
            <strong>{name}</strong> {problem ?? t('Its endpoints do not answer; they are asked again by themselves.')}
          </li>
        ))}
      </ul>
    </Empty>
  )
}

function Quiet({ chains }: { chains: readonly ChainStatus[] }) {
  const minUsd = useSettings(({ settings }) => settings.minUsd)
  const since = useStatus((state) => state.since)
  const live = chains.filter(({ phase }) => phase === 'live').length
  const blocks = chains.reduce((sum, chain) => sum + chain.blocks, 0)
  return (
    <Empty
      title={tn(chains.length, 'Watching {n} chain', 'Watching {n} chains')}
      actions={
        <Button kind="quiet" onClick={() => goTo('settings', 'thresholds')}>
          {t('Change the threshold')}
        </Button>
      }
    >
      <p>{t('Nothing over {usd} since {time}.', { usd: exactUsd(minUsd), time: shortClock(new Date(since)) })}</p>
      <p>
        {blocks === 0
          ? t('No block read yet, {live} of {all} live.', { live, all: chains.length })
          : tn(blocks, '{n} block read, {live} of {all} live.', '{n} blocks read, {live} of {all} live.', { live, all: chains.length })}
      </p>
    </Empty>
  )
}
