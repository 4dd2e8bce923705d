/** The runner behind index.ts: what the desktop shell is made of, each part switched on in order. */
import { writeFileSync } from 'node:fs'
import { app, type BrowserWindow } from 'electron'
import type { App } from '#assemble'
import type { Log } from '#engine/ports.ts'
import { systemClock } from '#platform/clock.ts'
import { createLog } from '#platform/log.ts'
import { showFailure } from './failure.ts'
import { type Options, readOptions } from './options.ts'
import { createUpdates, type Updates } from './updates.ts'

export type Shell = {
  readonly options: Options
  readonly log: Log
  /** Every line from now on, and those that were written before, go there too. */
  keepLog(write: (line: string) => void): void
  /** The app behind the window; null until it is assembled. */
  core: App | null
  readonly updates: Updates
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
  const lines = createLines()
  const log = createLog({ now: systemClock.now, write: lines.write })
  const fail = (error: unknown) => void showFailure(error, log)
  let started: Shell | null = null
  process.on('uncaughtException', (error) => (started === null ? fail(error) : survive(started, error)))
  process.on('unhandledRejection', (error) => log('error', 'something went wrong in the background', { error: stackOf(error) }))
  try {
    const shell: Shell = {
      options: readOptions(),
      log,
      keepLog: lines.keep,
      core: null,
      updates: { ask: (how) => theUpdates().ask(how) },
      window: null,
      quitting: false,
    }
    let made: Updates | null = null
    const theUpdates = () => {
      made ??= createUpdates(shell)
      return made
    }
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
        started = shell
      })
      .catch(fail)
  } catch (error) {
    fail(error)
  }
}

/** An app that watches goes on: what is stored is whole whatever happens, and whoever mends it finds the stack in the log. */
function survive({ log, core }: Shell, error: unknown): void {
  log('error', 'something unexpected went wrong', { error: stackOf(error) })
  core?.notice(
    'unexpected',
    'warning',
    'Something unexpected went wrong; watching goes on. Help → Copy Diagnostics helps whoever mends it.',
  )
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))

/** Lines to stderr, and to a file once its folder is known. */
function createLines() {
  const early: string[] = []
  let keeper: ((line: string) => void) | null = null
  return {
    write(line: string) {
      process.stderr.write(line)
      if (keeper === null) early.push(line)
      else keeper(line)
    },
    keep(write: (line: string) => void) {
      keeper = write
      for (const line of early.splice(0)) write(line)
    },
  }
}

/** A call of the contract by a menu, the tray or a notification: the same way in as for the window, so that the same checks apply. */
export function ask(shell: Shell, name: string, input: unknown): void {
  void shell.core?.serve(name, input).then((result) => {
    if (!result.ok) shell.log('error', result.error.message)
  })
}

/** Tells build/launch.mjs that Electron works here, so that it does not turn to the browser when this process ends. */
export function tellLauncher(): void {
  const path = process.env.CROWSNEST_READY_FILE
  if (path !== undefined && !app.isPackaged) writeFileSync(path, String(process.pid))
}
