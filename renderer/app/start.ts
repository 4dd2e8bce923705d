/** Joins the stores to the host: what is asked at the start, what is asked again after a lost connection, and every event. */
import { on, onLink } from '../bridge/host.ts'
import { play } from '../features/alerts/sounds.ts'
import { keptChoice, speak } from '../i18n/language.ts'
import { alertsChanged, followTitle, noteUnread } from '../stores/alerts.ts'
import { businessChanged, reloadPacks } from '../stores/business.ts'
import { noteExport } from '../stores/jobs.ts'
import { labelsChanged } from '../stores/labels.ts'
import { applyChanges, reloadOrders, setHolding } from '../stores/orders.ts'
import { reloadSettings, useSettings } from '../stores/settings.ts'
import { reloadStatus, useStatus } from '../stores/status.ts'
import { goTo, isHolding, openDrawer, select, useView } from '../stores/view.ts'
import { followAddress } from './address.ts'

const filterPauseMs = 20

/** Called once, before the first render. */
export function startStores(): void {
  on('app.statusChanged', (status) => useStatus.setState({ status }))
  on('settings.changed', (view) => useSettings.setState({ ...view, loaded: true }))
  on('orders.changed', applyChanges)
  on('orders.exportProgress', noteExport)
  on('labels.changed', labelsChanged)
  on('alerts.changed', alertsChanged)
  on('alerts.sound', ({ sound }) => play(sound))
  on('business.changed', businessChanged)
  on('orders.focus', ({ id }) => {
    goTo('orders')
    openDrawer(id)
  })
  on('app.goTo', ({ page }) => goTo(page))
  onLink((link) => {
    useStatus.setState({ link })
    if (link === 'up') reload()
  })
  followUnread()
  watchView()
  followTheme()
  followLanguage()
  followAddress()
  reload()
}

function reload(): void {
  void reloadStatus()
  void reloadSettings()
  void reloadOrders()
  void reloadPacks()
}

/** The status tells the count at the start and after a lost connection; between, the inbox tells of its changes itself. */
function followUnread(): void {
  followTitle()
  useStatus.subscribe(({ status }, before) => status !== null && status !== before.status && noteUnread(status.unread))
}

function watchView(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  useView.subscribe((view, before) => {
    if (isHolding(view) !== isHolding(before)) setHolding(isHolding(view))
    if (view.filter === before.filter && view.sort === before.sort) return
    // What was selected may not be in the list any more, and would hold it still unseen.
    if (view.selected !== null) select(null)
    clearTimeout(timer)
    timer = setTimeout(() => void reloadOrders(), filterPauseMs)
  })
}

/** The system's own language may change too while the window is open. */
function followLanguage(): void {
  speak(keptChoice())
  window.addEventListener('languagechange', () => speak(keptChoice()))
  useSettings.subscribe(({ settings, loaded }, before) => {
    if (loaded && (settings.language !== before.settings.language || !before.loaded)) speak(settings.language)
  })
}

/** The theme is kept in the page too, so that the first frame of the next start has it already. */
function followTheme(): void {
  const apply = (theme: string) => {
    document.documentElement.dataset.theme = theme
    localStorage.setItem('crowsnest.theme', theme)
  }
  apply(localStorage.getItem('crowsnest.theme') ?? 'system')
  useSettings.subscribe(({ settings, loaded }, before) => {
    if (loaded && (settings.theme !== before.settings.theme || !before.loaded)) apply(settings.theme)
  })
}
