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
  /** The same, as soon as it is there; never rejects. */
  readonly whenCore: Promise<App>
  /** Whether this start keeps its window to itself. */
  hidden: boolean
  /** The page has its script, and has its first rows: what is not needed for these waits, though not for long. */
  readonly page: { readonly served: Moment; readonly filled: Moment }
  readonly updates: Updates
  window: BrowserWindow | null
  /** Set when the app is on its way out. */
  quitting: boolean
}

/** Something that happens once. */
export type Moment = {
  come(): void
  /** Resolves when it has come, or after `ms` at the latest. */
  within(ms: number): Promise<void>
}

function moment(): Moment {
  let come = () => {}
  const happened = new Promise<void>((resolve) => {
    come = resolve
  })
  return { come, within: (ms) => Promise.race([happened, systemClock.sleep(ms)]) }
}

export type ShellModule = {
  readonly name: string
  /** Runs at once, before Electron is ready. `false` ends this start quietly. */
  beforeReady?(shell: Shell): boolean | undefined
  /** Runs when Electron is ready, after the modules before it. */
  whenReady?(shell: Shell): void | Promise<void>
}

/**
 * Runs the modules, then those that are read from the disk once the first have run; of these only `whenReady`. What stops a start is shown to the user
 * as one sentence, and the exit code is 1.
 */
export function run(modules: readonly ShellModule[], later: (shell: Shell) => Promise<readonly ShellModule[]>): void {
  const lines = createLines()
  const log = createLog({ now: systemClock.now, write: lines.write })
  const fail = (error: unknown) => void showFailure(error, log)
  let started: Shell | null = null
  process.on('uncaughtException', (error) => (started === null ? fail(error) : survive(started, error)))
  process.on('unhandledRejection', (error) => log('error', 'something went wrong in the background', { error: stackOf(error) }))
  try {
    let tellCore: (core: App) => void = () => {}
    const shell: Shell = {
      options: readOptions(),
      log,
      keepLog: lines.keep,
      core: null,
      whenCore: new Promise((resolve) => {
        tellCore = resolve
      }),
      hidden: false,
      page: { served: moment(), filled: moment() },
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
        for (const module of await later(shell)) {
          await module.whenReady?.(shell)
          if (shell.core === null) continue
          tellCore(shell.core)
          started = shell
        }
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
