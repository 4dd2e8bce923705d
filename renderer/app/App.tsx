/** The window: header, what concerns everything, and the page the user is on. */
import './app.css'
import { ChainsBar } from '../features/chains/ChainsBar.tsx'
import { Toasts } from '../features/exports/Toasts.tsx'
import { FirstRunPage } from '../features/firstRun/FirstRunPage.tsx'
import { OrdersPage } from '../features/orders/OrdersPage.tsx'
import { SettingsPage } from '../features/settings/SettingsPage.tsx'
import { useStatus } from '../stores/status.ts'
import { useView } from '../stores/view.ts'
import { Banners } from './Banners.tsx'
import { Header } from './Header.tsx'

export function App() {
  const known = useStatus(({ status }) => status !== null)
  const firstRun = useStatus(({ status }) => status?.firstRun ?? false)
  const page = useView((state) => state.page)
  return (
    <div className="app">
      {known && !firstRun && <Header />}
      <Banners />
      {!known ? (
        <p className="app-wait faint">Starting…</p>
      ) : firstRun ? (
        <FirstRunPage />
      ) : (
        <>
          <ChainsBar />
          {page === 'orders' ? <OrdersPage /> : <SettingsPage />}
        </>
      )}
      <Toasts />
    </div>
  )
}
