/** The window stays on its own page: no link, redirect, new window or embedded view leads anywhere else. */
import { app } from 'electron'
import { isOwnPage, pageAddress } from './address.ts'
import type { ShellModule } from './shell.ts'

export const navigation: ShellModule = {
  name: 'navigation',
  beforeReady: (shell) => {
    const { options, log } = shell
    app.on('web-contents-created', (_, contents) => {
      const stay = (event: Electron.Event, address: string) => {
        if (isOwnPage(address, options.devUrl)) return
        event.preventDefault()
        log('warn', `the page tried to go to ${address}; that was refused`)
      }
      contents.on('will-navigate', (event, address) => stay(event, address))
      contents.on('will-redirect', (event, address) => stay(event, address))
      // Chromium asks nobody before it shows a blank page.
      contents.on('did-navigate', (_, address) => {
        if (isOwnPage(address, options.devUrl) || contents !== shell.window?.webContents) return
        log('warn', `the page went to ${address}; it was called back`)
        contents
          .loadURL(pageAddress(options.devUrl))
          .catch((error: Error) => log('error', `the window's page did not load: ${error.message}`))
      })
      contents.on('will-attach-webview', (event) => event.preventDefault())
      contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    })
    return undefined
  },
}
