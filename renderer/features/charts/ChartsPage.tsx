/** Pictures of the stored orders under the table's filter. To mark a part of a picture is to narrow that filter. */
import './charts.css'
import { useEffect, useMemo, useState } from 'react'
import { formatFilter } from '#shared/filterText.ts'
import { type PlainKey, t } from '../../i18n/t.ts'
import { isNarrow } from '../../stores/filter.ts'
import { useChains, useStatus } from '../../stores/status.ts'
import { goTo, setQuery, useView } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { CounterpartiesPanel, TokensPanel } from './ranks.tsx'
import { SizesPanel } from './SizesPanel.tsx'
import { FlowPanel, ValuePanel } from './timePanels.tsx'
import type { ChartQuestion } from './useChart.ts'

const spans = { day: 86_400, week: 604_800, month: 2_592_000, all: null } as const
type Span = keyof typeof spans
const spanWords = { day: '24 hours', week: '7 days', month: '30 days', all: 'All' } as const satisfies Record<Span, PlainKey>

export function ChartsPage() {
  const filter = useView((state) => state.filter)
  const [span, setSpan] = useState<Span>('all')
  const now = useMinute()
  // The filter's own times are the reader's choice already: the span of the page stands back.
  const timed = filter.fromTime !== undefined || filter.toTime !== undefined
  const question = useMemo((): ChartQuestion => {
    const seconds = timed ? null : spans[span]
    return seconds === null ? { filter } : { filter, from: now - seconds }
  }, [filter, span, now, timed])
  return (
    <main className="charts-page">
      <div className="charts-bar">
        <h1 className="visually-hidden">{t('Pictures')}</h1>
        <div className="segments" role="radiogroup" aria-label={t('Time')}>
          {Object.entries(spanWords).map(([id, word]) => (
            <label key={id} className={id === span && !timed ? 'on' : undefined}>
              <input type="radio" name="chart-span" disabled={timed} checked={id === span} onChange={() => setSpan(id as Span)} />
              {t(word)}
            </label>
          ))}
        </div>
        <Narrowed />
        <Button onClick={() => goTo('orders')}>
          <Icon name="list" />
          {t('Show these orders')}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section className="charts-scroll" tabIndex={0} aria-label={t('Pictures')}>
        <ValuePanel question={question} />
        <FlowPanel question={question} />
        <TokensPanel question={question} />
        <CounterpartiesPanel question={question} />
        <SizesPanel question={question} />
      </section>
    </main>
  )
}

/** What the pictures are narrowed to, in the words of the filter bar. */
function Narrowed() {
  const filter = useView((state) => state.filter)
  const known = useStatus(({ catalog }) => catalog.chains)
  const watched = useChains()
  if (!isNarrow(filter))
    return <span className="charts-filter faint">{t('All orders. Drag over a picture, or choose a bar, to narrow them.')}</span>
  return (
    <span className="charts-filter">
      <span className="faint">{t('Narrowed to')}</span>{' '}
      <bdi className="mono">{formatFilter(filter, { chains: [...watched, ...known] })}</bdi>{' '}
      <Button kind="quiet" onClick={() => setQuery('')}>
        {t('Clear')}
      </Button>
    </span>
  )
}

/** Unix seconds, moving on once a minute: the beginning of "the last 24 hours". */
function useMinute(): number {
  const [now, setNow] = useState(() => Math.floor(Date.now() / 1000))
  useEffect(() => {
    const timer = setInterval(() => setNow(Math.floor(Date.now() / 1000)), 60_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
