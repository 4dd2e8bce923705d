/** Name and the pages. */

import { type PlainKey, t, tn } from '../i18n/t.ts'
import { useAlerts } from '../stores/alerts.ts'
import { goTo, type PageName, useView } from '../stores/view.ts'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { Logo } from './Logo.tsx'

const tabs: readonly { page: PageName; label: PlainKey; icon: IconName }[] = [
  { page: 'orders', label: 'Orders', icon: 'list' },
  { page: 'alerts', label: 'Alerts', icon: 'bell' },
  { page: 'charts', label: 'Pictures', icon: 'bars' },
  { page: 'business', label: 'Business', icon: 'layers' },
  { page: 'labels', label: 'Labels', icon: 'tag' },
  { page: 'settings', label: 'Settings', icon: 'gear' },
]

export function Header() {
  const current = useView((state) => state.page)
  return (
    <header className="app-header">
      <span className="app-name">
        <Logo />
        Crowsnest
      </span>
      {/* The table has no title of its own to look at: it needs the room. */}
      {current === 'orders' && <h1 className="visually-hidden">{t('Orders')}</h1>}
      <nav aria-label={t('Pages')}>
        {tabs.map(({ page, label, icon }) => (
          <button
            key={page}
            type="button"
            className="app-tab"
            aria-current={page === current ? 'page' : undefined}
            onClick={() => goTo(page)}
          >
            <Icon name={icon} />
            {t(label)}
            {page === 'alerts' && <Unread />}
          </button>
        ))}
      </nav>
    </header>
  )
}

/** How many alerts nobody has read. */
function Unread() {
  const unread = useAlerts((state) => state.unread)
  if (unread === 0) return null
  return (
    <span className="count" title={tn(unread, '{n} unread alert', '{n} unread alerts')}>
      {unread > 999 ? '999+' : unread}
    </span>
  )
}
