/** Starting with the session: by the system's own list on Windows and macOS, by an autostart entry on Linux. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { app } from 'electron'
import { autostartEntry } from './autostartEntry.ts'
import type { Shell, ShellModule } from './shell.ts'

export const loginItem: ShellModule = {
  name: 'login item',
  whenReady: (shell) => {
    const { core } = shell
    if (core === null) return
    let last: boolean | null = null
    const follow = () => {
      const { startAtLogin } = core.settings()
      if (startAtLogin === last) return
      last = startAtLogin
      apply(shell, startAtLogin)
    }
    core.onEvent((name) => name === 'settings.changed' && follow())
    follow()
  },
}

function apply(shell: Shell, on: boolean): void {
  try {
    if (process.platform === 'linux') writeAutostart(shell, on)
    else if (app.isPackaged) app.setLoginItemSettings({ openAtLogin: on, args: ['--hidden'] })
    shell.core?.notice('login', 'warning', null)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    shell.core?.notice('login', 'warning', `Crowsnest cannot be ${on ? 'added to' : 'taken from'} what starts at login (${reason}).`)
  }
}

/** Desktop Application Autostart Specification: a file in the user's configuration folder, one for each data folder that was chosen by hand. */
function writeAutostart({ options }: Shell, on: boolean): void {
  const folder = join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'autostart')
  const file = join(folder, 'crowsnest.desktop')
  const own = [...(options.dataDir === null ? [] : ['--data', options.dataDir]), ...(options.demo ? ['--demo'] : [])]
  // The mounted files of an AppImage are gone after it ends: the image itself is what starts again.
  const program = process.env.APPIMAGE ? [process.env.APPIMAGE] : app.isPackaged ? [process.execPath] : [process.execPath, app.getAppPath()]
  const entry = autostartEntry([...program, '--hidden', ...own])
  if (on) {
    if (read(file) === entry) return
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, entry)
  } else if (read(file) === entry) rmSync(file)
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
