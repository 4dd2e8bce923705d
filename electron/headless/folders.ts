/** Where a start keeps its data: the user's folder, the one that was named, or a temporary one that is gone afterwards. */
import { mkdtempSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export type Folder = { readonly path: string; remove(): void }

export const namedFolder = (path: string): Folder => ({ path: resolve(path), remove: () => {} })

/** The same folder that the desktop app uses, so that both show the same orders. */
export function userFolder(): Folder {
  const home = homedir()
  if (process.platform === 'win32') return namedFolder(join(process.env.APPDATA ?? join(home, 'AppData/Roaming'), 'Crowsnest'))
  if (process.platform === 'darwin') return namedFolder(join(home, 'Library/Application Support/Crowsnest'))
  return namedFolder(join(process.env.XDG_CONFIG_HOME ?? join(home, '.config'), 'Crowsnest'))
}

export function temporaryFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'crowsnest-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
