/** The log in the data folder, and what Electron tells of its own processes. */
import { join } from 'node:path'
import { app } from 'electron'
import { openLogFile } from '#platform/logFile.ts'
import type { ShellModule } from './shell.ts'

export const logFolder = (): string => join(app.getPath('userData'), 'logs')

/** Needs the folder, and must come after the lock of the single instance: two must not write one file. */
export const logs: ShellModule = {
  name: 'logs',
  beforeReady: (shell) => {
    shell.keepLog(openLogFile(logFolder()).write)
    shell.log('info', `Crowsnest ${app.getVersion()} starts`, { electron: process.versions.electron, platform: process.platform })
    app.on('child-process-gone', (_, { type, reason }) => {
      if (reason !== 'clean-exit' && !shell.quitting) shell.log('warn', `a process of the app ended: ${type} (${reason})`)
    })
    return undefined
  },
}
