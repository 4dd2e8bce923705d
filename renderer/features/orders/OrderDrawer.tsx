/** One order in full: every digit of every value, and what is proven about it. */
import './drawer.css'
import { type ReactNode, useEffect, useState } from 'react'
import type { OrderDetail, TableRow } from '#shared/order.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { safeName } from '../../format/address.ts'
import { exactAmount, group } from '../../format/amount.ts'
import { exactUsd, shortUsd } from '../../format/money.ts'
import { priceSource } from '../../format/priceSource.ts'
import { clock, fullTime } from '../../format/time.ts'
import { say } from '../../stores/jobs.ts'
import { useOrders } from '../../stores/orders.ts'
import { useChainName, useKindLabel, useStatus } from '../../stores/status.ts'
import { closeDrawer, useView } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'
import { ChainMark } from '../../ui/ChainMark.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Identicon } from '../../ui/Identicon.tsx'
import { stateWords } from './cells.tsx'
import { EvidenceSection } from './EvidenceSection.tsx'
import { KindIcon } from './kinds.tsx'

export function OrderDrawer() {
  const id = useView((state) => state.selected) ?? ''
  const live = useOrders(({ rows, held }) => rows.find((row) => row.id === id) ?? held.find((row) => row.id === id))
  const { detail, problem } = useDetail(id, live)
  const row = live ?? detail?.row
  return (
    <aside className="drawer" aria-label="Order details">
      {row ? <Content row={row} detail={detail} /> : <p className="drawer-wait muted">{problem ?? 'Reading the order…'}</p>}
      <Button kind="quiet" iconOnly className="drawer-close" aria-label="Close details" title="Close (Esc)" onClick={closeDrawer}>
        <Icon name="close" />
      </Button>
    </aside>
  )
}

/** Asked again whenever the row changes: its block, its level or its state did. */
function useDetail(id: string, live: TableRow | undefined) {
  const [state, setState] = useState<{ detail: OrderDetail | null; problem: string | null }>({ detail: null, problem: null })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row is not read here; a new row means that the answer is old.
  useEffect(() => {
    let current = true
    client['orders.get']({ id }).then(
      (detail) => current && setState({ detail, problem: detail ? null : 'This order is no longer stored.' }),
      (thrown) => current && setState({ detail: null, problem: sentenceOf(thrown) }),
    )
    return () => {
      current = false
    }
  }, [id, live])
  return state.detail?.row.id === id || state.problem ? state : { detail: null, problem: null }
}

function Content({ row, detail }: { row: TableRow; detail: OrderDetail | null }) {
  const chain = useChainName(row.chainId)
  const kind = useKindLabel(row.kind)
  const { word, icon, explains } = stateWords[row.state]
  return (
    <>
      <header className={`drawer-head ${row.state}`}>
        <p className="drawer-kind">
          <ChainMark chainId={row.chainId} name={chain} />
          {chain}
          <span className="faint">·</span>
          <KindIcon kind={row.kind} />
          {kind}
        </p>
        <p className={row.usd === null ? 'drawer-usd none' : 'drawer-usd'} title={exactUsd(row.usd)}>
          {row.usd === null ? 'Unpriced' : shortUsd(row.usd)}
        </p>
        <p className={`c-state ${row.state}`} title={explains}>
          <Icon name={icon} size={12} />
          {word}
          <span className="muted">{explains}</span>
        </p>
      </header>
      <Values row={row} />
      <Parties row={row} />
      <EvidenceSection row={row} block={detail?.block ?? null} />
      <Chain row={row} detail={detail} />
    </>
  )
}

function Values({ row }: { row: TableRow }) {
  return (
    <Section title={row.received ? 'Exchanged' : 'Value'}>
      <Line name={row.received ? 'Gave' : 'Amount'}>
        <Amount amount={row.amount} asset={row.asset} />
      </Line>
      {row.received && (
        <Line name="Received">
          <Amount amount={row.received.amount} asset={row.received.asset} />
        </Line>
      )}
      <Line name="USD">{exactUsd(row.usd)}</Line>
      <Line name="Priced by">{priceSource(row.pricedBy)}</Line>
    </Section>
  )
}

function Amount({ amount, asset }: { amount: string; asset: TableRow['asset'] }) {
  return (
    <>
      <span>
        {exactAmount(amount)} <bdi>{safeName(asset.symbol, 60)}</bdi>
      </span>
      <span className="faint line-note">
        {asset.decimals === null && 'in base units: its decimals are not known · '}
        {asset.address === null ? 'native coin' : <Hex value={asset.address} what="token contract" />}
      </span>
    </>
  )
}

function Parties({ row }: { row: TableRow }) {
  return (
    <Section title="Parties">
      <Line name="From">
        <Full address={row.from} what="sender" />
      </Line>
      <Line name="To">
        <Full address={row.to} what="receiver" />
      </Line>
    </Section>
  )
}

const Full = ({ address, what }: { address: string; what: string }) => (
  <span className="full-address">
    <Identicon address={address} size={30} />
    <Hex value={address} what={what} />
  </span>
)

function Hex({ value, what }: { value: string; what: string }) {
  return (
    <span className="hex">
      <code>{value}</code>
      <CopyButton text={value} what={what} />
    </span>
  )
}

function Chain({ row, detail }: { row: TableRow; detail: OrderDetail | null }) {
  const explorer = useStatus(({ catalog }) => catalog.chains.find(({ chainId }) => chainId === row.chainId)?.explorer ?? null)
  const open = () =>
    void client['app.openLink']({ url: `${explorer?.replace(/\/$/, '')}/tx/${row.txHash}` }).catch((thrown) =>
      say(sentenceOf(thrown), 'bad'),
    )
  return (
    <Section title="On chain">
      <Line name="Block">
        {group(String(row.blockNumber))}
        <span className="faint line-note">{fullTime(row.blockTime)}</span>
      </Line>
      <Line name="Transaction">
        <Hex value={row.txHash} what="transaction hash" />
      </Line>
      <Line name="Block hash">
        <Hex value={row.blockHash} what="block hash" />
      </Line>
      <Line name="Position">{row.position === -1 ? 'the transaction’s own value' : `log ${row.position} of the transaction`}</Line>
      {detail && (
        <Line name="On this machine">
          first seen {clock(new Date(detail.firstSeenAt))}
          {detail.changedAt !== detail.firstSeenAt && `, last changed ${clock(new Date(detail.changedAt))}`}
        </Line>
      )}
      {explorer && (
        <Button className="drawer-link" onClick={open}>
          <Icon name="external" />
          Open in {new URL(explorer).host}
        </Button>
      )}
    </Section>
  )
}

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="drawer-section">
    <h3>{title}</h3>
    <dl>{children}</dl>
  </section>
)

const Line = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="line">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
