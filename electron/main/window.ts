/** The one window: where it stood last time, no white flash, back again when its page dies. */
import { fileURLToPath } from 'node:url'
import { app, BrowserWindow, nativeTheme } from 'electron'
import type { App } from '#assemble'
import { pageAddress } from './address.ts'
import { earlySettings } from './earlySettings.ts'
import { type Shell, type ShellModule, tellLauncher } from './shell.ts'
import { hasTray, noTray } from './trayHost.ts'
import { readPlace, rememberPlace } from './windowPlace.ts'

/** As `--page` in renderer/styles/tokens.css. */
const background = () => (nativeTheme.shouldUseDarkColors ? '#0e1116' : '#ffffff')

export const window: ShellModule = {
  name: 'window',
  whenReady: (shell) => {
    const { hidden, theme } = earlySettings()
    nativeTheme.themeSource = theme
    shell.hidden = shell.options.hidden || hidden
    if (!shell.hidden) open(shell)
    app.on('activate', () => bringForward(shell))
    nativeTheme.on('updated', () => shell.window?.setBackgroundColor(background()))
  },
}

/** Shows the window, from the tray of a desktop or from behind others; opens it when there is none. */
export function bringForward(shell: Shell): void {
  const { window } = shell
  if (window === null) return void (app.isReady() && shell.core !== null && open(shell))
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** Opens the window out of sight, where it can be found in the list of windows. */
export const openMinimised = (shell: Shell): void => open(shell, 'minimised')

/** Shows an order in the window, once its page listens. */
export function showOrder(shell: Shell, id: string): void {
  withPage(shell, () => shell.core?.focusOrder(id))
}

/** Shows a page of the window. */
export function showPage(shell: Shell, page: Page): void {
  withPage(shell, () => shell.core?.goTo(page))
}

type Page = Parameters<App['goTo']>[0]

function withPage(shell: Shell, then: () => void): void {
  bringForward(shell)
  const contents = shell.window?.webContents
  if (contents === undefined) return
  // The page listens from its first script on, which has run when it is loaded.
  if (contents.isLoading()) contents.once('did-finish-load', then)
  else then()
}

function open(shell: Shell, how: 'shown' | 'minimised' = 'shown'): void {
  const place = readPlace()
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...(place === null ? {} : { x: place.x, y: place.y, width: place.width, height: place.height }),
    minWidth: 960,
    minHeight: 600,
    title: 'Crowsnest',
    show: false,
    ...(process.platform === 'linux' ? { icon: fileURLToPath(new URL('./icon.png', import.meta.url)) } : {}),
    backgroundColor: background(),
    autoHideMenuBar: false,
    webPreferences: {
      preload: fileURLToPath(new URL('../preload/index.cjs', import.meta.url)),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
    },
  })
  shell.window = window
  if (place?.maximized === true) window.maximize()
  window.once('ready-to-show', () => {
    if (how === 'shown') window.show()
    else window.minimize()
    tellLauncher()
  })
  window.on('page-title-updated', (event) => event.preventDefault())
  rememberPlace(window, shell)
  keepWatching(window, shell)
  window.on('closed', () => {
    shell.window = null
  })
  reviveWith(shell, window)
  load(shell, window)
}

/** Where the user wants it, closing only hides: to the tray, or where there is none to the list of windows, so that there is a way back. */
function keepWatching(window: BrowserWindow, shell: Shell): void {
  window.on('close', (event) => {
    if (shell.quitting || shell.core?.settings().closeToTray !== true) return
    event.preventDefault()
    void hasTray().then((there) => {
      if (shell.quitting || window.isDestroyed()) return
      if (there) return window.hide()
      window.minimize()
      shell.core?.notice('tray', 'warning', noTray('The window was minimised instead of hidden'))
    })
  })
}

function load(shell: Shell, window: BrowserWindow): void {
  const address = pageAddress(shell.options.devUrl)
  window.loadURL(address).catch((error: Error) => {
    if (!window.isDestroyed() && !shell.quitting) shell.log('error', `the window's page did not load: ${error.message}`)
  })
}

/** A page that dies again and again is left alone after the third time in a minute. */
function reviveWith(shell: Shell, window: BrowserWindow): void {
  let deaths: number[] = []
  window.webContents.on('render-process-gone', (_, { reason }) => {
    if (shell.quitting || window.isDestroyed()) return
    deaths = [...deaths.filter((time) => time > Date.now() - 60_000), Date.now()]
    shell.log('error', `the window's page ended (${reason}); watching goes on`, { times: deaths.length })
    if (deaths.length <= 3) load(shell, window)
  })
}
