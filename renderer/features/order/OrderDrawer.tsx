/** One order in full: every digit of every value, how it came about, and what is proven about it. */
import './drawer.css'
import { useEffect, useState } from 'react'
import type { OrderDetail, TableRow } from '#shared/order.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { exactUsd, shortUsd } from '../../format/money.ts'
import { t } from '../../i18n/t.ts'
import { knownOrder } from '../../stores/orders.ts'
import { useOrders } from '../../stores/ordersState.ts'
import { useChainName, useKindLabel } from '../../stores/status.ts'
import { closeDrawer, useView } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'
import { ChainMark } from '../../ui/ChainMark.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { KindIcon } from '../orders/kinds.tsx'
import { flowWords } from '../orders/parties.tsx'
import { stateWords } from '../orders/states.ts'
import { BusinessSection } from './BusinessSection.tsx'
import { EvidenceButton } from './EvidenceButton.tsx'
import { EvidenceSection } from './EvidenceSection.tsx'
import { HowSection } from './HowSection.tsx'
import { OnChainSection } from './OnChainSection.tsx'
import { PartiesSection } from './PartiesSection.tsx'
import { RuleButton } from './RuleButton.tsx'
import { SpamSection } from './SpamSection.tsx'
import { ValueSection } from './ValueSection.tsx'

export function OrderDrawer() {
  const id = useView((state) => state.selected) ?? ''
  const live = useOrders(knownOrder(id))
  const { detail, problem } = useDetail(id, live)
  const row = live ?? detail?.row
  return (
    <aside className="drawer" aria-label={t('Order details')}>
      <h2 className="visually-hidden">{t('Order details')}</h2>
      {row ? <Content key={id} row={row} detail={detail} /> : <p className="drawer-wait muted">{problem ?? t('Reading the order…')}</p>}
      <Button kind="quiet" iconOnly className="drawer-close" aria-label={t('Close details')} title={t('Close (Esc)')} onClick={closeDrawer}>
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
      (detail) => current && setState({ detail, problem: detail ? null : t('This order is no longer stored.') }),
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
  const { flow, estimated } = row.marks
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
          {estimated && <span className="estimated">≈ </span>}
          {row.usd === null ? t('Unpriced') : shortUsd(row.usd)}
        </p>
        <p className={`c-state ${row.state}`} title={explains}>
          <Icon name={icon} size={12} />
          {word}
          <span className="muted">{explains}</span>
        </p>
        {flow !== null && <p className="drawer-note">{t('{sentence}.', { sentence: flowWords[flow][1] })}</p>}
      </header>
      <RuleButton row={row} />
      <EvidenceButton id={row.id} />
      <SpamSection row={row} spam={detail?.notes.spam ?? null} />
      <ValueSection row={row} notes={detail?.notes ?? null} />
      {detail?.notes.business && <BusinessSection chainId={row.chainId} business={detail.notes.business} />}
      <PartiesSection row={row} />
      {detail && <HowSection row={row} notes={detail.notes} />}
      <EvidenceSection row={row} block={detail?.block ?? null} />
      <OnChainSection row={row} detail={detail} />
    </>
  )
}
