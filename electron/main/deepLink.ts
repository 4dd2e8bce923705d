/** Links of the form crowsnest://order/ID, from other apps and from the command line: they show an order, and can do nothing else. */
import { app } from 'electron'
import { orderOfLink } from './link.ts'
import type { Shell, ShellModule } from './shell.ts'
import { showOrder } from './window.ts'

export const scheme = 'crowsnest'

export const deepLink: ShellModule = {
  name: 'deep link',
  beforeReady: (shell) => {
    // The entry of the desktop says so on Linux; a development start must not take the scheme from an installed app.
    if (app.isPackaged && process.platform !== 'linux') app.setAsDefaultProtocolClient(scheme)
    app.on('open-url', (event, link) => {
      event.preventDefault()
      void app.whenReady().then(() => follow(shell, link))
    })
    app.on('second-instance', (_, argv) => followArguments(shell, argv))
    return undefined
  },
  whenReady: (shell) => void shell.whenCore.then(() => followArguments(shell, process.argv)),
}

function followArguments(shell: Shell, argv: readonly string[]): void {
  const link = argv.slice(1).find((argument) => argument.toLowerCase().startsWith(`${scheme}:`))
  if (link !== undefined) follow(shell, link)
}

function follow(shell: Shell, link: string): void {
  const id = orderOfLink(link)
  if (id === null) shell.log('warn', 'a link was ignored: only crowsnest://order/ID with the id of an order is followed')
  else showOrder(shell, id)
}
