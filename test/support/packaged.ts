/** The packaged app: made once, started as an installed one is, and driven over Chromium's own port, because its main process takes no inspector. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { electronBinary, projectRoot } from './machine.mjs'

export type Packaged = { readonly page: Page; readonly pid: number; readonly stderr: () => string; stop(): Promise<void> }

/** Packs the app into `output`; answers the path of its binary. Throws with what the builder said. */
export function pack(output: string): string {
  const dist = join(electronBinary ?? '', '..')
  const built = spawnSync(
    process.execPath,
    [join(projectRoot, 'build/launch.mjs'), 'package', '--dir', `-c.directories.output=${output}`],
    {
      cwd: projectRoot,
      encoding: 'utf8',
      env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: dist },
    },
  )
  const binary = join(output, 'linux-unpacked/crowsnest')
  if (built.status !== 0 || !existsSync(binary)) throw new Error(`The app could not be packaged:\n${built.stdout}\n${built.stderr}`)
  return binary
}

export async function startPackaged(
  binary: string,
  dataDir: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Packaged> {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(binary, [...root, '--remote-debugging-port=0', ...args, '--data', dataDir], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', ...env },
  })
  let stderr = ''
  child.stderr.on('data', (part) => {
    stderr += String(part)
  })
  const browser = await connect(child, () => stderr)
  const page = await firstPage(browser)
  return {
    page,
    pid: child.pid ?? 0,
    stderr: () => stderr,
    async stop() {
      const gone = new Promise((done) => child.once('exit', done))
      await browser.close().catch(() => {})
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM')
        await gone
      }
    },
  }
}

/** Chromium prints where it listens. */
async function connect(child: ChildProcess, stderr: () => string): Promise<Browser> {
  for (;;) {
    const address = /DevTools listening on (ws:\S+)/.exec(stderr())?.[1]
    if (address) return chromium.connectOverCDP(address)
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The packaged app ended before it had a window:\n${stderr()}`)
    await new Promise((later) => setTimeout(later, 50))
  }
}

async function firstPage(browser: Browser): Promise<Page> {
  for (;;) {
    const page = browser.contexts().flatMap((context) => context.pages())[0]
    if (page) return page
    await new Promise((later) => setTimeout(later, 50))
  }
}

/** Each fuse of the binary by its name, `true` for on; read from the bytes behind the sentinel (Electron's documented layout). */
export function fusesOf(binary: string): Readonly<Record<string, boolean>> {
  const bytes = readFileSync(binary)
  const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
  const at = bytes.indexOf(sentinel) + sentinel.length
  const names = ['runAsNode', 'cookieEncryption', 'nodeOptions', 'inspect', 'asarIntegrity', 'onlyAsar', 'browserSnapshot', 'fileProtocol']
  return Object.fromEntries(names.map((name, index) => [name, String.fromCharCode(bytes[at + 2 + index] ?? 0) === '1']))
}
