/** Carries the contract over Electron's IPC: one channel for calls, one for events, and only our own page is answered. */
import { BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron'
import { failure } from '#shared/result.ts'
import { isOwnPage } from './address.ts'
import type { Shell, ShellModule } from './shell.ts'

export const transport: ShellModule = {
  name: 'transport',
  whenReady: (shell) => {
    ipcMain.handle('crowsnest:call', async (event, name: unknown, input: unknown) => {
      if (!isTrusted(event, shell)) return failure('FORBIDDEN', 'Only the window of Crowsnest may ask this.')
      // The page may be there before the app is: its first questions wait.
      const result = await (await shell.whenCore).serve(String(name), input)
      // On the page of the first start there are no rows to wait for.
      if (name === 'orders.page' || (name === 'app.status' && shell.core?.status().firstRun)) shell.page.filled.come()
      return result
    })
    void shell.whenCore.then((core) =>
      core.onEvent((name, payload) => {
        for (const window of BrowserWindow.getAllWindows()) {
          if (!window.isDestroyed() && isOwnPage(window.webContents.getURL(), shell.options.devUrl))
            window.webContents.send('crowsnest:event', name, payload)
        }
      }),
    )
  },
}

/** By origin and by frame: a page embedded in ours is not ours. */
function isTrusted(event: IpcMainInvokeEvent, shell: Shell): boolean {
  const frame = event.senderFrame
  return frame !== null && frame === event.sender.mainFrame && isOwnPage(frame.url, shell.options.devUrl)
}
