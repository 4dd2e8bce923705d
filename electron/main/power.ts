/** Sleep and wake: connections that slept are dead without knowing it, so they are made anew and the gap is filled at once. */
import { powerMonitor } from 'electron'
import type { ShellModule } from './shell.ts'

export const power: ShellModule = {
  name: 'power',
  whenReady: (shell) => {
    powerMonitor.on('suspend', () => shell.log('info', 'this machine goes to sleep'))
    powerMonitor.on('resume', () => {
      shell.log('info', 'this machine is awake again')
      shell.core?.wake()
    })
  },
}
