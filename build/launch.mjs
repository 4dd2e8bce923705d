/** `npm start`, `npm run demo`, `npm run headless`, `npm run package`: builds what is stale, then opens a window, or a browser page where no window can be. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv, env, execPath, exit, stderr } from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { bundle } from './bundle.mjs'
import { findElectron, missingDisplay, whyNoSandbox } from './electronBinary.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const say = (line) => stderr.write(`${line}\n`)

/** A first start must not wait long for a download; the demo promises rows within half a minute. */
const downloadMs = { app: 180_000, demo: 15_000 }
/** An Electron that shows nothing for this long will not show anything. */
const windowMs = 60_000

const [mode = 'app', ...rest] = argv.slice(2)
const modes = {
  app: () => open([], rest),
  demo: () => open(['--demo'], rest),
  headless: () => headless(rest),
  package: () => pack(rest),
}
if (!Object.hasOwn(modes, mode)) {
  say(`There is no “${mode}”; choose from ${Object.keys(modes).join(', ')}.`)
  exit(2)
}
await modes[mode]()

/** A window where there can be one; else the same app in the browser, with the reason. Never fails for want of a window. */
async function open(flags, args) {
  const why = missingDisplay() ?? (await openWindow([...flags, ...args]))
  if (why === null) return
  say(`No window: ${why}. Open this address in a browser instead:`)
  await headless(['serve', ...flags, ...args.filter((arg) => !arg.startsWith('--no-sandbox'))])
}

/** null when the window was there and this process may end with its code, else why it was not. */
async function openWindow(args) {
  const found = await findElectron({ downloadMs: downloadMs[mode], say })
  if ('reason' in found) return found.reason
  await bundle(['main', 'preload', 'renderer'], { say })
  const noSandbox = whyNoSandbox(found.path)
  if (noSandbox !== null) say(`Chromium's sandbox is off: ${noSandbox}.`)
  const folder = mkdtempSync(join(tmpdir(), 'crowsnest-start-'))
  const ready = join(folder, 'ready')
  try {
    const ended = await run(found.path, [...(noSandbox === null ? [] : ['--no-sandbox']), root, ...args], ready)
    if (existsSync(ready) || ended.asked) return end(ended)
    return `Electron ended before its window was there (${ended.signal ?? `code ${ended.code}`})`
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs until Electron ends. Signals to this process are passed on; `asked` says that there was one. */
function run(path, args, ready) {
  return new Promise((resolve) => {
    const { ELECTRON_RUN_AS_NODE: _, ...environment } = env
    const child = spawn(path, args, { stdio: 'inherit', cwd: process.cwd(), env: { ...environment, CROWSNEST_READY_FILE: ready } })
    let asked = false
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        asked = true
        child.kill(signal)
      })
    }
    const patience = setTimeout(() => {
      if (!existsSync(ready)) child.kill('SIGKILL')
    }, windowMs)
    const finish = (code, signal) => {
      clearTimeout(patience)
      resolve({ code, signal, asked })
    }
    child.on('error', (error) => finish(null, error.code))
    child.on('exit', finish)
  })
}

/** Ends as Electron ended. */
function end({ code, signal }) {
  process.exitCode = code ?? 128 + (constants.signals[signal] ?? 1)
  return null
}

/** In this very process: whoever stops or kills it stops the host and nothing is left behind. */
async function headless(args) {
  await bundle(args[0] === 'serve' ? ['headless', 'renderer'] : ['headless'], { say })
  const entry = join(root, 'dist/headless/index.js')
  process.argv = [execPath, entry, ...args]
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal)
  await import(pathToFileURL(entry).href)
}

/** An unpacked app for this platform; with ELECTRON_OVERRIDE_DIST_PATH without any download. */
async function pack(args) {
  await bundle(['main', 'preload', 'renderer'], { say })
  const given = env.ELECTRON_OVERRIDE_DIST_PATH
  const own = given ? [`-c.electronDist=${given}`, `-c.electronVersion=${versionOf(given)}`] : []
  // Without an address of releases nothing is built in that could be asked for one.
  const updates = env.CROWSNEST_UPDATE_URL ? ['-c.publish.provider=generic', `-c.publish.url=${env.CROWSNEST_UPDATE_URL}`] : []
  const builder = join(root, 'node_modules/electron-builder/out/cli/cli.js')
  const asked = args.length > 0 ? args : ['--dir']
  const child = spawn(execPath, [builder, '--config', 'electron-builder.yml', '--publish', 'never', ...own, ...updates, ...asked], {
    stdio: 'inherit',
    cwd: root,
  })
  child.on('exit', (code) => exit(code ?? 1))
}

function versionOf(folder) {
  return readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '')
}
