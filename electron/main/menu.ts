/** The menu: the standard roles of each platform, and the few things that are ours. */
import { app, Menu, type MenuItemConstructorOptions, nativeTheme } from 'electron'
import { type Settings, settingEntries } from '#shared/settings.ts'
import type { Shell, ShellModule } from './shell.ts'

type Theme = Settings['theme']
const themes: readonly { readonly id: Theme; readonly label: string }[] = [
  { id: 'system', label: 'Follow the System' },
  { id: 'light', label: 'Light' },
  { id: 'dark', label: 'Dark' },
]

export const menu: ShellModule = {
  name: 'menu',
  whenReady: (shell) => Menu.setApplicationMenu(Menu.buildFromTemplate(template(shell))),
}

function template(shell: Shell): MenuItemConstructorOptions[] {
  const mac = process.platform === 'darwin'
  return [
    ...(mac ? [{ role: 'appMenu' as const }] : []),
    {
      label: '&File',
      submenu: [
        { label: 'Export All Orders…', accelerator: 'CmdOrCtrl+Shift+E', click: () => ask(shell, 'orders.export', { filter: {} }) },
        { type: 'separator' },
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { label: 'Theme', submenu: themes.map((theme) => themeItem(shell, theme)) },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'reload' as const }, { role: 'toggleDevTools' as const }]),
      ],
    },
    { role: 'windowMenu' },
  ]
}

const themeItem = (shell: Shell, { id, label }: (typeof themes)[number]): MenuItemConstructorOptions => ({
  id: `theme-${id}`,
  label,
  type: 'radio',
  checked: nativeTheme.themeSource === id,
  click: () => ask(shell, 'settings.set', { theme: id }),
})

/** The same way in as for the window, so that the same checks apply. */
function ask(shell: Shell, name: string, input: unknown): void {
  void shell.core?.serve(name, input).then((result) => {
    if (!result.ok) shell.log('error', result.error.message)
  })
}

/** Lets window frame, menu and page follow the setting. */
export function applyTheme(value: unknown): void {
  const parsed = settingEntries.theme.schema.safeParse(value)
  if (!parsed.success || nativeTheme.themeSource === parsed.data) return
  nativeTheme.themeSource = parsed.data
  const item = Menu.getApplicationMenu()?.getMenuItemById(`theme-${parsed.data}`)
  if (item !== null && item !== undefined) item.checked = true
}
