/** Finds an Electron that can be started here, or says in words why there is none. Nothing here loads Electron itself. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { env, getuid, platform } from 'node:process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const packageFolder = join(root, 'node_modules/electron')
const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }
const executable = names[platform] ?? 'electron'

/**
 * The first of: `ELECTRON_OVERRIDE_DIST_PATH`, the one installed in node_modules, one downloaded now.
 * @param {{ downloadMs: number, say: (line: string) => void }} options how long a download may hold the start; it goes on in the background
 * @returns {Promise<{ path: string } | { reason: string }>}
 */
export async function findElectron({ downloadMs, say }) {
  const given = env.ELECTRON_OVERRIDE_DIST_PATH
  if (given) {
    const path = join(given, executable)
    if (existsSync(path)) return { path }
    say(`ELECTRON_OVERRIDE_DIST_PATH points to ${given}, but there is no ${executable}.`)
  }
  const installed = installedElectron()
  if (installed !== null) return { path: installed }
  if (!existsSync(join(packageFolder, 'install.js'))) return { reason: 'Electron is not installed (run npm ci)' }
  say('Downloading Electron, once …')
  const failed = await download(downloadMs)
  const downloaded = failed === null ? installedElectron() : null
  return downloaded === null ? { reason: failed ?? 'Electron could not be downloaded' } : { path: downloaded }
}

function installedElectron() {
  const note = join(packageFolder, 'path.txt')
  if (!existsSync(note)) return null
  const path = join(packageFolder, 'dist', readFileSync(note, 'utf8'))
  return existsSync(path) ? path : null
}

/** null when it is there now, else the reason. Its own words are shown only in short: they are long, and about a cache. */
function download(waitMs) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(packageFolder, 'install.js')], { stdio: ['ignore', 'ignore', 'pipe'] })
    let words = ''
    child.stderr.on('data', (part) => {
      words = (words + part).slice(-2000)
    })
    const timer = setTimeout(() => {
      child.stderr.destroy()
      child.unref()
      resolve('Electron is still being downloaded; the next start opens the window')
    }, waitMs)
    child.on('error', () => finish('Electron could not be downloaded'))
    child.on('exit', (code) => finish(code === 0 ? null : `Electron could not be downloaded${shortly(words)}`))
    const finish = (reason) => {
      clearTimeout(timer)
      resolve(reason)
    }
  })
}

function shortly(words) {
  const found = /\b(E[A-Z]{3,}|HTTPError[^\n]*|getaddrinfo[^\n]*|status(?:Code)?:? ?\d+)/.exec(words)?.[0]
  return found === undefined ? '' : ` (${found.slice(0, 80)})`
}

/** null when there is a display, else what is missing. */
export function missingDisplay() {
  if (platform === 'darwin' || platform === 'win32' || env.DISPLAY || env.WAYLAND_DISPLAY) return null
  return 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)'
}

/** Why Chromium's sandbox cannot work for this user on this machine, or null. Without it, Electron would end at once. */
export function whyNoSandbox(electron) {
  if (platform !== 'linux') return null
  if (getuid?.() === 0) return 'Crowsnest runs as root'
  if (isSetuidRoot(join(electron, '..', 'chrome-sandbox'))) return null
  if (readNumber('/proc/sys/user/max_user_namespaces') === 0 || readNumber('/proc/sys/kernel/unprivileged_userns_clone') === 0)
    return 'this kernel allows no user namespaces'
  if (readNumber('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === 1) return 'AppArmor restricts user namespaces here'
  return null
}

function isSetuidRoot(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat !== undefined && stat.uid === 0 && (stat.mode & 0o4000) !== 0
}

function readNumber(path) {
  try {
    return Number(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}
