/** How the app ends: watching stops and the database closes before the process does, but nobody waits forever. */
import { app } from 'electron'
import { systemClock } from '#platform/clock.ts'
import type { ShellModule } from './shell.ts'

/** Whatever is not stored by then is read again at the next start: the cursor is only moved by commits. */
const STOP_MS = 5_000

export const lifecycle: ShellModule = {
  name: 'lifecycle',
  beforeReady: (shell) => {
    // On a Mac an app lives in the Dock until it is quit.
    app.on('window-all-closed', () => process.platform !== 'darwin' && app.quit())
    // Listened to for as long as the process lives: the settings library sends a signal on once more, and that must not cut the stop short.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
    app.on('before-quit', (event) => {
      if (shell.quitting || shell.core === null) return
      event.preventDefault()
      shell.quitting = true
      const stopped = shell.core.stop().catch((error: unknown) => shell.log('error', 'stopping was not clean', { error }))
      void Promise.race([stopped, systemClock.sleep(STOP_MS)]).then(() => app.exit(0))
    })
    return undefined
  },
}
