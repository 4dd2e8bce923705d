/** Everything that rang, newest first: read or not, told or kept still, taken back or not. */
// biome-ignore-all lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
// biome-ignore-all lint/a11y/useSemanticElements: the part around it is a section already; this one only scrolls.
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState } from 'react'
import { readRules } from '#shared/rules.ts'
import { safeName } from '../../format/address.ts'
import { group } from '../../format/amount.ts'
import { t, tn } from '../../i18n/t.ts'
import { markRead, useAlerts } from '../../stores/alerts.ts'
import { showPane } from '../../stores/ruleDraft.ts'
import { useSettings } from '../../stores/settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { AlertLine } from './AlertLine.tsx'
import { Snoozes } from './Snoozes.tsx'
import { type AlertPages, useAlertPages } from './useAlertPages.ts'

const rowHeight = 58
/** What was in view for so long has been seen. */
const seenMs = 2000

export function Inbox() {
  const [unreadOnly, setUnreadOnly] = useState(false)
  const [rule, setRule] = useState('')
  const filter = useMemo(() => ({ ...(unreadOnly && { unread: true }), ...(rule !== '' && { rule }) }), [unreadOnly, rule])
  const pages = useAlertPages(filter)
  const unread = useAlerts((state) => state.unread)
  const stored = useSettings(({ settings }) => settings.rules)
  const rules = useMemo(() => readRules(stored).rules, [stored])
  const { page, problem } = pages
  const newest = page?.alerts[0]?.id
  return (
    <section className="inbox" aria-label={t('Inbox')}>
      <div className="alerts-bar">
        <div className="pane-tabs">
          <button type="button" aria-pressed={!unreadOnly} onClick={() => setUnreadOnly(false)}>
            {t('All')}
          </button>
          <button type="button" aria-pressed={unreadOnly} onClick={() => setUnreadOnly(true)}>
            {t('Unread')}
          </button>
        </div>
        <select className="input alerts-rule" aria-label={t('Rule')} value={rule} onChange={({ target }) => setRule(target.value)}>
          <option value="">{t('Every rule')}</option>
          {rules.map(({ id, name }) => (
            <option key={id} value={id}>
              {safeName(name, 60)}
            </option>
          ))}
        </select>
        <span className="faint" role="status">
          {page && counts(unread, page.retracted, page.total)}
        </span>
        <span className="labels-space" />
        <Button disabled={unread === 0 || newest === undefined} onClick={() => newest !== undefined && void markRead({ upTo: newest })}>
          <Icon name="check" />
          {t('Mark all as read')}
        </Button>
      </div>
      <Snoozes />
      {problem !== null && <p className="labels-problem bad">{problem}</p>}
      <List pages={pages} looks={!unreadOnly} />
      <Empty pages={pages} narrow={unreadOnly || rule !== ''} rules={rules.filter(({ enabled }) => enabled).length} />
    </section>
  )
}

const counts = (unread: number, retracted: number, total: number): string =>
  [
    t('{n} unread', { n: group(String(unread)) }),
    t('{n} in all', { n: group(String(total)) }),
    ...(retracted > 0 ? [t('{n} taken back', { n: group(String(retracted)) })] : []),
  ].join(' · ')

/** `looks`: what is looked at becomes read. Among the unread alone it would vanish under the eyes, so there only a click reads. */
function List({ pages: { page, loadMore, read }, looks }: { pages: AlertPages; looks: boolean }) {
  const scroller = useRef<HTMLDivElement>(null)
  const alerts = page?.alerts ?? []
  const virtual = useVirtualizer({
    count: alerts.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => alerts[index]?.id ?? index,
    overscan: 6,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (alerts.length > 0 && last > alerts.length - 20) loadMore()
  }, [last, alerts.length, loadMore])

  const range = virtual.range
  const seen = alerts.slice(range?.startIndex ?? 0, (range?.endIndex ?? -1) + 1).filter((alert) => !alert.read)
  const unseen = seen.map(({ id }) => id).join(' ')
  useEffect(() => {
    if (!looks || unseen === '') return
    const timer = setTimeout(() => {
      if (document.visibilityState === 'visible') read(unseen.split(' ').map(Number))
    }, seenMs)
    return () => clearTimeout(timer)
  }, [unseen, looks, read])

  return (
    <div ref={scroller} className="alert-scroll" tabIndex={0} role="region" aria-label={t('Alerts')} hidden={alerts.length === 0}>
      <ul className="alert-list" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const alert = alerts[index]
          return (
            alert && (
              <AlertLine
                key={key}
                alert={alert}
                index={index}
                total={page?.total ?? alerts.length}
                start={start}
                onRead={(id) => read([id])}
              />
            )
          )
        })}
      </ul>
    </div>
  )
}

function Empty({ pages: { page, problem }, narrow, rules }: { pages: AlertPages; narrow: boolean; rules: number }) {
  if (page === null) return problem === null ? <p className="alerts-empty faint">{t('Reading…')}</p> : null
  if (page.alerts.length > 0) return null
  return (
    <div className="alerts-empty" role="status">
      <Icon name="bell" size={26} />
      <h2>{narrow ? t('No alert of this kind') : t('Nothing has rung yet')}</h2>
      <p className="muted">
        {narrow
          ? t('Look at all of them, or at another rule.')
          : rules === 0
            ? t('No rule is switched on, so nothing will. Rules say which orders ring, where and how.')
            : tn(
                rules,
                'One rule is switched on. What it rings for stands here, also when no notification could be shown.',
                '{n} rules are switched on. What they ring for stands here, also when no notification could be shown.',
              )}
      </p>
      {!narrow && (
        <Button kind="primary" onClick={() => showPane('rules')}>
          {t('Look at the rules')}
        </Button>
      )}
    </div>
  )
}
