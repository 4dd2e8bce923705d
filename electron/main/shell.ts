/** The runner behind index.ts: what the desktop shell is made of, each part switched on in order. */
import { writeFileSync } from 'node:fs'
import { app, type BrowserWindow } from 'electron'
import type { App } from '#assemble'
import type { Log } from '#engine/ports.ts'
import { systemClock } from '#platform/clock.ts'
import { createLog } from '#platform/log.ts'
import { showFailure } from './failure.ts'
import { type Options, readOptions } from './options.ts'

export type Shell = {
  readonly options: Options
  readonly log: Log
  /** The app behind the window; null until it is assembled. */
  core: App | null
  window: BrowserWindow | null
  /** Set when the app is on its way out. */
  quitting: boolean
}

export type ShellModule = {
  readonly name: string
  /** Runs at once, before Electron is ready. `false` ends this start quietly. */
  beforeReady?(shell: Shell): boolean | undefined
  /** Runs when Electron is ready, after the modules before it. */
  whenReady?(shell: Shell): void | Promise<void>
}

/** Runs the modules. What stops a start is shown to the user as one sentence, and the exit code is 1. */
export function run(modules: readonly ShellModule[]): void {
  const log = createLog({ now: systemClock.now })
  const fail = (error: unknown) => void showFailure(error, log)
  process.on('uncaughtException', fail)
  process.on('unhandledRejection', (error) => log('error', 'something went wrong in the background', { error }))
  try {
    const shell: Shell = { options: readOptions(), log, core: null, window: null, quitting: false }
    for (const module of modules) {
      if (module.beforeReady?.(shell) !== false) continue
      tellLauncher()
      app.exit(0)
      return
    }
    app
      .whenReady()
      .then(async () => {
        for (const module of modules) await module.whenReady?.(shell)
      })
      .catch(fail)
  } catch (error) {
    fail(error)
  }
}

/** Tells build/launch.mjs that Electron works here, so that it does not turn to the browser when this process ends. */
export function tellLauncher(): void {
  const path = process.env.CROWSNEST_READY_FILE
  if (path !== undefined && !app.isPackaged) writeFileSync(path, String(process.pid))
}
