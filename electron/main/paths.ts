/** Where everything lies: settings, database and window state in one folder, the browser's own files below it. */
import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import { EngineError } from '#engine/errors.ts'
import type { ShellModule } from './shell.ts'

/** Must come first: the single-instance lock and the settings depend on the folder. */
export const paths: ShellModule = {
  name: 'paths',
  beforeReady: ({ options }) => {
    app.setName('Crowsnest')
    // Windows shows notifications of apps that it knows by the id under which they were installed.
    if (process.platform === 'win32') app.setAppUserModelId('org.crowsnest.app')
    const folder = options.dataDir ?? join(app.getPath('appData'), options.demo ? 'Crowsnest Demo' : 'Crowsnest')
    requireWritable(folder)
    app.setPath('userData', folder)
    app.setPath('sessionData', join(folder, 'browser'))
    return undefined
  },
}

function requireWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new EngineError(
      'READ_ONLY',
      `The folder ${folder} cannot be written: give this user the right to write there, or start with --data and another folder.`,
      { cause: error },
    )
  }
}
