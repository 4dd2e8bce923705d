/** Puts the app together for the desktop: every adapter that needs Electron is handed in here. */
import { availableParallelism } from 'node:os'
import { app, shell as desktop } from 'electron'
import { assemble } from '#assemble'
import { createDemoHost } from '#demo/host.ts'
import { systemClock } from '#platform/clock.ts'
import { get, post } from '#platform/http.ts'
import { createWorkerProver } from '#platform/prover.ts'
import { openSocket } from '#platform/socket.ts'
import { facts } from './facts.ts'
import { createFileSaver } from './fileSaver.ts'
import { applyTheme } from './menu.ts'
import { createNotifier } from './notifier.ts'
import { printPdf } from './printPdf.ts'
import { createSecretStore } from './secretStore.ts'
import { createSettingsStore } from './settingsStore.ts'
import { ask, type ShellModule } from './shell.ts'
import { callOf } from './toastActions.ts'
import { bringForward, showOrder } from './window.ts'

export const core: ShellModule = {
  name: 'core',
  whenReady: async (shell) => {
    const settings = createSettingsStore()
    applyTheme(settings.get().theme)
    settings.onChange(({ theme }) => applyTheme(theme))
    shell.core = await assemble({
      host: 'desktop',
      version: app.getVersion(),
      dataDir: app.getPath('userData'),
      settings,
      secrets: createSecretStore(),
      journalKey: createSecretStore(undefined, 'journal-key.json'),
      notifier: createNotifier(({ orderId }, action) => {
        const call = action === null ? null : callOf(action)
        if (call !== null) return ask(shell, call.name, call.input)
        if (orderId === null) bringForward(shell)
        else showOrder(shell, orderId)
      }),
      fileSaver: createFileSaver(shell),
      printPdf,
      openLink: (url) => void desktop.openExternal(url),
      demo: createDemoHost({ workerUrl: new URL('./demoWorker.js', import.meta.url) }),
      prover: createWorkerProver({
        workerUrl: new URL('./proverWorker.js', import.meta.url),
        threads: Math.max(1, Math.min(4, availableParallelism() - 1)),
      }),
      exportWorkerUrl: new URL('./exportWorker.js', import.meta.url),
      readerWorkerUrl: new URL('./readerWorker.js', import.meta.url),
      post,
      get,
      openSocket,
      clock: systemClock,
      update: (how) => shell.updates.ask(how),
      facts,
      log: shell.log,
      random: Math.random,
    })
  },
}

/** Starts watching, after the window is on its way: the first picture must not wait for a network. */
export const watching: ShellModule = {
  name: 'watching',
  whenReady: async ({ core, options, log, window, page }) => {
    if (core === null) return
    if (window !== null) await page.filled.within(2_000)
    await core.start()
    if (!options.demo) return
    const result = await core.serve('app.demo', { on: true })
    if (!result.ok) log('error', result.error.message)
  },
}
