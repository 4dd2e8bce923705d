/** What rang, and what rings. */
import './alerts.css'
import { t } from '../../i18n/t.ts'
import { useAlerts } from '../../stores/alerts.ts'
import { isDirty, showPane, useRuleDraft } from '../../stores/ruleDraft.ts'
import { RulesPane } from '../rules/RulesPane.tsx'
import { Inbox } from './Inbox.tsx'

export function AlertsPage() {
  const pane = useRuleDraft((state) => state.pane)
  const unsaved = useRuleDraft(({ draft }) => draft !== null && isDirty(draft))
  const unread = useAlerts((state) => state.unread)
  return (
    <main className="alerts-page">
      <h1 className="visually-hidden">{t('Alerts')}</h1>
      <nav className="alerts-nav" aria-label={t('Parts of this page')}>
        <button type="button" aria-current={pane === 'inbox' ? 'page' : undefined} onClick={() => showPane('inbox')}>
          {t('Inbox')}
          {unread > 0 && <span className="count">{unread > 999 ? '999+' : unread}</span>}
        </button>
        <button type="button" aria-current={pane === 'rules' ? 'page' : undefined} onClick={() => showPane('rules')}>
          {t('Rules')}
          {unsaved && (
            <span className="unsaved" title={t('A rule has changes that are not saved')}>
              <span className="visually-hidden">{t('A rule has changes that are not saved')}</span>
            </span>
          )}
        </button>
      </nav>
      {pane === 'inbox' ? <Inbox /> : <RulesPane />}
    </main>
  )
}
