/** The real app in real Electron, driven as a user would drive it; and what it left on the disk. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type ElectronApplication, _electron as electron, type Page } from '@playwright/test'
import { largeOrders } from '#shared/rules.ts'
import type { Anvil } from './anvil.ts'
import { electronBinary, missing, projectRoot } from './machine.mjs'

/** Why the desktop app cannot run here, with what would make it runnable; null where it can. */
export const desktopMissing: string | null = missing.electron ?? missing.display

export type Desktop = {
  readonly page: Page
  readonly stderr: () => string
  /** Calls the app as its own page does; throws the sentence of a failure. */
  call(name: string, input: unknown): Promise<unknown>
  /** Row of an order in the table. */
  row(id: string): ReturnType<Page['locator']>
  /** kill -9 of the main process. */
  kill(): Promise<void>
  /** Closes the window as a user does, and waits for the end; the exit code. */
  close(): Promise<number | null>
}

export type DesktopOptions = {
  readonly dataDir: string
  /** Session bus on which notifications go. */
  readonly bus?: string
  /** Answers the save dialog. */
  readonly savePath?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Starts the app with a data folder of its own and waits for its page. */
export async function startDesktop(options: DesktopOptions): Promise<Desktop> {
  const app = await launch(options)
  const child = app.process()
  let stderr = ''
  child.stderr?.on('data', (part) => {
    stderr += String(part)
  })
  const page = await app.firstWindow()
  await page.waitForLoadState('domcontentloaded')
  const gone = new Promise<number | null>((done) => child.once('exit', done))
  return {
    page,
    stderr: () => stderr,
    call: (name, input) => page.evaluate(callInPage, { name, input }),
    row: (id) => page.locator(`[data-testid=orders] [data-order-id="${id}"]`),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await gone
    },
    async close() {
      await app.close()
      return gone
    },
  }
}

export function launch({ dataDir, bus, savePath, args = [], env = {} }: DesktopOptions): Promise<ElectronApplication> {
  const { ELECTRON_RUN_AS_NODE, ...inherited } = process.env as Record<string, string>
  return electron.launch({
    executablePath: electronBinary ?? 'electron',
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--force-device-scale-factor=1', projectRoot, '--data', dataDir, ...args],
    cwd: projectRoot,
    env: {
      ...inherited,
      DBUS_SESSION_BUS_ADDRESS: bus ?? 'unix:path=/nonexistent',
      ...(savePath === undefined ? {} : { CROWSNEST_TEST_SAVE_PATH: savePath }),
      ...env,
    },
  })
}

/** What a first start would have asked: the chain, both ways to reach it, prices and thresholds. */
export const settingsFor = (anvil: Anvil, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  networks: [{ chainId: 31337, name: 'Local', enabled: true, endpoints: [anvil.ws, anvil.http] }],
  setUp: true,
  minUsd: '100000',
  rules: [largeOrders('1000000')],
  prices: [{ token: 'native', usd: '2000' }],
  ...more,
})

export type StoredOrder = {
  readonly id: string
  readonly state: string
  readonly block_number: number
  readonly amount: string
  readonly usd: string
}

/** Reads the database beside the app, with nothing of the app's code. */
export function storedOrders(dataDir: string): StoredOrder[] {
  const database = new DatabaseSync(join(dataDir, 'crowsnest.sqlite'), { readOnly: true })
  try {
    return database.prepare('SELECT id, state, block_number, amount, usd FROM orders ORDER BY arrival').all() as unknown as StoredOrder[]
  } finally {
    database.close()
  }
}

/** What SQLite itself says about the file: "ok" for a whole one. */
export function integrityOf(dataDir: string): unknown {
  const database = new DatabaseSync(join(dataDir, 'crowsnest.sqlite'))
  try {
    return database.prepare('PRAGMA integrity_check').get()?.integrity_check
  } finally {
    database.close()
  }
}

/** Fields of each line of an RFC 4180 file, without its byte order mark. */
export function readCsv(path: string): string[][] {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  const rows: string[][] = []
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (quoted === undefined && plain === '' && end === '' && rows.length > 0) break
    if (rows.length === 0) rows.push([])
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end === '\r\n') rows.push([])
  }
  return rows.filter((row) => row.length > 1)
}

type Bridge = { crowsnest: { call(name: string, input: unknown): Promise<{ ok: boolean; value?: unknown; error?: { message: string } }> } }

async function callInPage({ name, input }: { name: string; input: unknown }): Promise<unknown> {
  const result = await (globalThis as unknown as Bridge).crowsnest.call(name, input)
  if (!result.ok) throw new Error(result.error?.message)
  return result.value
}
