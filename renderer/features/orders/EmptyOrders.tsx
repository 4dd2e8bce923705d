/** An empty table says why it is empty and what is being done: silence must be a statement. */
import type { ReactNode } from 'react'
import type { ChainStatus } from '#shared/status.ts'
import { group } from '../../format/amount.ts'
import { exactUsd } from '../../format/money.ts'
import { shortClock } from '../../format/time.ts'
import { isNarrow } from '../../stores/filter.ts'
import { useOrders } from '../../stores/orders.ts'
import { useSettings } from '../../stores/settings.ts'
import { useChains, useStatus } from '../../stores/status.ts'
import { goTo, useView } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'

const failing = ({ phase }: ChainStatus): boolean => phase === 'retrying' || phase === 'stopped'

export function EmptyOrders() {
  const { loaded, problem } = useOrders()
  const filter = useView((state) => state.filter)
  const chains = useChains()
  if (!loaded) return null
  if (problem) return <Empty title="The orders could not be read">{problem}</Empty>
  if (isNarrow(filter)) {
    return (
      <Empty
        title="No order matches this filter"
        actions={<Button onClick={() => useView.setState({ filter: {} })}>Clear the filter</Button>}
      >
        New orders that match appear here by themselves.
      </Empty>
    )
  }
  if (chains.length === 0) {
    return (
      <Empty title="No network is being watched" actions={<Button onClick={() => goTo('settings', 'networks')}>Choose networks</Button>}>
        Add or switch on a network, and its large orders appear here.
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
      title={chains.length === 1 ? 'The only network cannot be read' : `None of ${chains.length} networks can be read`}
      actions={<Button onClick={() => goTo('settings', 'networks')}>Check the endpoints</Button>}
    >
      <ul className="empty-list">
        {chains.map(({ chainId, name, problem }) => (
          <li key={chainId}>
            <strong>{name}</strong> {problem ?? 'Its endpoints do not answer; they are asked again by themselves.'}
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
      title={`Watching ${chains.length} ${chains.length === 1 ? 'chain' : 'chains'}`}
      actions={
        <Button kind="quiet" onClick={() => goTo('settings', 'thresholds')}>
          Change the threshold
        </Button>
      }
    >
      <p>
        Nothing over {exactUsd(minUsd)} since {shortClock(new Date(since))}.
      </p>
      <p>
        {blocks === 0 ? 'No block read yet' : `${group(String(blocks))} ${blocks === 1 ? 'block' : 'blocks'} read`}, {live} of{' '}
        {chains.length} live.
      </p>
    </Empty>
  )
}
