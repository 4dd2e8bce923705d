/** The window: header, what concerns everything, and the page the user is on. */
import './app.css'
import { AlertsPage } from '../features/alerts/AlertsPage.tsx'
import { BusinessPage } from '../features/business/BusinessPage.tsx'
import { ChainsBar } from '../features/chains/ChainsBar.tsx'
import { ChartsPage } from '../features/charts/ChartsPage.tsx'
import { Toasts } from '../features/exports/Toasts.tsx'
import { FirstRunPage } from '../features/firstRun/FirstRunPage.tsx'
import { LabelsPage } from '../features/labels/LabelsPage.tsx'
import { OrdersPage } from '../features/orders/OrdersPage.tsx'
import { PacksPage } from '../features/packs/PacksPage.tsx'
import { SettingsPage } from '../features/settings/SettingsPage.tsx'
import { useLanguage } from '../i18n/language.ts'
import { t } from '../i18n/t.ts'
import { useStatus } from '../stores/status.ts'
import { useView } from '../stores/view.ts'
import { Banners } from './Banners.tsx'
import { Header } from './Header.tsx'

export function App() {
  const language = useLanguage((state) => state.language)
  // Words are read as they are drawn: another language draws everything anew.
  return <Window key={language} />
}

function Window() {
  const known = useStatus(({ status }) => status !== null)
  const firstRun = useStatus(({ status }) => status?.firstRun ?? false)
  return (
    <div className="app">
      {known && !firstRun && <Header />}
      <Banners />
      {!known ? (
        <p className="app-wait faint">{t('Starting…')}</p>
      ) : firstRun ? (
        <FirstRunPage />
      ) : (
        <>
          <ChainsBar />
          <Page />
        </>
      )}
      <Toasts />
    </div>
  )
}

function Page() {
  const page = useView((state) => state.page)
  const Shown = pages[page]
  return <Shown />
}

const pages = {
  orders: OrdersPage,
  alerts: AlertsPage,
  charts: ChartsPage,
  business: BusinessPage,
  packs: PacksPage,
  labels: LabelsPage,
  settings: SettingsPage,
} as const
