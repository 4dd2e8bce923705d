/** The one window: where it stood last time, no white flash, back again when its page dies. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, BrowserWindow, nativeTheme, type Rectangle, screen } from 'electron'
import { z } from 'zod'
import { pageAddress } from './address.ts'
import { type Shell, type ShellModule, tellLauncher } from './shell.ts'

/** As `--page` in renderer/styles/tokens.css. */
const background = () => (nativeTheme.shouldUseDarkColors ? '#0e1116' : '#ffffff')

const Place = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int(), maximized: z.boolean() })
type Place = z.infer<typeof Place>

export const window: ShellModule = {
  name: 'window',
  whenReady: (shell) => {
    open(shell)
    app.on('activate', () => shell.window === null && open(shell))
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

function open(shell: Shell): void {
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
    window.show()
    tellLauncher()
  })
  window.on('page-title-updated', (event) => event.preventDefault())
  rememberPlace(window, shell)
  window.on('closed', () => {
    shell.window = null
  })
  reviveWith(shell, window)
  load(shell, window)
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

/** A window that is being dragged is not written down at every pixel. */
const PLACE_MS = 500

const placeFile = () => join(app.getPath('userData'), 'window.json')

/** null when nothing is remembered, or when no screen shows that place any more. */
function readPlace(): Place | null {
  try {
    const place = Place.parse(JSON.parse(readFileSync(placeFile(), 'utf8')))
    return screen.getAllDisplays().some(({ workArea }) => overlap(place, workArea) > 10_000) ? place : null
  } catch {
    return null
  }
}

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return width > 0 && height > 0 ? width * height : 0
}

function rememberPlace(window: BrowserWindow, shell: Shell): void {
  let timer: NodeJS.Timeout | undefined
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(() => savePlace(window, shell), PLACE_MS)
  }
  window.on('resize', later)
  window.on('move', later)
  window.on('close', () => {
    clearTimeout(timer)
    savePlace(window, shell)
  })
}

/** Where the window stood is a comfort: failing to remember it is no reason to bother anyone. */
function savePlace(window: BrowserWindow, shell: Shell): void {
  if (window.isDestroyed()) return
  try {
    writeFileSync(placeFile(), JSON.stringify({ ...window.getNormalBounds(), maximized: window.isMaximized() } satisfies Place))
  } catch (error) {
    shell.log('warn', 'the place of the window could not be remembered', { error })
  }
}
