/** Settings of the headless host, kept by `conf` in any JSON file. */
import { basename, dirname, extname, resolve } from 'node:path'
import Conf from 'conf'
import type { SettingsStore } from '#ipc/services.ts'
import { openSettingsFile, parseJson } from '#platform/settingsFile.ts'

/** Opens the JSON file that the user named, or `settings.json` of a data folder. Never throws for a bad file: see `problems()`. */
export function createSettingsStore(file: string): SettingsStore {
  const path = resolve(file)
  const extension = extname(path)
  return openSettingsFile(path, () => {
    const store = new Conf<Record<string, unknown>>({
      cwd: dirname(path),
      configName: basename(path, extension),
      fileExtension: extension.slice(1),
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
