/** The businesses that packs show: documents, holdings, flows, what is due and what is broken. */
import '../alerts/alerts.css'
import '../charts/charts.css'
import '../order/drawer.css'
import '../orders/states.css'
import './business.css'
import './board.css'
import './tables.css'
import { useEffect, useMemo } from 'react'
import type { PackStanding } from '#shared/contract/packs.ts'
import { group } from '../../format/amount.ts'
import { type PlainKey, t } from '../../i18n/t.ts'
import {
  type BusinessTab,
  businessTabs,
  choosePack,
  chooseTab,
  closeDocument,
  reloadPacks,
  shownPacks,
  useBusiness,
} from '../../stores/business.ts'
import { goTo } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { ViewAs } from '../viewers/ViewAs.tsx'
import { BalancesView } from './BalancesView.tsx'
import { BoardView } from './BoardView.tsx'
import { DocumentDrawer } from './DocumentDrawer.tsx'
import { DocumentsView } from './DocumentsView.tsx'
import { DueView } from './DueView.tsx'
import { FlowsView } from './FlowsView.tsx'
import { NoBusiness } from './NoBusiness.tsx'
import { ViolationsView } from './ViolationsView.tsx'
import { packWords } from './words.ts'

const tabWords = {
  board: ['Board', 'columns'],
  documents: ['Documents', 'list'],
  due: ['Due dates', 'clock'],
  balances: ['Balances', 'layers'],
  flows: ['Flows', 'swap'],
  violations: ['Violations', 'warning'],
} as const satisfies Record<BusinessTab, readonly [PlainKey, IconName]>

const views = {
  board: BoardView,
  documents: DocumentsView,
  due: DueView,
  balances: BalancesView,
  flows: FlowsView,
  violations: ViolationsView,
} as const

const minuteMs = 60_000

export function BusinessPage() {
  const view = useBusiness((state) => state.view)
  const chosen = useBusiness(({ pack }) => pack)
  useEffect(() => {
    void reloadPacks()
    const timer = setInterval(() => useBusiness.setState(({ changes }) => ({ changes: changes + 1 })), minuteMs)
    return () => clearInterval(timer)
  }, [])
  const packs = shownPacks(view)
  const standing = packs.find(({ pack }) => pack.id === chosen) ?? packs[0]
  return (
    <main className="business-page">
      <h1 className="visually-hidden">{t('Business')}</h1>
      {standing ? <Shown key={standing.pack.id} packs={packs} standing={standing} /> : <NoBusiness view={view} />}
    </main>
  )
}

function Shown({ packs, standing }: { packs: readonly PackStanding[]; standing: PackStanding }) {
  const tab = useBusiness((state) => state.tab)
  const reference = useBusiness(({ document }) => (document?.pack === standing.pack.id ? document : null))
  const words = useMemo(() => packWords(standing), [standing])
  const View = views[tab]
  useEscape()
  return (
    <>
      <div className="business-head">
        <select
          className="input business-pack"
          aria-label={t('Pack')}
          value={standing.pack.id}
          onChange={({ target }) => choosePack(target.value)}
        >
          {packs.map((each) => (
            <option key={each.pack.id} value={each.pack.id}>
              {packWords(each).name}
            </option>
          ))}
        </select>
        <nav className="alerts-nav" aria-label={t('Views of the business')}>
          {businessTabs.map((each) => (
            <button key={each} type="button" aria-current={each === tab ? 'page' : undefined} onClick={() => chooseTab(each)}>
              <Icon name={tabWords[each][1]} />
              {t(tabWords[each][0])}
              {each === 'violations' && standing.openViolations > 0 && (
                <span className="count grave" title={t('{n} open##violations', { n: standing.openViolations })}>
                  {standing.openViolations > 999 ? '999+' : standing.openViolations}
                </span>
              )}
            </button>
          ))}
        </nav>
        <ViewAs packs={packs.map(({ pack }) => pack.id)} />
        <span className="faint business-standing">
          {standing.enabled && standing.problems.length === 0
            ? t('{events} events, {documents} documents', {
                events: group(String(standing.orders)),
                documents: group(String(standing.documents)),
              })
            : t('This pack does not watch now: what it read stays.')}
        </span>
        <Button kind="quiet" onClick={() => goTo('packs')}>
          {t('Packs')}
        </Button>
      </div>
      <div className={reference ? 'orders-split open' : 'orders-split'}>
        <div className="business-view">
          <View standing={standing} words={words} />
        </div>
        {reference && <DocumentDrawer reference={reference} standing={standing} words={words} />}
      </div>
    </>
  )
}

/** Escape closes the document, and brings the keyboard back to where it was opened. */
function useEscape(): void {
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || useBusiness.getState().document === null) return
      const opener = document.querySelector<HTMLElement>('.business-view [aria-current="true"]')
      closeDocument()
      opener?.focus()
    }
    window.addEventListener('keydown', keys)
    return () => window.removeEventListener('keydown', keys)
  }, [])
}
