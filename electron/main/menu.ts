/** The menu: the standard roles of each platform, and the few things that are ours. */
import { app, clipboard, shell as desktop, Menu, type MenuItemConstructorOptions, nativeTheme } from 'electron'
import { type Settings, settingEntries } from '#shared/settings.ts'
import type { AppStatus } from '#shared/status.ts'
import { logFolder } from './logs.ts'
import { ask, type Shell, type ShellModule } from './shell.ts'
import { showPage } from './window.ts'

type Theme = Settings['theme']
const themes: readonly { readonly id: Theme; readonly label: string }[] = [
  { id: 'system', label: 'Follow the System' },
  { id: 'light', label: 'Light' },
  { id: 'dark', label: 'Dark' },
]
const pages = [
  { page: 'orders', label: 'Orders' },
  { page: 'charts', label: 'Pictures' },
  { page: 'alerts', label: 'Alerts' },
  { page: 'labels', label: 'Labels' },
] as const
const pauseItem = 'pause'

export const menu: ShellModule = {
  name: 'menu',
  whenReady: (shell) => {
    Menu.setApplicationMenu(Menu.buildFromTemplate(template(shell)))
    shell.core?.onEvent((name, payload) => {
      if (name !== 'app.statusChanged') return
      const item = Menu.getApplicationMenu()?.getMenuItemById(pauseItem)
      if (item) item.checked = (payload as AppStatus).paused
    })
  },
}

function template(shell: Shell): MenuItemConstructorOptions[] {
  const mac = process.platform === 'darwin'
  const settings: MenuItemConstructorOptions = {
    label: 'Settings…',
    accelerator: 'CmdOrCtrl+,',
    click: () => showPage(shell, 'settings'),
  }
  const line: MenuItemConstructorOptions = { type: 'separator' }
  const updates: MenuItemConstructorOptions = { label: 'Check for Updates…', click: () => void checkForUpdates(shell) }
  return [
    ...(mac ? [appMenu(settings, updates)] : []),
    {
      label: '&File',
      submenu: [
        { label: 'Export All Orders…', accelerator: 'CmdOrCtrl+Shift+E', click: () => ask(shell, 'orders.export', { filter: {} }) },
        line,
        {
          id: pauseItem,
          label: 'Pause Watching',
          type: 'checkbox',
          checked: false,
          click: ({ checked }) => ask(shell, 'app.pause', { on: checked }),
        },
        ...(mac ? [] : [line, settings]),
        line,
        { role: 'close' },
        ...(mac ? [] : [{ role: 'quit' as const }]),
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        ...pages.map(({ page, label }, i) => ({ label, accelerator: `CmdOrCtrl+${i + 1}`, click: () => showPage(shell, page) })),
        line,
        { label: 'Theme', submenu: themes.map((theme) => themeItem(shell, theme)) },
        line,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        line,
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'reload' as const }, { role: 'toggleDevTools' as const }]),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: 'Show Log Folder', click: () => void desktop.openPath(logFolder()) },
        { label: 'Copy Diagnostics', click: () => void copyDiagnostics(shell) },
        ...(mac ? [] : [line, updates, { role: 'about' as const, label: 'About Crowsnest' }]),
      ],
    },
  ]
}

const appMenu = (settings: MenuItemConstructorOptions, updates: MenuItemConstructorOptions): MenuItemConstructorOptions => ({
  role: 'appMenu',
  submenu: [
    { role: 'about' },
    updates,
    { type: 'separator' },
    settings,
    { type: 'separator' },
    { role: 'services' },
    { type: 'separator' },
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    { type: 'separator' },
    { role: 'quit' },
  ],
})

const themeItem = (shell: Shell, { id, label }: (typeof themes)[number]): MenuItemConstructorOptions => ({
  id: `theme-${id}`,
  label,
  type: 'radio',
  checked: nativeTheme.themeSource === id,
  click: () => ask(shell, 'settings.set', { theme: id }),
})

/** What helps whoever is asked for help, on the clipboard; what came of it is said in the window. */
async function copyDiagnostics(shell: Shell): Promise<void> {
  const result = await shell.core?.serve('doctor.diagnostics', null)
  if (result === undefined) return
  if (!result.ok) return shell.core?.notice('diagnostics', 'warning', result.error.message)
  clipboard.writeText((result.value as { text: string }).text)
  const said = 'The diagnostics are on the clipboard: versions, states and the newest lines of the log, without secrets.'
  shell.core?.notice('diagnostics', 'info', said)
}

async function checkForUpdates(shell: Shell): Promise<void> {
  const { state, message } = await shell.updates.ask('check')
  shell.core?.notice('update', state === 'failed' ? 'warning' : 'info', message)
}

/** Lets window frame, menu and page follow the setting. */
export function applyTheme(value: unknown): void {
  const parsed = settingEntries.theme.schema.safeParse(value)
  if (!parsed.success || nativeTheme.themeSource === parsed.data) return
  nativeTheme.themeSource = parsed.data
  const item = Menu.getApplicationMenu()?.getMenuItemById(`theme-${parsed.data}`)
  if (item !== null && item !== undefined) item.checked = true
}
