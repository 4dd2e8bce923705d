/** The engine whole, with its store and its notifications, as a chaos run watches with it: in this process or in one made to be killed. */
import { createAnnouncer } from '#channels/announce.ts'
import type { Clock, OrderChange } from '#engine/ports.ts'
import { fulfils } from '#engine/rules/judge.ts'
import { createEngine } from '#engine/supervisor.ts'
import { post } from '#platform/http.ts'
import { createInlineProver, createWorkerProver } from '#platform/prover.ts'
import { openSocket } from '#platform/socket.ts'
import type { ChainStatus } from '#shared/status.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { chaosSettings } from './orders.ts'

export type WatchOptions = {
  readonly dataDir: string
  readonly chainId: number
  readonly endpoints: readonly string[]
  readonly clock: Clock
  readonly pollMs: number
  /** Proofs in a thread of their own, as in the app; in this one where absent. */
  readonly thread?: boolean
  readonly committed?: (changes: readonly OrderChange[]) => void
  readonly status?: (status: ChainStatus) => void
  /** An order was announced, or its retraction. */
  readonly rang?: (orderId: string, retraction: boolean) => void
  readonly log?: (line: string) => void
}

export type Watched = { readonly store: Store; status(): ChainStatus | undefined; resume(): void; stop(): Promise<void> }

/** Reads the chain from block 1 on and goes on live. */
export async function startWatch(options: WatchOptions): Promise<Watched> {
  const { clock, chainId } = options
  const store = openStore({ dataDir: options.dataDir, now: () => clock.now() })
  const prover = options.thread
    ? createWorkerProver({ workerUrl: new URL('../../../electron/platform/proverWorker.ts', import.meta.url), threads: 1 })
    : createInlineProver()
  let minutes = 0
  const announcer = createAnnouncer({
    store,
    notifier: {
      show: async ({ orderId, body }) => {
        if (orderId !== null) options.rang?.(orderId, /dropped block/.test(body))
        return { shown: true, message: '' }
      },
    },
    settings: () => chaosSettings,
    matches: (rule, row) => fulfils(row, rule.when, store.facts),
    newId: () => crypto.randomUUID(),
    chainName: () => 'Chaos',
    // A minute passes between any two looks at the clock, so that every order rings by its own name and none goes into a digest.
    now: () => 61_000 * minutes++,
    onProblem: (message) => message !== null && options.log?.(message),
  })
  const engine = createEngine(
    {
      clock,
      log: (level, message) => options.log?.(`${level} ${message}`),
      post,
      openSocket,
      prover,
      store,
      random: Math.random,
    },
    { settings: () => chaosSettings, range: () => ({ from: 1, to: null }) },
    {
      committed(changes) {
        options.committed?.(changes)
        announcer.poke()
      },
      status: (status) => options.status?.(status),
      rangeDone() {},
    },
  )
  announcer.poke()
  await engine.setNetworks([{ chainId, name: 'Chaos', enabled: true, endpoints: [...options.endpoints], pollMs: options.pollMs }])
  return {
    store,
    status: () => engine.status()[0],
    resume: () => engine.resume(chainId),
    async stop() {
      await engine.stop()
      await announcer.stop()
      prover.close()
      store.close()
    },
  }
}
