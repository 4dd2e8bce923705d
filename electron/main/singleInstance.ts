/** One window per data folder: a second start brings the first one forward and ends. */
import { app } from 'electron'
import type { ShellModule } from './shell.ts'
import { bringForward } from './window.ts'

export const singleInstance: ShellModule = {
  name: 'single instance',
  beforeReady: (shell) => {
    if (!app.requestSingleInstanceLock()) {
      shell.log('info', 'Crowsnest is already running with this data folder; its window was brought forward.')
      return false
    }
    app.on('second-instance', () => bringForward(shell))
    return undefined
  },
}
