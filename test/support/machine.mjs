/** What this machine can run, asked in one place: the test run names what is missing, the tests skip themselves by it. */
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const modules = join(root, 'node_modules')
const linux = process.platform === 'linux'

/** Path of the Electron binary that the desktop tests start; null where there is none. */
export const electronBinary = findElectron()

/** Whether windows need a virtual screen here. */
export const needsXvfb = linux && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
export const hasXvfb = onPath('xvfb-run')

/** One sentence for each thing that is missing, with the command that would bring it; null where it is there. */
export const missing = {
  node:
    Number(process.versions.node.split('.')[0]) >= 22
      ? null
      : `unit tests need Node 22 or newer and this is ${process.version}: install one from https://nodejs.org, or run \`npm ci --include=optional\` on Linux x64`,
  electron: electronBinary
    ? null
    : 'desktop tests need Electron: run `npx electron --version` once with network, or set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds it',
  display: needsXvfb && !hasXvfb ? 'desktop tests need a screen: run `apt-get install xvfb xauth`' : null,
  dbus:
    linux && onPath('dbus-daemon')
      ? null
      : linux
        ? 'notification tests need a message bus: run `apt-get install dbus`'
        : 'notification tests listen on D-Bus, which only Linux has: run them on Linux',
  anvil: existsSync(join(modules, '@foundry-rs/anvil-linux-amd64/bin/anvil'))
    ? null
    : 'tests on a real node need anvil: run `npm ci --include=optional` on Linux x64',
  chromium:
    linux && process.arch === 'x64' && existsSync(join(modules, '@sparticuz/chromium/bin'))
      ? null
      : 'browser tests need the packaged Chromium: run `npm ci` on Linux x64',
  fixtures: fixturesFolder()
    ? null
    : 'tests on recorded mainnet blocks need them: set CROWSNEST_FIXTURES to a folder with blocks/mainnet/*.json.gz',
}

/** Folder of recorded blocks, or null. */
export function fixturesFolder() {
  const folder = process.env.CROWSNEST_FIXTURES ?? join(root, '../shared/fixtures')
  return existsSync(join(folder, 'blocks')) ? folder : null
}

function findElectron() {
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }
  const name = names[process.platform] ?? 'electron'
  const pathFile = join(modules, 'electron/path.txt')
  const own = existsSync(pathFile) ? join(modules, 'electron/dist', readFileSync(pathFile, 'utf8').trim()) : null
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  return [override ? join(override, name) : null, own].find((path) => path && existsSync(path)) ?? null
}

function onPath(command) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)))
}

/** Folder of package.json, without a slash at its end. */
export const projectRoot = dirname(join(root, 'package.json'))
