/** Settings of the desktop app, kept by electron-store in the app's own folder. The only file that imports electron-store. */
import { join } from 'node:path'
import { app } from 'electron'
import ElectronStore from 'electron-store'
import type { SettingsStore } from '#ipc/services.ts'
import { openSettingsFile, parseJson } from '#platform/settingsFile.ts'

/** `settings.json` in `folder` (the app's userData unless told otherwise). Never throws for a bad file: see `problems()`. */
export function createSettingsStore(folder: string = app.getPath('userData')): SettingsStore {
  return openSettingsFile(join(folder, 'settings.json'), () => {
    const store = new ElectronStore<Record<string, unknown>>({
      cwd: folder,
      name: 'settings',
      accessPropertiesByDotNotation: false,
      deserialize: (text) => parseJson(text) as Record<string, unknown>,
    })
    return {
      read: () => store.store,
      write(values) {
        store.store = values
      },
    }
  })
}
