/** The page may use what a page needs and nothing of the machine: no camera, no place, no clipboard reading. */
import { session } from 'electron'
import type { ShellModule } from './shell.ts'

/** Copying an address is the one thing that users ask of the page. */
const allowed: ReadonlySet<string> = new Set(['clipboard-sanitized-write'])

export const permissions: ShellModule = {
  name: 'permissions',
  whenReady: () => {
    session.defaultSession.setPermissionRequestHandler((_, permission, decide) => decide(allowed.has(permission)))
    session.defaultSession.setPermissionCheckHandler((_, permission) => allowed.has(permission))
    session.defaultSession.setSpellCheckerEnabled(false)
    session.defaultSession.on('will-download', (event) => event.preventDefault())
  },
}
