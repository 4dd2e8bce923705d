/** The sign in the tray: how the watching is, a way back to the window, pause, quiet, quit; and the number of unread alerts on dock and taskbar. */
import { app, Menu, type MenuItemConstructorOptions, Tray } from 'electron'
import { readRules } from '#shared/rules.ts'
import type { AppStatus } from '#shared/status.ts'
import { ask, type Shell, type ShellModule } from './shell.ts'
import { hasTray } from './trayHost.ts'
import { badgeIcon, trayIcon } from './trayIcon.ts'
import { type TrayWords, trayWords } from './trayWords.ts'
import { bringForward, showPage } from './window.ts'

const muteMinutes = 60

export const tray: ShellModule = {
  name: 'tray',
  whenReady: async (shell) => {
    const { core } = shell
    if (core === null) return
    let sign: Tray | null = null
    let said = ''
    let unread = 0

    const show = (status: AppStatus) => {
      if (status.unread !== unread) {
        unread = status.unread
        badge(shell, unread)
      }
      const words = trayWords(status)
      const says = JSON.stringify(words)
      if (sign === null || says === said) return
      said = says
      sign.setImage(trayIcon(words.paused ? 'tray-paused' : words.unread === null ? 'tray' : 'tray-unread'))
      sign.setToolTip(words.tooltip)
      sign.setContextMenu(Menu.buildFromTemplate(template(shell, words)))
    }
    core.onEvent((name, payload) => name === 'app.statusChanged' && show(payload as AppStatus))
    if (!(await hasTray())) return
    sign = new Tray(trayIcon('tray'))
    sign.on('click', () => process.platform !== 'darwin' && bringForward(shell))
    show(core.status())
  },
}

function template(shell: Shell, { chains, unread, paused }: TrayWords): MenuItemConstructorOptions[] {
  return [
    { label: 'Open Crowsnest', click: () => bringForward(shell) },
    ...(unread === null ? [] : [{ label: unread, click: () => showPage(shell, 'alerts') }]),
    { type: 'separator' },
    ...(chains.length === 0 ? ['No chain is watched'] : chains).map((label) => ({ label, enabled: false })),
    { type: 'separator' },
    { label: paused ? 'Resume Watching' : 'Pause Watching', click: () => ask(shell, 'app.pause', { on: !paused }) },
    { label: 'Mute for an Hour', click: () => mute(shell) },
    { type: 'separator' },
    { label: 'Quit Crowsnest', click: () => app.quit() },
  ]
}

/** Every rule falls silent for a while; the inbox has everything all the same. */
function mute(shell: Shell): void {
  if (shell.core === null) return
  const { rules } = readRules(shell.core.settings().rules)
  for (const { id } of rules) ask(shell, 'alerts.snooze', { kind: 'rule', subject: id, minutes: muteMinutes })
}

/** macOS and some Linux docks show a number; Windows a picture on the button of the window. */
function badge(shell: Shell, unread: number): void {
  if (process.platform !== 'win32') app.setBadgeCount(unread)
  else shell.window?.setOverlayIcon(unread === 0 ? null : badgeIcon(), unread === 0 ? '' : `${unread} unread alerts`)
}
