/** A start that shall not show itself: into the tray, or where there is none to the list of windows, so that there is a way back. */
import { type ShellModule, tellLauncher } from './shell.ts'
import { hasTray, noTray } from './trayHost.ts'
import { openMinimised } from './window.ts'

export const hiddenStart: ShellModule = {
  name: 'hidden start',
  whenReady: async (shell) => {
    if (!shell.hidden || shell.window !== null) return
    if (await hasTray()) return tellLauncher()
    openMinimised(shell)
    shell.core?.notice('tray', 'warning', noTray('The window was started minimised instead of hidden'))
  },
}
