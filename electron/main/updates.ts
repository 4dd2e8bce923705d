/** Newer signed releases: looked for only where the user chose a channel, fetched only when the user says so, checked before they are installed. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app, session } from 'electron'
import type { AppUpdater } from 'electron-updater'
import type { Update } from '#ipc/services.ts'
import type { Shell, ShellModule } from './shell.ts'
import { inWords } from './updateWords.ts'

/** Once a day, not at the same second as everybody else. */
const dayMs = 86_400_000
const firstMs = 5 * 60_000
const jitterMs = 10 * 60_000

type Found = { readonly version: string; fetched: boolean }

export type Updates = { ask(how: 'check' | 'fetch' | 'install'): Promise<Update> }

/** Nothing is loaded and nobody is asked before a channel is chosen and something is asked for. */
export function createUpdates(shell: Shell): Updates {
  let updater: AppUpdater | null = null
  let found: Found | null = null
  let turn: Promise<unknown> = Promise.resolve()

  const channel = () => shell.core?.settings().updates ?? 'off'
  // A packaged app takes no other place than the one it was built for.
  const testPlace = app.isPackaged ? undefined : process.env.CROWSNEST_TEST_UPDATE_CONFIG

  const load = async (): Promise<AppUpdater> => {
    if (updater !== null) return updater
    const { autoUpdater } = await import('electron-updater')
    autoUpdater.autoDownload = false
    autoUpdater.autoInstallOnAppQuit = false
    autoUpdater.logger = {
      info: (message?: unknown) => shell.log('debug', `updates: ${String(message)}`),
      warn: (message?: unknown) => shell.log('warn', `updates: ${String(message)}`),
      error: (message?: unknown) => shell.log('warn', `updates: ${String(message)}`),
    }
    // The updater would send a number of its own with every question, by which this machine could be told from others.
    autoUpdater.requestHeaders = { 'x-user-staging-id': '' }
    if (testPlace !== undefined) {
      autoUpdater.forceDevUpdateConfig = true
      autoUpdater.updateConfigPath = testPlace
    }
    countBytes(shell)
    updater = autoUpdater
    return autoUpdater
  }

  const check = async (): Promise<Update> => {
    const chosen = channel()
    if (chosen === 'off')
      return { state: 'off', version: null, message: 'Updates are off: nobody is asked. Choose a channel in Settings first.' }
    if (testPlace === undefined && !app.isPackaged)
      return { state: 'failed', version: null, message: 'This is a start from the source: it is updated where it came from.' }
    if (testPlace === undefined && !existsSync(join(process.resourcesPath, 'app-update.yml')))
      return { state: 'failed', version: null, message: 'This build names no place for updates: fetch a newer one from where you got it.' }
    const from = await load()
    from.channel = chosen === 'beta' ? 'beta' : 'latest'
    // Choosing a channel allows going back; an older release is never newer.
    from.allowDowngrade = false
    const answer = await from.checkForUpdates()
    if (answer === null)
      return { state: 'failed', version: null, message: 'This kind of installation is not updated by the app: use the package it came in.' }
    if (!answer.isUpdateAvailable)
      return { state: 'none', version: app.getVersion(), message: `Crowsnest ${app.getVersion()} is the newest.` }
    const { version } = answer.updateInfo
    if (found?.version !== version) found = { version, fetched: false }
    return standing(found)
  }

  const fetch = async (): Promise<Update> => {
    if (found === null) {
      const looked = await check()
      if (looked.state !== 'available') return looked
    }
    if (updater !== null && found !== null && !found.fetched) {
      await updater.downloadUpdate()
      found.fetched = true
    }
    return found === null ? check() : standing(found)
  }

  const install = async (): Promise<Update> => {
    if (found === null || !found.fetched || updater === null) return fetch()
    const { version } = found
    shell.quitting = true
    await shell.core?.stop().catch((error: unknown) => shell.log('error', 'stopping was not clean', { error }))
    updater.quitAndInstall(false, true)
    return { state: 'fetched', version, message: `Crowsnest ${version} is being installed.` }
  }

  const steps = { check, fetch, install }
  return {
    ask(how) {
      if (channel() === 'off' && how !== 'check') return check()
      const asked = turn.then(steps[how]).catch((error: unknown): Update => {
        const message = inWords(error)
        shell.log('warn', message)
        return { state: 'failed', version: found?.version ?? null, message }
      })
      turn = asked
      return asked
    },
  }
}

const standing = ({ version, fetched }: Found): Update =>
  fetched
    ? {
        state: 'fetched',
        version,
        message: `Crowsnest ${version} is here, and it is the one that was announced. It is installed when you restart into it.`,
      }
    : { state: 'available', version, message: `Crowsnest ${version} can be fetched.` }

/** Looks once a day while a channel is chosen, and says in a notice what it found. */
export const updates: ShellModule = {
  name: 'updates',
  whenReady: (shell) => {
    const look = async () => {
      if (shell.quitting || shell.core === null || shell.core.settings().updates === 'off') return
      const { state, message } = await shell.updates.ask('check')
      shell.core?.notice('update', 'info', state === 'available' ? `${message} Settings → App says how.` : null)
    }
    const later = (ms: number) => setTimeout(() => void look().finally(() => later(dayMs + Math.random() * jitterMs)), ms).unref()
    later(firstMs + Math.random() * jitterMs)
  },
}

/** The partition in which the updater speaks (electron-updater, `ElectronHttpExecutor`). */
const partition = 'electron-updater'

/** What the updater hears does not pass through the ports where everything else is counted; a question has no body. */
function countBytes(shell: Shell): void {
  session.fromPartition(partition, { cache: false }).webRequest.onCompleted(({ url, responseHeaders }) => {
    const length = Object.entries(responseHeaders ?? {}).find(([name]) => name.toLowerCase() === 'content-length')?.[1]?.[0]
    const count = { purpose: 'updates', because: 'Updates', requests: 1, sent: 0, received: Number(length ?? 0) } as const
    shell.core?.noteOutbound({ host: new URL(url).host, ...count })
  })
}
