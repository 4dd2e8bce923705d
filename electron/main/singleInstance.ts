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
    // What starts with the session stays out of sight, also where the app runs already.
    app.on('second-instance', (_, argv) => !argv.includes('--hidden') && bringForward(shell))
    return undefined
  },
}
