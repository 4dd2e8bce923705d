/** `npm run dev`: the window's pages reload as they are edited; a change in the main process builds and restarts it. */
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { createServer as createNetServer } from 'node:net'
import { join } from 'node:path'
import { argv, execPath, exit, stderr } from 'node:process'
import { fileURLToPath } from 'node:url'
import { createServer, loadConfigFromFile } from 'vite'
import { bundle } from './bundle.mjs'
import { findElectron, missingDisplay, whyNoSandbox } from './electronBinary.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const say = (line) => stderr.write(`${line}\n`)
const flags = argv.slice(2)

const found = missingDisplay() === null ? await findElectron({ downloadMs: 180_000, say }) : { reason: missingDisplay() }
const electron = 'path' in found ? found.path : null
if (electron === null) say(`No window: ${found.reason}. The browser is served instead.`)

/** The headless host listens here through all its restarts; the development server passes calls on to it. */
const port = await freePort()
const host = `http://127.0.0.1:${port}`
const pages = await servePages()
let child = null
let building = null
let again = false
let ending = false

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end)
await restart()
let timer
watch(join(root, 'electron'), { recursive: true }, () => {
  clearTimeout(timer)
  timer = setTimeout(restart, 150)
})

/** The renderer with hot reload. Without Electron, its calls go to the headless host, under that host's own name. */
async function servePages() {
  const loaded = await loadConfigFromFile({ command: 'serve', mode: 'renderer' }, join(root, 'build/vite.ts'), root)
  const pass = { target: host, changeOrigin: true, headers: { origin: host } }
  const proxy = electron === null ? { '/call': pass, '/events': pass, '/download': pass } : {}
  const server = await createServer({ ...loaded.config, configFile: false, server: { host: '127.0.0.1', proxy } })
  await server.listen()
  return server
}

/** One build at a time; a change during a build is built after it. A build that fails leaves the running app alone. */
async function restart() {
  again = true
  building ??= (async () => {
    while (again && !ending) {
      again = false
      try {
        await bundle(electron === null ? ['headless', 'renderer'] : ['main', 'preload'], { say })
        await stop()
        if (!ending) start()
      } catch (error) {
        say(error instanceof Error ? error.message : String(error))
      }
    }
    building = null
  })()
  await building
}

function start() {
  const address = pages.resolvedUrls.local[0]
  if (electron === null) {
    const serve = [join(root, 'dist/headless/index.js'), 'serve', '--port', String(port), ...flags]
    child = spawn(execPath, serve, { stdio: ['ignore', 'pipe', 'inherit'] })
    child.stdout.on('data', (part) => {
      const hash = /#token=\S+/.exec(String(part))?.[0]
      if (hash !== undefined) say(`Crowsnest with hot reload is at ${address}${hash}`)
    })
  } else {
    const sandbox = whyNoSandbox(electron) === null ? [] : ['--no-sandbox']
    child = spawn(electron, [...sandbox, root, ...flags], { stdio: 'inherit', env: { ...process.env, CROWSNEST_DEV_URL: address } })
  }
  const started = child
  child.on('exit', (code) => {
    // Closed by the user: development ends with the window. Ended by us: the next one is on its way.
    if (child === started && !ending) void end(code ?? 0)
  })
}

function stop() {
  const old = child
  child = null
  if (old === null || old.exitCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const patience = setTimeout(() => old.kill('SIGKILL'), 6000)
    old.on('exit', () => {
      clearTimeout(patience)
      resolve()
    })
    old.kill('SIGTERM')
  })
}

async function end(code) {
  if (ending) return
  ending = true
  await stop()
  await pages.close()
  exit(typeof code === 'number' ? code : 0)
}

function freePort() {
  const server = createNetServer()
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port: free } = server.address()
      server.close(() => resolve(free))
    })
  })
}
