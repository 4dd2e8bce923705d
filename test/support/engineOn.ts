/** The engine whole on endpoints of a test: real store, real proofs, settings that the test may change while it runs. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine, EngineEvents } from '#engine/index.ts'
import { createEngine } from '#engine/supervisor.ts'
import type { OrderStore } from '#ipc/services.ts'
import { systemClock } from '#platform/clock.ts'
import { post } from '#platform/http.ts'
import { createInlineProver } from '#platform/prover.ts'
import { openSocket } from '#platform/socket.ts'
import type { TableRow } from '#shared/order.ts'
import { type Network, readSettings, type Settings } from '#shared/settings.ts'
import type { ChainStatus } from '#shared/status.ts'
import { openStore } from '#storage/orders.ts'

export type Watching = {
  readonly engine: Engine
  readonly store: OrderStore
  readonly log: readonly string[]
  status(): ChainStatus | undefined
  rows(): TableRow[]
  stop(): Promise<void>
}

/** `ends` gets what has to be ended after the test. Native coins are worth 2,000 USD, and 100,000 USD make an order, unless told otherwise. */
export async function engineOn(
  endpoints: readonly string[],
  ends: (() => unknown)[],
  options: {
    settings?: Partial<Settings>
    network?: Partial<Network>
    dataDir?: string
    now?: () => number
    equivocation?: EngineEvents['equivocation']
  } = {},
): Promise<Watching> {
  const dataDir = options.dataDir ?? dataFolder(ends)
  const now = options.now ?? (() => systemClock.now())
  const store = openStore({ dataDir, now })
  const { settings } = readSettings({ minUsd: '100000', prices: [{ token: 'native', usd: '2000' }], ...options.settings })
  const log: string[] = []
  const engine = createEngine(
    {
      clock: { ...systemClock, now },
      log: (level, message) => void log.push(`${level} ${message}`),
      post,
      openSocket,
      prover: createInlineProver(),
      store,
      random: Math.random,
    },
    { settings: () => settings },
    { committed() {}, status() {}, rangeDone() {}, ...(options.equivocation ? { equivocation: options.equivocation } : {}) },
  )
  let stopped = false
  const stop = async () => {
    if (stopped) return
    stopped = true
    await engine.stop()
    store.close()
  }
  ends.push(stop)
  await engine.setNetworks([{ chainId: 31337, name: 'Local', enabled: true, endpoints: [...endpoints], pollMs: 50, ...options.network }])
  return { engine, store, log, status: () => engine.status()[0], rows: () => store.page({}, null, 500).rows, stop }
}

/** A folder of its own, removed in the end. */
export function dataFolder(ends: (() => unknown)[]): string {
  const path = mkdtempSync(join(tmpdir(), 'crowsnest-engine-'))
  ends.push(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** Waits for what has to come; a test's time limit is the limit. */
export async function until(what: string, check: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (await check()) return
    await systemClock.sleep(50)
  }
  throw new Error(`waited in vain until ${what}`)
}
