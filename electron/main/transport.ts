/** Carries the contract over Electron's IPC: one channel for calls, one for events, and only our own page is answered. */
import { BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron'
import { failure } from '#shared/result.ts'
import { isOwnPage } from './address.ts'
import type { Shell, ShellModule } from './shell.ts'

export const transport: ShellModule = {
  name: 'transport',
  whenReady: (shell) => {
    ipcMain.handle('crowsnest:call', (event, name: unknown, input: unknown) => {
      if (!isTrusted(event, shell)) return failure('FORBIDDEN', 'Only the window of Crowsnest may ask this.')
      if (shell.core === null) return failure('STARTING', 'Crowsnest is still starting; try again in a moment.')
      return shell.core.serve(String(name), input)
    })
    shell.core?.onEvent((name, payload) => {
      for (const window of BrowserWindow.getAllWindows()) {
        if (!window.isDestroyed() && isOwnPage(window.webContents.getURL(), shell.options.devUrl))
          window.webContents.send('crowsnest:event', name, payload)
      }
    })
  },
}

/** By origin and by frame: a page embedded in ours is not ours. */
function isTrusted(event: IpcMainInvokeEvent, shell: Shell): boolean {
  const frame = event.senderFrame
  return frame !== null && frame === event.sender.mainFrame && isOwnPage(frame.url, shell.options.devUrl)
}
